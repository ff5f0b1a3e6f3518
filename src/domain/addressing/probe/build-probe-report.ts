import { contains, describeRange, sumAddresses, type AddressRange } from '../address-range.ts';
import { formatIpv4, type Ipv4 } from '../ipv4.ts';
import { mergeRanges, subtractRanges } from '../range-set.ts';
import type { ProbeRecord, ProbeReport, TakenAddress } from './probe-report.ts';

export interface ProbeContext {
  readonly bridge: string;
  readonly asked: readonly AddressRange[];
  readonly atEpochMs: number;
  /** Holders by lower-case MAC. */
  readonly holders: ReadonlyMap<string, string>;
}

/** A router that answers for what is not its own (proxy ARP) makes every address look taken; fewer than this may be chance. */
const suspiciousCount = 4;

/** Eucalyptus gives its instances MACs of this prefix (VNET_MACPREFIX, eucalyptus 3.3.0). */
const instancePrefix = 'd0:0d:';

export function buildProbeReport({ neighbours, replies, hostAddresses }: ProbeRecord, context: ProbeContext): ProbeReport {
  const { bridge, atEpochMs, holders } = context;
  const asked = mergeRanges(context.asked);
  const isAsked = (address: Ipv4) => asked.some((range) => contains(range, { first: address, last: address }));
  const macsOf = new Map<Ipv4, Set<string>>();
  for (const { address, mac } of [...neighbours, ...(replies ?? [])].filter((one) => isAsked(one.address))) {
    macsOf.set(address, (macsOf.get(address) ?? new Set()).add(mac.toLowerCase()));
  }
  const own = hostAddresses.filter(isAsked).map((address): TakenAddress => ({ address, answers: [], isHosts: true }));
  const others = [...macsOf]
    .filter(([address]) => !hostAddresses.includes(address))
    .map(([address, macs]): TakenAddress => ({
      address,
      answers: [...macs].map((mac) => ({ mac, holder: nameHolder(mac, holders) })),
      isHosts: false,
    }));
  const taken = [...own, ...others].sort((one, other) => one.address - other.address);
  return {
    bridge,
    asked,
    silent: subtractRanges(
      asked,
      taken.map(({ address }) => ({ first: address, last: address })),
    ),
    taken,
    hearsAll: replies !== null,
    warnings: listWarnings(taken, asked, replies !== null),
    atEpochMs,
  };
}

function nameHolder(mac: string, holders: ReadonlyMap<string, string>): string | null {
  return holders.get(mac) ?? (mac.startsWith(instancePrefix) ? 'an instance of a Eucalyptus cloud, by its MAC' : null);
}

function listWarnings(taken: readonly TakenAddress[], asked: readonly AddressRange[], hearsAll: boolean): readonly string[] {
  const macs = new Set(taken.flatMap(({ answers }) => answers.map(({ mac }) => mac)));
  const isProxy = taken.length >= suspiciousCount && taken.length === sumAddresses(asked) && macs.size === 1;
  return [
    ...(isProxy
      ? [
          `${[...macs].join('')} answered for every address of ${asked.map(describeRange).join(', ')}. A router that answers for others (proxy ARP) does that; ask whoever runs the network.`,
        ]
      : []),
    ...(hearsAll ? [] : ['This host has no tcpdump, so a second station with the same address would not have been noticed.']),
  ];
}

/** "10.101.7.9 is in use: 52:54:00:12:34:60 answered, machine red." */
export function describeTaken({ address, answers, isHosts }: TakenAddress): string {
  const text = formatIpv4(address);
  if (isHosts) {
    return `${text} is an address of the host itself.`;
  }
  const who = answers.map(({ mac, holder }) => (holder === null ? mac : `${mac} (${holder})`)).join(' and ');
  return answers.length > 1 ? `${text} is in use by more than one: ${who} answered.` : `${text} is in use: ${who} answered.`;
}
