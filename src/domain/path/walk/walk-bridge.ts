import type { HopPlace } from '../chain.ts';
import type { Packet } from '../netfilter/packet.ts';
import type { ChainBase } from '../netfilter/rule-table.ts';
import type { PlaceFacts } from '../place-facts.ts';
import { buildArpRequest } from './build-packet.ts';
import { doesBridgeCallIptables } from './place-questions.ts';
import { runFilters } from './run-filters.ts';
import type { Lane, StepId, WalkStep } from './walk-step.ts';

export interface Crossing {
  readonly facts: PlaceFacts;
  readonly place: HopPlace;
  readonly lane: Lane;
  readonly bridge: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly ids: { readonly frames: StepId; readonly arp: StepId | null; readonly iptables: StepId };
}

const bridgeHooks = (['prerouting', 'forward', 'postrouting'] as const).map((hook) => ({ families: ['bridge'] as const, hook }));

/**
 * A frame from one port of a bridge to another: ebtables and nft's bridge tables always, iptables only where br_netfilter is told to
 * (net/bridge/br_netfilter_hooks.c). ARP passes those by, which is why ARP may work where IP does not.
 */
export function walkBridge({ facts, place, lane, bridge, from, to, ids }: Crossing, packet: Packet): readonly WalkStep[] {
  const frame: Packet = { ...packet, inDevice: from, outDevice: to };
  const where = { lane, place, device: bridge };
  const frames = runFilters(facts, { ...where, id: ids.frames }, bridgeHooks, frame);
  const arp = ids.arp
    ? [runFilters(facts, { ...where, id: ids.arp }, bridgeHooks, buildArpRequest(packet.source, packet.destination, frame))]
    : [];
  if (!doesBridgeCallIptables(facts, bridge)) {
    return [frames, ...arp];
  }
  const bridged: Packet = { ...packet, inDevice: bridge, outDevice: bridge, physicalIn: from, physicalOut: to };
  return [frames, ...arp, runFilters(facts, { ...where, id: ids.iptables }, iptablesHooks(bridged), bridged)];
}

/** Translation is decided with the first packet of a connection alone. */
export function kindsFor({ connectionState }: Packet): readonly ChainBase['kind'][] {
  return connectionState === 'new' ? ['filter', 'nat', 'route'] : ['filter', 'route'];
}

function iptablesHooks(packet: Packet) {
  return (['prerouting', 'forward', 'postrouting'] as const).map((hook) => ({
    families: ['ip', 'inet'] as const,
    hook,
    kinds: kindsFor(packet),
  }));
}
