import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { LinkAddress } from '../hosts/network-facts.ts';
import type { Machine, MachineNic } from '../machines/machine.ts';
import { buildAbsentHop } from './build-link-hop.ts';
import type { Hop, HopJoin } from './chain.ts';

interface Card {
  readonly nic: MachineNic;
  readonly index: number;
  readonly tap: Hop;
}

/** The machine's card as seen from outside: its MAC from QEMU's command line, that it speaks from the bridge, its address from neighbours. */
export function buildGuestNic({ network }: HostFacts, machine: Machine, { nic, index, tap }: Card): { hop: Hop; join: HopJoin } {
  const isHeard = valueOr(network.forwarding, []).some(
    ({ mac, port, isLocal }) => mac === nic.mac && port === tap.name && !isLocal,
  );
  const addresses = machine.state.kind === 'running' ? findAddresses(network, nic) : [];
  const isInferred = machine.state.kind === 'running' && (isHeard || addresses.length > 0);
  const hop: Hop = {
    ...buildAbsentHop({
      id: `machine:eth${index}`,
      kind: 'guest-nic',
      place: 'machine',
      name: `eth${index}`,
      state: 'not-inspected',
      reason: explain({ machine, tap, isHeard, isInferred }),
      evidence: [
        isHeard ? network.forwarding.command : null,
        addresses.length > 0 ? network.neighbours.command : null,
        'QEMU command line',
      ]
        .filter((command) => command !== null)
        .join('; '),
    }),
    state: isInferred ? 'inferred' : 'not-inspected',
    mac: nic.mac,
    addresses,
  };
  return { hop, join: buildJoin(tap, hop, isHeard) };
}

function explain(seen: { machine: Machine; tap: Hop; isHeard: boolean; isInferred: boolean }): string {
  if (seen.machine.state.kind !== 'running') {
    return 'The machine is not running';
  }
  if (seen.isHeard) {
    return `Concluded from outside: the bridge learned its MAC on ${seen.tap.name}`;
  }
  return seen.isInferred
    ? 'Concluded from outside: a neighbour of the host answers with its MAC'
    : 'Nothing with its MAC has been heard yet, and nobody has looked inside';
}

function buildJoin(tap: Hop, guest: Hop, isHeard: boolean): HopJoin {
  const ends = { fromHopId: tap.id, toHopId: guest.id };
  if (tap.state === 'missing') {
    return { ...ends, state: 'broken', reason: tap.reason };
  }
  if (tap.state === 'not-inspected') {
    return { ...ends, state: 'not-inspected', reason: tap.reason };
  }
  return isHeard
    ? { ...ends, state: 'joined', reason: null }
    : { ...ends, state: 'inferred', reason: 'QEMU holds the tap open; no frame of the card has been seen on it yet' };
}

function findAddresses({ neighbours }: HostFacts['network'], { mac }: MachineNic): readonly LinkAddress[] {
  return valueOr(neighbours, [])
    .filter((neighbour) => mac !== null && neighbour.mac === mac && !neighbour.states.includes('FAILED'))
    .map(({ address }) =>
      address.includes(':')
        ? { family: 'inet6', address, prefixLength: 128, scope: 'neighbour' }
        : { family: 'inet', address, prefixLength: 32, scope: 'neighbour' },
    );
}

/** The places inside the machine, so that they can be seen before anybody looks: the seed's devices 5, 6 and 7. */
export function buildInside(guest: Hop): { hops: readonly Hop[]; joins: readonly HopJoin[] } {
  const reason = 'Nobody has looked inside the machine yet';
  const common = { state: 'not-inspected', reason, evidence: 'not asked' } as const;
  const hops = [
    buildAbsentHop({ ...common, id: 'machine:br0', kind: 'guest-bridge', place: 'machine', name: 'br0' }),
    buildAbsentHop({ ...common, id: 'machine:vnet0', kind: 'guest-tap', place: 'machine', name: 'vnet0' }),
    buildAbsentHop({ ...common, id: 'nested:eth0', kind: 'nested-nic', place: 'nested', name: 'eth0' }),
  ];
  const joins = hops.map((hop, at): HopJoin => ({
    fromHopId: (hops[at - 1] ?? guest).id,
    toHopId: hop.id,
    state: 'not-inspected',
    reason,
  }));
  return { hops, joins };
}
