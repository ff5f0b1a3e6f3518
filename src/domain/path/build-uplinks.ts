import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Link } from '../hosts/network-facts.ts';
import type { MachineNic } from '../machines/machine.ts';
import { buildAbsentHop, buildLinkHop, hostHopId } from './build-link-hop.ts';
import type { Hop, HopJoin } from './chain.ts';
import { findUplinks } from './find-uplinks.ts';

export interface Uplinks {
  readonly hops: readonly Hop[];
  readonly joins: readonly HopJoin[];
}

/** Every way out of the bridge: its physical ports, and below a bond or a VLAN the devices it stands on. Outermost first. */
export function buildUplinks({ network }: HostFacts, nic: MachineNic, bridge: Hop): Uplinks {
  const links = valueOr(network.links, []);
  const ports = bridge.state === 'missing' ? [] : findUplinks(links, bridge.name);
  if (ports.length === 0) {
    return buildGap(links, nic, bridge, network.links.command);
  }
  const pairs = ports.flatMap((port) => [
    ...below(links, port).map((lower) => ({ lower, upper: port.name })),
    { lower: port, upper: bridge.name },
  ]);
  // Two VLANs on one device share it.
  const lowers = [...new Map(pairs.map(({ lower }) => [lower.name, lower])).values()];
  return {
    hops: lowers.map((lower) =>
      buildLinkHop(lower, lower.kind === 'physical' ? 'physical' : 'other', network.links.command, bridge.mtu),
    ),
    joins: pairs.map(({ lower, upper }) => ({
      fromHopId: hostHopId(lower.name),
      toHopId: hostHopId(upper),
      state: 'joined',
      reason: null,
    })),
  };
}

/** What a bond is made of, what a VLAN stands on. */
function below(links: readonly Link[], port: Link): readonly Link[] {
  return links.filter(
    (link) => (port.kind === 'bond' && link.master === port.name) || (port.kind === 'vlan' && link.name === port.parent),
  );
}

function buildGap(links: readonly Link[], nic: MachineNic, bridge: Hop, evidence: string): Uplinks {
  const isUnread = bridge.state === 'not-inspected';
  const reason = isUnread
    ? (bridge.reason ?? 'The links of the host could not be read')
    : bridge.state === 'missing'
      ? `Without ${nic.bridge === null ? 'a bridge' : `bridge ${nic.bridge}`} there is no way out of the host to draw`
      : whyNoUplink(links, bridge.name);
  const state = isUnread ? 'not-inspected' : 'missing';
  const hop = buildAbsentHop({ id: 'host:uplink', kind: 'physical', place: 'host', name: 'physical', state, reason, evidence });
  return {
    hops: [hop],
    joins: [{ fromHopId: hop.id, toHopId: bridge.id, state: isUnread ? 'not-inspected' : 'broken', reason }],
  };
}

function whyNoUplink(links: readonly Link[], bridge: string): string {
  const free = links.filter(({ kind, master }) => kind === 'physical' && master === null).map(({ name }) => name);
  return `${bridge} has no physical port: frames cannot leave the host. ${free.length > 0 ? `Not in any bridge: ${free.join(', ')}.` : ''}`.trim();
}
