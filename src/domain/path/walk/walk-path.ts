import type { Packet } from '../netfilter/packet.ts';
import { buildPacket, buildReply } from './build-packet.ts';
import { listAddresses } from './place-questions.ts';
import { runFilters } from './run-filters.ts';
import type { HostScene, NestedScene, Scene } from './scene.ts';
import { walkBridge } from './walk-bridge.ts';
import { routeStep, walkIntoMachine, walkOutOfMachine } from './walk-machine.ts';
import type { Lane, Walk, WalkStep } from './walk-step.ts';

/**
 * The probe from the network outside through every place that was looked into, and its answer back: what each place's rules and
 * routes would do with it. Goes on behind what would stop it, because two causes may hide one another.
 */
export function walkPath({ probe, host, machine, nested }: Scene): Walk {
  const packet = buildPacket(probe);
  const outside = walkHost(host, packet, 'forward');
  if (machine === null) {
    return [...outside, ...walkHost(host, buildReply(packet), 'reverse')];
  }
  const inward = walkIntoMachine(machine, packet);
  const isOwn = inward.steps.some(({ id }) => id === 'machine-input');
  const reply = buildReply(inward.packet);
  return [
    ...outside,
    ...inward.steps,
    ...(nested && !isOwn ? walkNested(nested, inward.packet, reply) : []),
    ...walkOutOfMachine(machine, reply, isOwn),
    // On the host's bridge the answer comes from the address that was asked.
    ...walkHost(host, buildReply(packet), 'reverse'),
  ];
}

function walkHost({ facts, bridge, tap, uplinks }: HostScene, packet: Packet, lane: Lane): readonly WalkStep[] {
  const uplink = (uplinks.find(({ state }) => state === 'up') ?? uplinks[0])?.name ?? null;
  const [from, to] = lane === 'forward' ? [uplink, tap?.name ?? null] : [tap?.name ?? null, uplink];
  const ids =
    lane === 'forward'
      ? ({ frames: 'host-frames', arp: 'host-arp', iptables: 'host-iptables' } as const)
      : ({ frames: 'reply-host-frames', arp: null, iptables: 'reply-host-iptables' } as const);
  const local: Packet = { ...packet, localAddresses: listAddresses(facts) };
  const ingress = runFilters(
    facts,
    { id: 'host-ingress', lane, place: 'host', device: from },
    [{ families: ['netdev', 'inet'], hook: 'ingress', ...(from !== null && { device: from }) }],
    { ...local, inDevice: from },
  );
  return [ingress, ...(bridge ? walkBridge({ facts, place: 'host', lane, bridge: bridge.name, from, to, ids }, local) : [])];
}

function walkNested({ facts, nic }: NestedScene, packet: Packet, reply: Packet): readonly WalkStep[] {
  const device = nic?.name ?? null;
  const localAddresses = listAddresses(facts);
  const ip = { families: ['ip', 'inet'] as const, kinds: ['filter', 'route'] as const };
  return [
    runFilters(
      facts,
      { id: 'nested-input', lane: 'forward', place: 'nested', device },
      [
        { families: ['netdev', 'inet'], hook: 'ingress', ...(device !== null && { device }) },
        { ...ip, hook: 'prerouting' },
        { ...ip, hook: 'input' },
      ],
      { ...packet, inDevice: device, outDevice: null, localAddresses },
    ),
    routeStep(facts, { id: 'nested-route', lane: 'reverse', place: 'nested', device }, reply),
    runFilters(
      facts,
      { id: 'nested-output', lane: 'reverse', place: 'nested', device },
      [
        { ...ip, hook: 'output' },
        { ...ip, hook: 'postrouting' },
      ],
      { ...reply, inDevice: null, outDevice: device, localAddresses },
    ),
  ];
}
