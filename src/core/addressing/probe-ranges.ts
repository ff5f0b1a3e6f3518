import type { AddressRange } from '#domain/addressing/address-range.ts';
import type { HostNetwork } from '#domain/addressing/host-network.ts';
import { buildProbeReport } from '#domain/addressing/probe/build-probe-report.ts';
import { checkProbe } from '#domain/addressing/probe/check-probe.ts';
import type { ProbeReport } from '#domain/addressing/probe/probe-report.ts';
import { mergeRanges } from '#domain/addressing/range-set.ts';
import { collectTaken } from '#domain/machines/collect-taken.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { AddressProber } from '../ports/addressing-adapters.ts';
import type { Environment } from '../ports/environment.ts';
import { HostError } from '../ports/host-error.ts';
import type { Gathered } from './gather-addresses.ts';

export interface ProbeOptions {
  readonly connections: Pick<Connections, 'shellOf'>;
  readonly environment: Pick<Environment, 'now'>;
  readonly prober: AddressProber;
}

interface Asked {
  readonly gathered: Gathered;
  readonly network: HostNetwork;
  readonly ranges: readonly AddressRange[];
}

/** Asks on the bridge of the host who has these addresses. */
export async function probeRanges(
  { gathered, network, ranges }: Asked,
  { connections, environment, prober }: ProbeOptions,
  signal: AbortSignal,
): Promise<ProbeReport> {
  const asked = mergeRanges(ranges);
  const verdict = checkProbe(asked, network);
  if (!verdict.ok) {
    throw new HostError('invalid-input', verdict.reason, { hint: 'Nothing was asked.' });
  }
  const record = await prober(connections.shellOf(gathered.host), { device: network.bridge, ranges: asked }, signal);
  const { macs } = collectTaken(gathered.facts, gathered.machines);
  // That a neighbour is a neighbour tells nobody who it is.
  const holders = new Map([...macs].filter(([, holder]) => !holder.startsWith('neighbour ')));
  return buildProbeReport(record, { bridge: network.bridge, asked, holders, atEpochMs: environment.now() });
}
