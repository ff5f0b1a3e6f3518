import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Link } from '../hosts/network-facts.ts';

/** The bridge a machine belongs on: one that enslaves a physical NIC, br0 first; else any; null where there is none. */
export function proposeBridge(facts: HostFacts): Link | null {
  const links = valueOr(facts.network.links, []);
  const bridges = links.filter(({ kind }) => kind === 'bridge');
  const reachesOut = (bridge: Link) =>
    links.some(({ master, kind }) => master === bridge.name && (kind === 'physical' || kind === 'bond'));
  const rank = (bridge: Link) => (reachesOut(bridge) ? 0 : 2) + (bridge.name === 'br0' ? 0 : 1);
  return bridges.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}
