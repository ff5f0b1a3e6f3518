import type { CloudReview } from '#contract/clouds.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Host } from '#domain/hosts/host.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { confirmEnd, describeVolumes, tellUndo } from '../machines/confirm-end.ts';
import { choosePassword, type PasswordOptions } from './choose-password.ts';
import { describeChanges, listWarnings } from './describe-review.ts';
import { showReview } from './plan-cloud.ts';
import { reviewFile, type FileOptions } from './review-file.ts';
import { tellInstalls } from './tell-installs.ts';

interface UpOptions extends FileOptions, PasswordOptions {
  readonly follow?: boolean;
  readonly detach?: boolean;
  readonly dryRun?: boolean;
  readonly script?: boolean;
  readonly yes?: string;
}

/** Reviews first, so that a refusal is told in full, and of a cloud that is there the difference, before anything is begun. */
export async function bringUp(invocation: Invocation, path: string, options: UpOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  if (options.follow === true && options.detach === true) {
    throw usageFault('Give --follow or --detach, not both.');
  }
  const { host, review, wanted } = await reviewFile(invocation, path, options, options.dryRun === true);
  if (options.dryRun || (options.script && output.isJson)) {
    return showReview(invocation, host, review);
  }
  describeChanges(review).forEach((line) => output.tell(line));
  refuse(review, wanted.removal !== null);
  if (options.script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  if (review.plan.steps.length === 0) {
    output.item({ kind: 'nothing-to-do', cloud: review.cloud.name });
    return exitCodes.done;
  }
  listWarnings(review).forEach((message) => output.warn(message));
  const typedName = await confirmRemoval(invocation, host, review, options.yes);
  const password = review.needsPassword ? await choosePassword(invocation, options) : null;
  const { client } = await invocation.session();
  output.tellForNow('Asking who has the addresses …');
  const events = client.clouds.up({ ...wanted, password, typedName }, { signal });
  if (options.detach) {
    return tellBegin(invocation, host, events);
  }
  const target = { hostId: host.id, cloud: review.cloud.name };
  const code = await tellOperation(invocation, host, tellInstalls(invocation, target, events));
  if (code === exitCodes.done) {
    tellMachines(invocation, review);
    if (review.removes.length > 0) {
      await tellUndo(invocation, host, ({ title }) => title === review.plan.title);
    }
  }
  return code;
}

function refuse({ cloud, refusals, changes }: CloudReview, mayRemove: boolean): void {
  if (refusals.length > 0) {
    const isAsking = !mayRemove && changes.some(({ kind }) => kind === 'machine-removed');
    throw new CommandFault(
      'conflict',
      `Cloud ${cloud.name} cannot be brought up so. ${refusals.join(' ')}`,
      `${isAsking ? 'With --remove-machines they go; look first with `nutshell plan`. ' : ''}Nothing was changed on the host.`,
    );
  }
}

/** As `down`: its name is typed each time that something goes, here or after --yes. */
async function confirmRemoval(
  invocation: Invocation,
  host: Host,
  { removes, volumes, cloud }: CloudReview,
  yes: string | undefined,
): Promise<string> {
  if (removes.length === 0) {
    return '';
  }
  if (yes === undefined && volumes.length > 0) {
    invocation.output.tell(describeVolumes(volumes).join('\n'));
  }
  return confirmEnd(invocation, { kind: 'cloud-machines', name: cloud.name, host, what: removes.join(', ') }, yes);
}

/** The host has it as soon as it says that it began; who stops listening then stops nothing. */
async function tellBegin({ output }: Invocation, host: Host, events: AsyncIterable<OperationEvent>): Promise<ExitCode> {
  for await (const event of events) {
    output.item(event);
    if (event.kind === 'started') {
      output.tell(`"${event.title}" goes on on ${host.name}.`);
      output.tell(`Follow it: nutshell operations ${quoteArgv([host.name])} --follow ${event.operationId}`);
      return exitCodes.done;
    }
  }
  throw new CommandFault('unexpected-output', 'The host did not say that it began.', 'See `nutshell operations`.');
}

function tellMachines({ output }: Invocation, { cloud, launches }: CloudReview): void {
  for (const { name, address } of cloud.machines) {
    const isLeft = launches.some((launch) => launch.name === name && launch.how === 'attended');
    const how = isLeft ? `boots its CD and waits for you: nutshell console ${name}` : `is at ${formatIpv4(address)}`;
    output.tell(`${output.errorPaint.bold(name)} ${how}`);
  }
}
