import { valueOr } from '../../fact.ts';
import type { Link } from '../../hosts/network-facts.ts';
import type { BridgeSettings, PlaceFacts, PortSettings, StationEntry } from '../place-facts.ts';

/** Questions about one place that the walk and several causes ask. */

export function findLink({ links }: PlaceFacts, name: string | null): Link | null {
  return valueOr(links, []).find((link) => link.name === name) ?? null;
}

export function findPort({ ports }: PlaceFacts, name: string | null): PortSettings | null {
  return valueOr(ports, []).find((port) => port.name === name) ?? null;
}

export function findBridge({ bridges }: PlaceFacts, name: string | null): BridgeSettings | null {
  return valueOr(bridges, []).find((bridge) => bridge.name === name) ?? null;
}

/** One kernel switch; null where this kernel does not have it or it could not be read. */
export function readSwitch({ switches }: PlaceFacts, path: string): string | null {
  return valueOr(switches, {})[path] ?? null;
}

/** Whether frames that pass a bridge meet iptables: the switch for all bridges or the bridge's own (net/bridge/br_netfilter_hooks.c). */
export function doesBridgeCallIptables(facts: PlaceFacts, bridge: string): boolean {
  return readSwitch(facts, 'bridge/bridge-nf-call-iptables') === '1' || findBridge(facts, bridge)?.callsIptables === true;
}

/** Where a bridge would send frames for this MAC. */
export function findStation({ forwarding }: PlaceFacts, bridge: string, mac: string | null): readonly StationEntry[] {
  return mac === null ? [] : valueOr(forwarding, []).filter((entry) => entry.mac === mac && entry.bridge === bridge);
}

/** All IPv4 addresses of a place; null where they could not be read. */
export function listAddresses({ addresses }: PlaceFacts): readonly string[] | null {
  return addresses.kind === 'known'
    ? addresses.value.flatMap(({ family, address }) => (family === 'inet' ? [address] : []))
    : null;
}
