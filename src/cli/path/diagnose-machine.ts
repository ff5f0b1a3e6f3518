import type { DiagnosedChain } from '#domain/path/diagnose-machine.ts';
import { tellReviewed } from '../activity/tell-reviewed.ts';
import { usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findMachine } from '../machines/find-machine.ts';
import { parseCount } from '../machines/parse-size.ts';
import { drawDiagnosis } from '#domain/path/draw-diagnosis.ts';
import { toWayIn, type WayInOptions } from './way-in.ts';

export interface DiagnoseOptions extends WayInOptions {
  readonly host?: string;
  readonly from?: string;
  readonly to?: string;
  readonly protocol?: 'icmp' | 'tcp' | 'udp';
  readonly port?: string;
  readonly fix?: string;
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

export async function diagnoseMachine(invocation: Invocation, name: string, options: DiagnoseOptions): Promise<ExitCode> {
  const { fix } = options;
  if (fix === undefined && (options.dryRun || options.script)) {
    throw usageFault(`${options.dryRun ? '--dry-run' : '--script'} is for --fix: a diagnosis changes nothing.`);
  }
  const { host } = await findMachine(invocation, name, options.host, fix !== undefined);
  const { client } = await invocation.session();
  const { from, to, protocol, port } = options;
  const question = {
    hostId: host.id,
    machine: name,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(protocol !== undefined && { protocol }),
    ...toWayIn(options, invocation.acceptedFingerprints),
    ...(port !== undefined && { port: parseCount(port, '--port') }),
  };
  if (fix !== undefined) {
    const { signal } = invocation;
    const target = { ...question, causeId: fix };
    const review = await client.path.reviewFix(target, { signal });
    return tellReviewed(invocation, { host, review, begin: () => client.path.applyFix(target, { signal }) }, options);
  }
  const chains = await client.path.diagnose(question, { signal: invocation.signal });
  await invocation.output.answer({ host: { id: host.id, name: host.name }, machine: name, chains }, (paint) =>
    chains.length === 0
      ? `${name} on ${host.name} has no network card, so there is no path to it.`
      : chains.map((each) => drawDiagnosis(each, paint)).join('\n\n'),
  );
  return toCode(chains);
}

/** The worst of all cards counts. */
function toCode(chains: readonly DiagnosedChain[]): ExitCode {
  const verdicts = chains.map(({ diagnosis }) => diagnosis.verdict);
  if (chains.length === 0) {
    return exitCodes.missing;
  }
  return verdicts.includes('broken') ? exitCodes.pathBroken : verdicts.includes('unclear') ? exitCodes.unclear : exitCodes.done;
}
