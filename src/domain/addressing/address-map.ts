import { describeOwner, isStale, listClaimedParts, toCloudAddresses, type AddressClaim } from './claims/address-claim.ts';
import { contains, findPrefixLength, sumAddresses, type AddressRange } from './address-range.ts';
import { describePart, type CloudPart } from './cloud-addresses.ts';
import { describeCapacity } from './faststart/security-groups.ts';
import type { FoundNetwork, HostNetwork } from './host-network.ts';
import { splitOwned } from './plan-addresses.ts';
import type { TakenRange } from './taken-range.ts';

/** A stretch of a block that is all the same. */
export type BlockSegment =
  | { readonly kind: 'free'; readonly range: AddressRange }
  | {
      readonly kind: 'cloud';
      readonly range: AddressRange;
      readonly cloud: string;
      readonly part: CloudPart['kind'];
      readonly holder: string;
    }
  | { readonly kind: 'taken'; readonly range: AddressRange; readonly holder: string };

/** One block of what is owned, cut into segments from its first address to its last. */
export interface AddressBlock {
  readonly range: AddressRange;
  /** Inside the bridge's subnet it is for machines and public addresses, outside for private subnets. */
  readonly use: 'public' | 'private';
  readonly segments: readonly BlockSegment[];
  readonly freeCount: number;
}

export interface ClaimView {
  readonly claim: AddressClaim;
  /** Its time is over: it can be taken over. */
  readonly isStale: boolean;
  /** It is this person's own. */
  readonly isOwn: boolean;
  /** "ada@laptop until 2026-11-30" */
  readonly owner: string;
  /** How many groups and instances it gives, in words; null where it has no groups. */
  readonly capacity: string | null;
}

/** Everything a person sees of the addresses of one host. */
export interface AddressMap {
  readonly network: FoundNetwork;
  /** As the person wrote it, put in order. */
  readonly owned: readonly string[];
  readonly blocks: readonly AddressBlock[];
  readonly claims: readonly ClaimView[];
  /** What could not be asked, in sentences. */
  readonly notes: readonly string[];
}

export interface BlockInput {
  readonly owned: readonly AddressRange[];
  readonly network: HostNetwork;
  readonly claims: readonly AddressClaim[];
  readonly taken: readonly TakenRange[];
}

export function buildBlocks({ owned, network, claims, taken }: BlockInput): readonly AddressBlock[] {
  const pools = splitOwned({ ranges: owned }, network);
  const parts = claims.flatMap((claim) => listClaimedParts(claim).map((part) => ({ ...part, claim })));
  const offPublic = taken.filter(({ keepsOff }) => keepsOff === 'all');
  return [
    ...pools.public.map((range) => buildBlock(range, 'public', { parts, taken: offPublic })),
    ...pools.private.map((range) => buildBlock(range, 'private', { parts, taken })),
  ];
}

interface Claimed extends CloudPart {
  readonly claim: AddressClaim;
}

interface Holders {
  readonly parts: readonly Claimed[];
  readonly taken: readonly TakenRange[];
}

function buildBlock(range: AddressRange, use: AddressBlock['use'], holders: Holders): AddressBlock {
  const segments = cut(range, holders)
    .map((piece) => toSegment(piece, holders))
    .reduce<BlockSegment[]>(join, []);
  const freeCount = sumAddresses(segments.filter(({ kind }) => kind === 'free').map((segment) => segment.range));
  return { range, use, segments, freeCount };
}

/** Pieces in which nothing begins or ends. */
function cut(range: AddressRange, { parts, taken }: Holders): readonly AddressRange[] {
  const edges = [...parts, ...taken].flatMap(({ range: { first, last } }) => [first, last + 1]);
  const starts = [range.first, ...edges.filter((edge) => edge > range.first && edge <= range.last)];
  const sorted = [...new Set(starts)].sort((one, other) => one - other);
  return sorted.map((first, at) => ({ first, last: (sorted[at + 1] ?? range.last + 1) - 1 }));
}

/** A claim of this host is named before all else, because it has a colour. */
function toSegment(range: AddressRange, { parts, taken }: Holders): BlockSegment {
  const part = parts.find((one) => contains(one.range, range));
  if (part) {
    const holder = `${describePart(part)} of cloud ${part.claim.cloud}`;
    return { kind: 'cloud', range, cloud: part.claim.cloud, part: part.kind, holder };
  }
  const other = taken.find((one) => contains(one.range, range));
  return other ? { kind: 'taken', range, holder: other.holder } : { kind: 'free', range };
}

function join(segments: BlockSegment[], next: BlockSegment): BlockSegment[] {
  const previous = segments.at(-1);
  const isSame = previous !== undefined && keyOf(previous) === keyOf(next);
  return isSame
    ? [...segments.slice(0, -1), { ...next, range: { first: previous.range.first, last: next.range.last } }]
    : [...segments, next];
}

function keyOf(segment: BlockSegment): string {
  return segment.kind === 'free' ? 'free' : `${segment.kind} ${segment.holder}`;
}

export function toClaimView(claim: AddressClaim, person: string, hostNowEpochMs: number): ClaimView {
  const { public: ranges, private: subnet } = toCloudAddresses(claim);
  const prefixLength = subnet === null ? null : findPrefixLength(subnet.range);
  return {
    claim,
    isStale: isStale(claim, hostNowEpochMs),
    isOwn: claim.owner === person,
    owner: describeOwner(claim, hostNowEpochMs),
    capacity:
      subnet === null || prefixLength === null || subnet.addressesPerGroup === null
        ? null
        : describeCapacity(prefixLength, subnet.addressesPerGroup, sumAddresses(ranges)),
  };
}
