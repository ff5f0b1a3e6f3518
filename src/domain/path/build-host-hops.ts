import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Link } from '../hosts/network-facts.ts';
import type { Machine, MachineNic } from '../machines/machine.ts';
import { buildAbsentHop, buildLinkHop, hostHopId } from './build-link-hop.ts';
import type { Hop, HopJoin } from './chain.ts';

/** The bridge a NIC asks for, or its gap. */
export function buildBridge({ network }: HostFacts, nic: MachineNic): Hop {
  const name = nic.bridge ?? 'bridge';
  const absent = { id: hostHopId(name), kind: 'bridge', place: 'host', name, evidence: network.links.command } as const;
  if (network.links.kind === 'unavailable') {
    return buildAbsentHop({
      ...absent,
      state: 'not-inspected',
      reason: `The host's links could not be read: ${network.links.reason}`,
    });
  }
  if (nic.bridge === null) {
    return buildAbsentHop({ ...absent, state: 'missing', reason: whyNoBridge(nic) });
  }
  const link = network.links.value.find((candidate) => candidate.name === nic.bridge);
  if (link?.kind !== 'bridge') {
    const reason = link ? `${nic.bridge} is no bridge` : `There is no bridge ${nic.bridge} on this host`;
    return buildAbsentHop({ ...absent, state: 'missing', reason });
  }
  const hop = buildLinkHop(link, 'bridge', network.links.command, null);
  return { ...hop, warnings: [...hop.warnings, ...filterWarnings(network, link), ...ownMacWarnings(network, link)] };
}

function whyNoBridge({ backend, tap }: MachineNic): string {
  return backend === 'user'
    ? "This card uses QEMU's user networking: its frames never reach a bridge"
    : backend === 'other'
      ? 'This card is connected to no bridge of the host'
      : `${tap === null ? 'Its tap is unknown, and' : `${tap} is in no bridge, and`} the command line names none`;
}

/** The most reported cause of all: ARP passes, IP does not. */
function filterWarnings({ netfilter }: HostFacts['network'], { name }: Link): readonly string[] {
  const facts = valueOr(netfilter, null);
  return facts?.bridgeCallsIptables === true && facts.forwardPolicy === 'drop'
    ? [
        `Frames through ${name} meet iptables (bridge-nf-call-iptables = 1), whose FORWARD policy is DROP: ARP passes and IP does not, ` +
          `unless a rule accepts it.`,
      ]
    : [];
}

/** Two bridges with one MAC (hosts cloned with their machine-id) cannot talk to each other. */
function ownMacWarnings({ neighbours, forwarding }: HostFacts['network'], { name, mac }: Link): readonly string[] {
  const neighbour = valueOr(neighbours, []).find((other) => mac !== null && other.mac === mac);
  const learned = valueOr(forwarding, []).find((entry) => entry.mac === mac && !entry.isLocal && entry.bridge === name);
  const where = neighbour ? `the neighbour ${neighbour.address}` : learned ? `a station behind ${learned.port}` : null;
  return where === null ? [] : [`${name} and ${where} have the same MAC ${mac ?? ''}: they cannot talk to each other.`];
}

/** The tap of a NIC on the host, and whether it is in the bridge it was meant for. */
export function buildTap({ network }: HostFacts, machine: Machine, nic: MachineNic, bridge: Hop): { hop: Hop; join: HopJoin } {
  const link = valueOr(network.links, []).find((candidate) => candidate.name === nic.tap);
  const name = nic.tap ?? 'tap';
  if (!link || machine.state.kind !== 'running') {
    const absent = { id: hostHopId(name), kind: 'tap', place: 'host', name, evidence: network.links.command } as const;
    const hop = buildAbsentHop({ ...absent, ...whyNoTap(machine, nic, bridge) });
    return {
      hop,
      join: {
        fromHopId: bridge.id,
        toHopId: hop.id,
        state: hop.state === 'missing' ? 'broken' : 'not-inspected',
        reason: hop.reason,
      },
    };
  }
  const hop = buildLinkHop(link, 'tap', `${network.links.command}; grep iff: /proc/${machine.state.pid}/fdinfo/*`, bridge.mtu);
  const isJoined = link.master === bridge.name && bridge.state !== 'missing';
  const reason = isJoined
    ? null
    : `${link.name} is ${link.master === null ? 'in no bridge' : `in ${link.master}`}, not in ${bridge.name}`;
  const warnings = [
    ...hop.warnings,
    ...(reason === null ? [] : [`${reason}: frames between them are lost.`]),
    ...macWarnings(link, nic),
  ];
  return {
    hop: { ...hop, warnings },
    join: { fromHopId: bridge.id, toHopId: hop.id, state: isJoined ? 'joined' : 'broken', reason },
  };
}

function whyNoTap(machine: Machine, nic: MachineNic, bridge: Hop): { state: 'missing' | 'not-inspected'; reason: string } {
  if (machine.state.kind !== 'running') {
    return { state: 'missing', reason: 'The machine is not running, and QEMU makes its tap when it starts' };
  }
  if (nic.backend === 'user' || nic.backend === 'other') {
    return { state: 'missing', reason: whyNoBridge(nic) };
  }
  if (bridge.state === 'not-inspected') {
    return { state: 'not-inspected', reason: bridge.reason ?? 'The links of the host could not be read' };
  }
  return nic.tap === null
    ? { state: 'not-inspected', reason: 'Which tap QEMU holds open could not be told: only root may see it' }
    : { state: 'missing', reason: `QEMU was started with ${nic.tap}, and there is no such link on the host` };
}

/** A bridge keeps what is addressed to its own port: the guest would never see it. */
function macWarnings(link: Link, nic: MachineNic): readonly string[] {
  return link.mac !== null && link.mac === nic.mac
    ? [`${link.name} has the same MAC as the machine's card (${link.mac}): the bridge keeps the machine's frames for itself.`]
    : [];
}
