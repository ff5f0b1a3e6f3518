import { describeRanges, sumAddresses } from '#domain/addressing/address-range.ts';
import { describeTaken } from '#domain/addressing/probe/build-probe-report.ts';
import type { ProbeReport } from '#domain/addressing/probe/probe-report.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import type { Paint } from '../terminal/paint.ts';
import { toReadable } from './to-readable.ts';

export async function probeAddresses(invocation: Invocation, wanted: string, addresses: readonly string[]): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  output.tellForNow('Asking …');
  const report = await client.addressing.probe({ hostId: host.id, addresses: addresses.join(' ') }, { signal });
  await output.answer({ host: { id: host.id, name: host.name }, report: toReadable(report) }, (paint) => describe(report, paint));
  report.warnings.forEach((warning) => output.warn(warning));
  return report.taken.length === 0 ? exitCodes.done : exitCodes.refused;
}

function describe({ asked, silent, taken, bridge }: ProbeReport, paint: Paint): string {
  const free = sumAddresses(silent);
  const count = sumAddresses(asked);
  return [
    ...taken.map((one) => `${paint.red('in use')} ${describeTaken(one)}`),
    ...(free === 0
      ? []
      : [`${paint.green('free')}   Nobody on ${bridge} answered for ${free} of ${count}: ${describeRanges(silent)}`]),
  ].join('\n');
}
