import { z } from 'zod';
import type { Link } from '#domain/hosts/network-facts.ts';
import { parseJson } from '../facts/parse-json.ts';
import { hasParent, toLinkKind, toLinkState } from './to-link-kind.ts';

const direction = z.looseObject({ bytes: z.number(), packets: z.number(), errors: z.number(), dropped: z.number() });
const statistics = z.looseObject({ rx: direction, tx: direction });

const linkSchema = z.looseObject({
  ifindex: z.number(),
  ifname: z.string(),
  flags: z.array(z.string()),
  mtu: z.number(),
  master: z.string().optional(),
  address: z.string().optional(),
  link: z.string().nullish(),
  link_netnsid: z.number().optional(),
  link_type: z.string().optional(),
  linkinfo: z
    .looseObject({
      info_kind: z.string().optional(),
      info_slave_data: z.looseObject({ state: z.string().optional() }).optional(),
      info_slave_kind: z.string().optional(),
    })
    .optional(),
  stats64: statistics.optional(),
  stats: statistics.optional(),
});

// Old iproute2 puts {} where a link was filtered away.
const linksSchema = z.array(z.union([linkSchema, z.strictObject({}).transform(() => null)]));

/** `ip -j -d -s link`, iproute2 4.14 and later. */
export function parseLinksFromJson(text: string): readonly Link[] {
  return parseJson(text, linksSchema).flatMap((raw) => (raw ? [toLink(raw)] : []));
}

function toLink(raw: z.infer<typeof linkSchema>): Link {
  const rawKind = raw.linkinfo?.info_kind ?? null;
  const kind = toLinkKind(rawKind, raw.link_type ?? null);
  return {
    index: raw.ifindex,
    name: raw.ifname,
    kind,
    rawKind,
    mac: raw.link_type === 'ether' ? (raw.address ?? null) : null,
    mtu: raw.mtu,
    master: raw.master ?? null,
    // In another namespace the number means another link: iproute2 would name the wrong one.
    parent: raw.link_netnsid === undefined && hasParent(kind) ? (raw.link ?? null) : null,
    state: toLinkState(raw.flags),
    portState: toPortState(raw.linkinfo),
    addresses: [],
    counters: toCounters(raw.stats64 ?? raw.stats),
  };
}

function toPortState(info: z.infer<typeof linkSchema>['linkinfo']): string | null {
  return info?.info_slave_kind === 'bridge' ? (info.info_slave_data?.state ?? null) : null;
}

function toCounters(raw: z.infer<typeof statistics> | undefined): Link['counters'] {
  return raw
    ? {
        rxBytes: raw.rx.bytes,
        rxPackets: raw.rx.packets,
        rxDropped: raw.rx.dropped,
        rxErrors: raw.rx.errors,
        txBytes: raw.tx.bytes,
        txPackets: raw.tx.packets,
        txDropped: raw.tx.dropped,
        txErrors: raw.tx.errors,
      }
    : null;
}
