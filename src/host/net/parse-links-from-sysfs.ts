import type { Link, LinkKind } from '#domain/hosts/network-facts.ts';
import { parsePairs } from '../facts/parse-pairs.ts';

/** Names of brport/state (include/uapi/linux/if_bridge.h). */
const portStates = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'];

/** Bits of /sys/class/net/X/flags (IFF_UP, linux/if.h) and ARPHRD numbers of its type (linux/if_arp.h). */
const flagUp = 1;
const typeEther = '1';
const typeLoopback = '772';

interface RawLink {
  readonly fields: ReadonlyMap<string, string>;
  readonly features: ReadonlySet<string>;
  readonly ports: readonly string[];
}

/** What collect.sh reads from /sys/class/net where there is no ip command that can be used. */
export function parseLinksFromSysfs(text: string): readonly Link[] {
  const raws = text.split(/^(?=link=)/m).map(toRawLink);
  const byIndex = new Map(raws.map((raw) => [raw.fields.get('ifindex'), raw.fields.get('link') ?? '']));
  const masters = new Map(
    raws.flatMap(({ fields, ports }) =>
      [...ports, ...(fields.get('bonding/slaves') ?? '').split(' ').filter(Boolean)].map(
        (port) => [port, fields.get('link') ?? ''] as const,
      ),
    ),
  );
  return raws.map((raw) => toLink(raw, byIndex, masters)).sort((left, right) => left.index - right.index);
}

function toRawLink(text: string): RawLink {
  const pairs = parsePairs(text);
  const valuesOf = (name: string) => pairs.filter(([key]) => key === name).map(([, value]) => value);
  return { fields: new Map(pairs), features: new Set(valuesOf('has')), ports: valuesOf('port') };
}

type Names = ReadonlyMap<string | undefined, string>;

function toLink(raw: RawLink, byIndex: Names, masters: Names): Link {
  const { fields } = raw;
  const name = fields.get('link') ?? '';
  const kind = toKind(raw);
  const isUp = (Number(fields.get('flags')) & flagUp) !== 0;
  const iflink = fields.get('iflink');
  return {
    index: Number(fields.get('ifindex')),
    name,
    kind,
    rawKind: null,
    mac: fields.get('type') === typeEther ? (fields.get('address') ?? null) : null,
    mtu: Number(fields.get('mtu')),
    master: masters.get(name) ?? null,
    parent: kind === 'vlan' && iflink !== fields.get('ifindex') ? (byIndex.get(iflink) ?? null) : null,
    state: isUp ? (fields.get('carrier') === '1' ? 'up' : 'up-no-carrier') : 'down',
    portState: portStates[Number(fields.get('brport/state') ?? Number.NaN)] ?? null,
    addresses: [],
    counters: toCounters(fields),
  };
}

function toKind({ fields, features }: RawLink): LinkKind {
  if (fields.get('type') === typeLoopback) {
    return 'loopback';
  }
  const named = (['bridge', 'vlan'] as const).find((kind) => features.has(kind));
  return (
    named ??
    (features.has('bonding') ? 'bond' : features.has('tun_flags') ? 'tap' : features.has('device') ? 'physical' : 'other')
  );
}

function toCounters(fields: ReadonlyMap<string, string>): Link['counters'] {
  const read = (name: string) => Number(fields.get(`statistics/${name}`) ?? 0);
  return fields.has('statistics/rx_bytes')
    ? {
        rxBytes: read('rx_bytes'),
        rxPackets: read('rx_packets'),
        rxDropped: read('rx_dropped'),
        rxErrors: read('rx_errors'),
        txBytes: read('tx_bytes'),
        txPackets: read('tx_packets'),
        txDropped: read('tx_dropped'),
        txErrors: read('tx_errors'),
      }
    : null;
}
