import { findPrefixLength, formatRange } from '../address-range.ts';
import { listParts, type CloudAddresses, type CloudPart } from '../cloud-addresses.ts';
import { parseRange } from '../parse-ranges.ts';
import type { AddressRange } from '../address-range.ts';

/** What happened to a claim, the first at the beginning. */
export interface ClaimTrace {
  readonly what: 'claimed' | 'changed' | 'taken-over';
  /** user@laptop */
  readonly by: string;
  readonly atEpochMs: number;
  /** Whose it was before. */
  readonly from: string | null;
}

/** `range` is first-last with both ends, also for one address: the guard on the host reads it with sed. */
export interface ClaimPart {
  readonly kind: CloudPart['kind'];
  readonly name: string | null;
  readonly range: string;
}

/** Who has which addresses until when, as written on the host in /var/lib/nutshell/addresses/CLOUD/claim.json. */
export interface AddressClaim {
  readonly version: 1;
  readonly cloud: string;
  readonly owner: string;
  readonly claimedEpochMs: number;
  /** By the host's clock; null until it is released. */
  readonly untilEpochMs: number | null;
  /** Of the operation that wrote it last: what was reviewed is changed only if nobody else changed it since. */
  readonly operationId: string;
  readonly addressesPerGroup: number | null;
  readonly parts: readonly ClaimPart[];
  readonly trace: readonly ClaimTrace[];
}

export function toClaimParts(addresses: CloudAddresses): readonly ClaimPart[] {
  return listParts(addresses).map(({ kind, name, range }) => ({
    kind,
    name,
    range: range.first === range.last ? `${formatRange(range)}-${formatRange(range)}` : formatRange(range),
  }));
}

/** Parts whose range cannot be read are left out; a reading refuses such a claim before. */
export function listClaimedParts({ parts }: Pick<AddressClaim, 'parts'>): readonly CloudPart[] {
  return parts.flatMap(({ kind, name, range }) => {
    const parsed = parseRange(range);
    return parsed.ok ? [{ kind, name, range: parsed.range }] : [];
  });
}

export function listClaimedRanges(claim: Pick<AddressClaim, 'parts'>): readonly AddressRange[] {
  return listClaimedParts(claim).map(({ range }) => range);
}

export function toCloudAddresses(claim: AddressClaim): CloudAddresses {
  const parts = listClaimedParts(claim);
  const subnet = parts.find(({ kind, range }) => kind === 'private' && findPrefixLength(range) !== null);
  const bridge = parts.find(({ kind }) => kind === 'bridge');
  return {
    cloud: claim.cloud,
    machines: parts.flatMap(({ kind, name, range }) =>
      kind === 'machine' && name !== null ? [{ name, address: range.first }] : [],
    ),
    public: parts.filter(({ kind }) => kind === 'public').map(({ range }) => range),
    private: subnet ? { range: subnet.range, addressesPerGroup: claim.addressesPerGroup } : null,
    bridgeAddress: bridge?.range.first ?? null,
  };
}

/** Its time is over: whoever needs the addresses may take it over. */
export function isStale({ untilEpochMs }: AddressClaim, hostNowEpochMs: number): boolean {
  return untilEpochMs !== null && untilEpochMs <= hostNowEpochMs;
}

/** "ada@laptop until 2026-11-30", as it stands behind "claimed by". */
export function describeOwner(claim: AddressClaim, hostNowEpochMs: number): string {
  const { owner, untilEpochMs } = claim;
  if (untilEpochMs === null) {
    return `${owner} with no end`;
  }
  return isStale(claim, hostNowEpochMs)
    ? `${owner} until ${toDay(untilEpochMs)}, which is over`
    : `${owner} until ${toDay(untilEpochMs)}`;
}

export function toDay(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
