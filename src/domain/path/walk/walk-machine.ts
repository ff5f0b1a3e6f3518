import type { Packet } from '../netfilter/packet.ts';
import type { RuleHook } from '../netfilter/rule-table.ts';
import { buildArpRequest, buildReply, buildUnreachable } from './build-packet.ts';
import { findRoute } from './find-route.ts';
import { listAddresses } from './place-questions.ts';
import { runFilters } from './run-filters.ts';
import type { InnerScene, MachineScene } from './scene.ts';
import { kindsFor, walkBridge } from './walk-bridge.ts';
import type { Lane, RouteStep, StepId, WalkStep } from './walk-step.ts';

const ipHook = (hook: RuleHook, packet: Packet) => ({ families: ['ip', 'inet'] as const, hook, kinds: kindsFor(packet) });

/** What a packet comes out as, and by which steps. */
export interface Passage {
  readonly steps: readonly WalkStep[];
  readonly packet: Packet;
}

/** From the machine's card towards the instance, or into the machine itself. */
export function walkIntoMachine(machine: MachineScene, packet: Packet): Passage {
  const { facts, nic } = machine;
  const device = nic?.name ?? null;
  const arriving: Packet = { ...packet, inDevice: device, localAddresses: listAddresses(facts) };
  const ingress = runFilters(
    facts,
    { id: 'machine-ingress', lane: 'forward', place: 'machine', device },
    [{ families: ['netdev', 'inet'], hook: 'ingress', ...(device !== null && { device }) }],
    arriving,
  );
  const inner = machine.inner;
  if (inner !== null && isBridging(machine)) {
    return { steps: [ingress, ...walkThroughBridge(machine, inner, arriving, 'forward')], packet: arriving };
  }
  const routed = walkRouting(machine, nic?.master ?? device, arriving);
  return { steps: [ingress, ...routed.steps], packet: routed.packet };
}

/** The machine bridges rather than routes: its card is a port of the instances' bridge. */
function isBridging({ nic, inner }: MachineScene): boolean {
  const master = nic?.master ?? null;
  return master !== null && master === inner?.bridge?.name;
}

function walkThroughBridge({ facts, nic }: MachineScene, inner: InnerScene, packet: Packet, lane: Lane): readonly WalkStep[] {
  const [from, to] = lane === 'forward' ? [nic, inner.port] : [inner.port, nic];
  return walkBridge(
    {
      facts,
      place: 'machine',
      lane,
      bridge: inner.bridge?.name ?? '',
      from: from?.name ?? null,
      to: to?.name ?? null,
      ids:
        lane === 'forward'
          ? { frames: 'machine-frames', arp: 'machine-arp', iptables: 'machine-iptables' }
          : { frames: 'machine-frames', arp: null, iptables: 'reply-machine-iptables' },
    },
    packet,
  );
}

function walkRouting({ facts, inner }: MachineScene, device: string | null, packet: Packet): Passage {
  const arriving: Packet = { ...packet, inDevice: device };
  const where = { lane: 'forward', place: 'machine' } as const;
  const prerouting = runFilters(
    facts,
    { ...where, id: 'machine-prerouting', device },
    [ipHook('prerouting', arriving)],
    arriving,
  );
  const translated = prerouting.kind === 'filter' ? prerouting.result.packet : arriving;
  const path = routeStep(
    facts,
    { id: 'reply-path', lane: 'reverse', place: 'machine', device },
    { source: null, destination: packet.source },
  );
  const answer = findRoute(facts, translated.destination, packet.source);
  // Without iproute2 there are the routes of the main table alone.
  const isOwn = arriving.localAddresses?.includes(translated.destination) === true;
  if (translated.destination === '' || answer.kind === 'local' || isOwn) {
    const input = runFilters(facts, { ...where, id: 'machine-input', device }, [ipHook('input', translated)], translated);
    return { steps: [prerouting, path, input], packet: translated };
  }
  const route = routeStep(facts, { ...where, id: 'machine-route', device }, translated);
  const out = answer.kind === 'unicast' ? answer.device : (inner?.bridge?.name ?? null);
  const leaving: Packet = { ...translated, outDevice: out };
  const forward = runFilters(facts, { ...where, id: 'machine-forward', device: out }, [ipHook('forward', leaving)], leaving);
  const post = runFilters(facts, { ...where, id: 'machine-postrouting', device: out }, [ipHook('postrouting', leaving)], leaving);
  const left = post.kind === 'filter' ? post.result.packet : leaving;
  return {
    steps: [prerouting, path, route, forward, post, ...walkToPort(facts, inner, left), ...walkAside(facts, device, leaving)],
    packet: left,
  };
}

/** From the machine's own side of a bridge out of the instance's port: the bridge's output hooks, for the frame and for ARP. */
function walkToPort(facts: MachineScene['facts'], inner: InnerScene | null, packet: Packet): readonly WalkStep[] {
  const bridge = inner?.bridge ?? null;
  if (inner === null || bridge === null) {
    return [];
  }
  const where = { lane: 'forward', place: 'machine', device: bridge.name } as const;
  const frame: Packet = { ...packet, inDevice: null, outDevice: inner.port?.name ?? null };
  const hooks = (['output', 'postrouting'] as const).map((hook) => ({ families: ['bridge'] as const, hook }));
  const own = bridge.addresses.find(({ family }) => family === 'inet')?.address ?? packet.source;
  return [
    runFilters(facts, { ...where, id: 'inner-frames' }, hooks, frame),
    runFilters(
      facts,
      { ...where, id: 'inner-arp' },
      [...hooks, { families: ['arp'], hook: 'output' }],
      buildArpRequest(own, packet.destination, frame),
    ),
  ];
}

/** What is no part of the way itself: the message for too large packets, and how the instance's own connections leave. */
function walkAside(facts: MachineScene['facts'], device: string | null, packet: Packet): readonly WalkStep[] {
  const router = listAddresses(facts)?.find((address) => !address.startsWith('127.')) ?? '';
  const message: Packet = { ...buildUnreachable(packet, router), outDevice: device };
  const outgoing: Packet = {
    ...buildReply(packet),
    connectionState: 'new',
    icmpType: packet.icmpType,
    inDevice: packet.outDevice,
    outDevice: device,
  };
  const where = { lane: 'reverse', place: 'machine', device } as const;
  return [
    runFilters(facts, { ...where, id: 'unreachable-output' }, [ipHook('output', message)], message),
    runFilters(facts, { ...where, id: 'outgoing-source' }, [{ ...ipHook('postrouting', outgoing), kinds: ['nat'] }], outgoing),
  ];
}

/** The answer, from the instance's bridge or from the machine itself out of its card. */
export function walkOutOfMachine(machine: MachineScene, reply: Packet, isOwn: boolean): readonly WalkStep[] {
  const { facts, nic, inner } = machine;
  if (!isOwn && inner !== null && isBridging(machine)) {
    return walkThroughBridge(machine, inner, reply, 'reverse');
  }
  const device = nic?.name ?? null;
  const where = { lane: 'reverse', place: 'machine', device } as const;
  const route = routeStep(facts, { ...where, id: 'reply-route' }, reply);
  const out = route.kind === 'route' && route.answer.kind === 'unicast' ? route.answer.device : device;
  const leaving: Packet = { ...reply, inDevice: isOwn ? null : (inner?.bridge?.name ?? null), outDevice: out };
  const hooks: readonly RuleHook[] = isOwn ? ['output', 'postrouting'] : ['prerouting', 'forward', 'postrouting'];
  const id: StepId = isOwn ? 'reply-output' : 'reply-forward';
  return [
    route,
    runFilters(
      facts,
      { ...where, id },
      hooks.map((hook) => ipHook(hook, leaving)),
      leaving,
    ),
  ];
}

export function routeStep(
  facts: MachineScene['facts'],
  where: Pick<RouteStep, 'id' | 'lane' | 'place' | 'device'>,
  { source, destination }: { readonly source: string | null; readonly destination: string },
): WalkStep {
  const { command } = facts.routes;
  return { ...where, kind: 'route', destination, answer: findRoute(facts, destination, source), command };
}
