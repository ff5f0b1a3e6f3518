import type { AppClient } from '#contract/api.ts';
import { describeTaken } from '#domain/addressing/probe/build-probe-report.ts';
import type { Host } from '#domain/hosts/host.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { describePlan } from '../machines/describe-plan.ts';
import { parseDays, toDemandText, type DemandOptions } from './demand-options.ts';

type Change = Parameters<AppClient['addressing']['reviewClaim']>[0]['change'];

interface ChangeOptions {
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

interface TimeOptions extends ChangeOptions {
  readonly days: string;
}

interface ClaimOptions extends TimeOptions, DemandOptions {
  readonly probe?: boolean;
}

export async function claimAddresses(
  invocation: Invocation,
  wanted: string,
  cloud: string,
  options: ClaimOptions,
): Promise<ExitCode> {
  const days = parseDays(options.days);
  const demand = toDemandText(cloud, options);
  const change: Change = {
    kind: 'claim',
    demand,
    days,
    ignoreLaptop: options.ignoreLaptop ?? false,
  };
  return tellChange(invocation, await useHost(invocation, wanted), change, options);
}

export async function takeOverAddresses(
  invocation: Invocation,
  wanted: string,
  cloud: string,
  options: TimeOptions,
): Promise<ExitCode> {
  return tellChange(
    invocation,
    await useHost(invocation, wanted),
    { kind: 'take-over', cloud, days: parseDays(options.days) },
    options,
  );
}

export async function releaseAddresses(
  invocation: Invocation,
  wanted: string,
  cloud: string,
  options: ChangeOptions,
): Promise<ExitCode> {
  return tellChange(invocation, await useHost(invocation, wanted), { kind: 'release', cloud }, options);
}

/** Shows the change, prints it as a script, or has it done. */
async function tellChange(
  invocation: Invocation,
  host: Host,
  change: Change,
  options: ChangeOptions & { readonly probe?: boolean },
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const { client } = await invocation.session();
  const review = await client.addressing.reviewClaim({ hostId: host.id, change }, { signal });
  review.notes.forEach((note) => output.warn(note));
  if (options.dryRun || (options.script && output.isJson)) {
    await output.answer({ host: { id: host.id, name: host.name }, ...review }, (paint) =>
      [
        ...(review.plan.steps.length === 0 ? [] : [describePlan(review.plan, paint)]),
        ...review.refusals.map((message) => `${paint.red('refused')} ${message}`),
      ].join('\n\n'),
    );
    output.tell('Nothing was changed.');
    return review.refusals.length === 0 ? exitCodes.done : exitCodes.refused;
  }
  if (review.refusals.length > 0) {
    throw new CommandFault('conflict', review.refusals.join('\n'), 'Nothing was changed on the host.');
  }
  if (options.script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  if (options.probe) {
    await proveFree(invocation, host, review.claim?.parts ?? []);
  }
  return tellOperation(invocation, host, client.addressing.changeClaim({ hostId: host.id, change }, { signal }));
}

/** Only machines and public addresses are on the bridge; the rest is inside the cloud. */
async function proveFree(
  invocation: Invocation,
  host: Host,
  parts: readonly { readonly kind: string; readonly range: string }[],
): Promise<void> {
  const { output, signal } = invocation;
  const { client } = await invocation.session();
  const addresses = parts.filter(({ kind }) => kind === 'machine' || kind === 'public').map(({ range }) => range);
  output.tellForNow('Asking who has the addresses …');
  const report = await client.addressing.probe({ hostId: host.id, addresses: addresses.join(' ') }, { signal });
  report.warnings.forEach((warning) => output.warn(warning));
  if (report.taken.length > 0) {
    throw new CommandFault(
      'conflict',
      report.taken.map(describeTaken).join('\n'),
      'Nothing was changed on the host. Choose other addresses.',
    );
  }
}
