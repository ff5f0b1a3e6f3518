import type { Link } from '../../hosts/network-facts.ts';
import { doesBridgeCallIptables } from '../walk/place-questions.ts';
import type { Case, FindingBody } from './cause.ts';
import { fixBy } from './cause.ts';
import { showLink, showSwitch } from './evidence-lines.ts';

/** Packets larger than this are nobody's business where the machine's own card is unknown. */
const usualMtu = 1500;

export interface NarrowTap {
  readonly tap: Link;
  readonly wanted: number;
  readonly doesFragment: boolean;
}

/** A tap that takes smaller packets than come to it. */
export function findNarrowTap({ host, machine }: Case): NarrowTap | null {
  const { tap, uplinks, bridge, facts } = host;
  const outside = Math.min(usualMtu, ...uplinks.map(({ mtu }) => mtu));
  const wanted = machine?.nic ? Math.min(machine.nic.mtu, ...uplinks.map(({ mtu }) => mtu)) : outside;
  return tap === null || tap.mtu >= wanted
    ? null
    : { tap, wanted, doesFragment: bridge !== null && doesBridgeCallIptables(facts, bridge.name) };
}

export function buildNarrowTap({ host }: Case, { tap, wanted }: NarrowTap, sentence: string): FindingBody {
  return {
    severity: 'degrades',
    place: 'host',
    device: tap.name,
    sentence,
    evidence: [tap, ...host.uplinks]
      .map((link) => showLink(host.facts, link))
      .concat(showSwitch(host.facts, 'bridge/bridge-nf-call-iptables')),
    fix: fixBy('host', `Raise the MTU of ${tap.name}.`, [
      ['ip', 'link', 'set', tap.name, 'mtu', String(wanted)],
      ['ip', 'link', 'set', tap.name, 'mtu', String(tap.mtu)],
    ]),
  };
}
