import type { HostReading } from '#contract/hosts.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Readiness } from '#domain/hosts/readiness.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { drawReadiness } from './draw-readiness.ts';
import { chooseHost } from './choose-host.ts';
import { listHosts, readHost } from './use-host.ts';

export interface CheckOptions {
  readonly strict?: boolean;
  readonly why?: boolean;
}

export async function checkHost(invocation: Invocation, wanted: string | undefined, options: CheckOptions): Promise<ExitCode> {
  const host = chooseHost(await listHosts(invocation), wanted);
  const reading = await readHost(invocation, host);
  await invocation.output.answer(toDocument(host, reading), (paint) => drawReadiness(host, reading, paint, options.why === true));
  return judge(reading.readiness, options.strict === true);
}

function toDocument(host: Host, { facts, readiness }: HostReading) {
  const { hostName, distribution, kernelRelease, loginUser, privilege, readAtEpochMs, roundTripMs, bytesRead } = facts;
  return {
    host: { id: host.id, name: host.name },
    reading: { hostName, distribution, kernelRelease, loginUser, privilege, readAtEpochMs, roundTripMs, bytesRead },
    readiness,
  };
}

/** What could not be read counts as missing: a script that goes on must be able to rely on 0. */
function judge({ lines }: Readiness, isStrict: boolean): ExitCode {
  const isReady = lines.every(({ level }) => level === 'ok' || (level === 'warning' && !isStrict));
  return isReady ? exitCodes.done : exitCodes.missing;
}
