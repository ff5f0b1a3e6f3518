import { readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { createPlaceProbeSender } from '#host/capture/create-place-probe-sender.ts';
import { createHopListener } from '#host/capture/create-hop-listener.ts';
import { createKernelWatcher } from '#host/capture/create-kernel-watcher.ts';
import { createPlaceReader } from '#host/path/create-place-reader.ts';
import { runTrace } from '#core/path/run-trace.ts';
import type { Chain, Hop, HopKind, HopPlace } from '#domain/path/chain.ts';
import { diagnosePath } from '#domain/path/diagnose-path.ts';
import { proposeProbe } from '#domain/path/propose-probe.ts';
import { planTrace } from '#domain/path/trace/trace-plan.ts';
import { buildTraceProbe, type TraceOrigin } from '#domain/path/trace/trace-probe.ts';
import type { TraceEvent, TraceResult } from '#domain/path/trace/trace-result.ts';
import { createLocalShell } from '#fakes/local-shell.ts';
import { replica as known, replicaCard } from '#fakes/path-places.ts';
import type { PathReplica, ReplicaPlace } from '#support/path-replica.ts';

export interface TraceWishes {
  readonly origin?: TraceOrigin;
  readonly destination?: string;
  readonly protocol?: 'icmp' | 'tcp' | 'udp';
  readonly port?: number;
  /** Places that nobody looks into. */
  readonly blind?: readonly HopPlace[];
  readonly hasKernelConsent?: boolean;
  /** Places whose kernel has tracefs, which no namespace has by itself. It shows what happens in all of them. */
  readonly tracefs?: readonly HopPlace[];
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TraceEvent) => void;
}

const mountTracefs = 'mount -t tracefs nodev /sys/kernel/tracing && exec sh "$@"';
const resources = { read: (path: string) => readFile(`resources/${path}`, 'utf8') };
const reader = createPlaceReader({
  resources,
  now: () => Date.now(),
  randomBytes: (count) => new Uint8Array(randomBytes(count)),
});

/** Without the places that nobody looks into; the host is always known. */
function close({ host, machine, nested }: Awaited<ReturnType<PathReplica['inspectAll']>>, blind: readonly HopPlace[]) {
  return { host, machine: blind.includes('machine') ? null : machine, nested: blind.includes('nested') ? null : nested };
}

/** Traces the replica for real: the station on the LAN stands for the laptop. */
export async function traceReplica(replica: PathReplica, wishes: TraceWishes = {}): Promise<TraceResult> {
  const { origin = 'laptop', destination = known.publicAddress, protocol = 'icmp', port = null, blind = [], onEvent } = wishes;
  const { signal = new AbortController().signal, hasKernelConsent = false, tracefs = [] } = wishes;
  const shellOf = (place: ReplicaPlace) =>
    createLocalShell([
      ...(['ip', 'netns', 'exec', replica.nameOf(place), 'sh'] as const),
      ...(tracefs.some((each) => each === place) ? ['-c', mountTracefs, 'sh'] : []),
    ]);
  const inside = close(await replica.inspectAll(), blind);
  const places = (['host', 'machine', 'nested'] as const).flatMap((place) => {
    const before = blind.includes(place) ? null : inside[place];
    return before === null ? [] : [{ place, shell: shellOf(place), asRoot: false, before }];
  });
  const wish = { to: destination, protocol, port: port ?? undefined };
  const diagnosis = diagnosePath({
    places: inside,
    card: replicaCard,
    otherCards: [],
    probe: proposeProbe(inside, replicaCard, wish),
  });
  const plan = planTrace({ chain, origin, destination, reached: new Set(places.map(({ place }) => place)) });
  if ('refusal' in plan) throw new Error(plan.refusal);
  const chosen = { origin, protocol, destination, port, hasRareLength: hasKernelConsent };
  const probe = buildTraceProbe(chosen, new Uint8Array(randomBytes(6)));
  const sender = createPlaceProbeSender({ resources });
  const from = shellOf(origin === 'laptop' ? 'lan' : origin);
  const send = (stop: AbortSignal) => sender.send(from, probe, stop);
  const order = { chain, probe, plan, places, diagnosis, send, hasKernelConsent, signal };
  const tools = { listener: createHopListener({ resources }), kernelWatcher: createKernelWatcher({ resources }) };
  return lastOf(runTrace(order, { ...tools, reader, now: () => Date.now() }), onEvent);
}

async function lastOf(events: AsyncIterable<TraceEvent>, onEvent: TraceWishes['onEvent']): Promise<TraceResult> {
  let result: TraceResult | null = null;
  for await (const event of events) {
    onEvent?.(event);
    if (event.kind === 'result') result = event.result;
  }
  if (result === null) throw new Error('The trace ended without a result');
  return result;
}

function aHop(place: HopPlace, name: string, kind: HopKind, { mac = null, addresses = [] }: HopFacts = {}): Hop {
  return {
    ...{ id: `${place}:${name}`, kind, place, name, mac, state: 'up', mtu: 1500, counters: null, reason: null },
    ...{ evidence: 'ip link', facts: [], warnings: [] },
    addresses: addresses.map((address) => ({ family: 'inet', address, prefixLength: 24, scope: 'global' })),
  };
}

interface HopFacts {
  readonly mac?: string | null;
  readonly addresses?: readonly string[];
}

const hops: readonly Hop[] = [
  aHop('host', 'em1', 'physical', { mac: known.uplinkMac }),
  aHop('host', 'br0', 'bridge', { addresses: [known.hostAddress] }),
  aHop('host', 'vnet5', 'tap'),
  aHop('machine', 'eth0', 'guest-nic', { mac: known.machineMac, addresses: [known.machineAddress, known.publicAddress] }),
  aHop('machine', 'br0', 'guest-bridge', { addresses: [known.gatewayAddress] }),
  aHop('machine', 'vnet0', 'guest-tap'),
  aHop('nested', 'eth0', 'nested-nic', { mac: known.instanceMac, addresses: [known.privateAddress] }),
];

/** What the chain of the replica is; how a chain is found is tested elsewhere. */
const chain: Chain = {
  machineName: 'ciab',
  nicMac: known.machineMac,
  instance: { name: null, mac: known.instanceMac, privateAddress: known.privateAddress, publicAddresses: [known.publicAddress] },
  hops,
  joins: [],
  lanes: { forward: hops.map(({ id }) => id), reverse: hops.map(({ id }) => id).reverse() },
  nat: [],
  readAtEpochMs: 0,
};
