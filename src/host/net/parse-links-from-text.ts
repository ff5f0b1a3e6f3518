import type { Link } from '#domain/hosts/network-facts.ts';
import { Unreadable } from '../facts/unreadable.ts';
import { hasParent, toLinkKind, toLinkState } from './to-link-kind.ts';

const infoKinds = new Set(
  'bridge tun tap bond team vlan veth macvlan macvtap ipvlan vxlan dummy ifb gre gretap ipip sit vrf wireguard'.split(' '),
);

const firstLine = /^(?<index>\d+): (?<name>[^:]+): <(?<flags>[^>]*)> mtu (?<mtu>\d+)(?<rest>.*)$/;

/** `ip -o -d -s link`: one line each, its parts separated by backslashes. iproute2 before 4.14, busybox. */
export function parseLinksFromText(text: string): readonly Link[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseLink);
}

function parseLink(line: string): Link {
  const parts = line.split('\\').map((part) => part.trim());
  const groups = firstLine.exec(parts[0] ?? '')?.groups;
  if (!groups) {
    throw new Unreadable(`This is no line of "ip -o link": ${line.slice(0, 80)}`);
  }
  const { index = '', name = '', flags = '', mtu = '', rest = '' } = groups;
  const linkType = find(line, /(?:^| )link\/(\S+)/);
  const rawKind = parts.map((part) => part.split(' ')[0] ?? '').find((word) => infoKinds.has(word)) ?? null;
  const kind = toLinkKind(rawKind, linkType);
  return {
    index: Number(index),
    name: name.replace(/@.*$/, ''),
    kind,
    rawKind,
    mac: find(line, / link\/ether (\S+)/),
    mtu: Number(mtu),
    master: find(rest, / master (\S+)/),
    // em1.100@em1; but veth0@if3 and tun0@NONE name no link of this namespace.
    parent: hasParent(kind) ? find(name, /@(?!if\d+$|NONE$)(.+)$/) : null,
    state: toLinkState(flags.split(',')),
    portState: find(line, /bridge_slave state (\S+)/),
    addresses: [],
    counters: parseCounters(parts),
  };
}

function find(text: string, pattern: RegExp): string | null {
  return pattern.exec(text)?.[1] ?? null;
}

/** The numbers follow the line that names their columns, of which the first four never changed. */
function parseCounters(parts: readonly string[]): Link['counters'] {
  const read = (title: string) => {
    const at = parts.findIndex((part) => part.startsWith(title));
    return at < 0 ? null : (parts[at + 1] ?? '').split(/\s+/).map(Number);
  };
  const rx = read('RX:');
  const tx = read('TX:');
  if (!rx || !tx) {
    return null;
  }
  const [rxBytes = 0, rxPackets = 0, rxErrors = 0, rxDropped = 0] = rx;
  const [txBytes = 0, txPackets = 0, txErrors = 0, txDropped = 0] = tx;
  return { rxBytes, rxPackets, rxErrors, rxDropped, txBytes, txPackets, txErrors, txDropped };
}
