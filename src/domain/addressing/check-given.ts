import type { AddressDemand } from './address-demand.ts';
import { contains, describeRange, describeRanges, overlaps, sumAddresses, type AddressRange } from './address-range.ts';
import { describePart, type CloudPart } from './cloud-addresses.ts';
import type { PlanRefusal } from './plan-outcome.ts';
import { intersectRanges } from './range-set.ts';
import { describeOverlap, findOverlap, type TakenRange } from './taken-range.ts';

/** A range that a person chose, and for whom. */
export interface GivenPart extends CloudPart {
  readonly cloud: string;
}

/** The pools that a plan is made from: what is owned inside the bridge's subnet, and what is owned elsewhere. */
export interface OwnedPools {
  readonly public: readonly AddressRange[];
  readonly private: readonly AddressRange[];
}

export function listGiven(demands: readonly AddressDemand[]): readonly GivenPart[] {
  return demands.flatMap(({ cloud, machines, public: ranges, private: subnet, bridge }): readonly GivenPart[] => [
    ...machines.flatMap(({ name, given }): readonly GivenPart[] =>
      given === null ? [] : [{ cloud, kind: 'machine', name, range: { first: given, last: given } }],
    ),
    ...(ranges.kind === 'given' ? ranges.ranges.map((range): GivenPart => ({ cloud, kind: 'public', name: null, range })) : []),
    ...(subnet.kind === 'given' ? [{ cloud, kind: 'private', name: null, range: subnet.range } as const] : []),
    ...(bridge.kind === 'given'
      ? [{ cloud, kind: 'bridge', name: null, range: { first: bridge.address, last: bridge.address } } as const]
      : []),
  ]);
}

/** What was chosen by hand, against what is owned, what is taken, and each other. */
export function checkGiven(given: readonly GivenPart[], pools: OwnedPools, taken: readonly TakenRange[]): readonly PlanRefusal[] {
  return given.flatMap((part, at) => [
    ...checkOwned(part, pools),
    ...checkTaken(part, taken),
    ...given.slice(0, at).flatMap((other) => checkEachOther(part, other)),
  ]);
}

function checkOwned({ cloud, kind, name, range }: GivenPart, pools: OwnedPools): readonly PlanRefusal[] {
  const pool = kind === 'machine' || kind === 'public' ? pools.public : pools.private;
  if (kind === 'bridge' || sumAddresses(intersectRanges(pool, [range])) === sumAddresses([range])) {
    return [];
  }
  const where = pool === pools.public ? "inside the bridge's subnet" : "outside the bridge's subnet";
  const own = pool.length === 0 ? `You own nothing ${where}.` : `What you own ${where} is ${describeRanges(pool)}.`;
  const what = describePart({ kind, name });
  return [{ kind: 'not-owned', cloud, message: `${describeRange(range)}, ${what} of cloud ${cloud}, is not yours. ${own}` }];
}

function checkTaken({ cloud, kind, name, range }: GivenPart, taken: readonly TakenRange[]): readonly PlanRefusal[] {
  const isPrivate = kind === 'private' || kind === 'bridge';
  const other = findOverlap(
    range,
    taken.filter(({ keepsOff }) => isPrivate || keepsOff === 'all'),
  );
  const what = `${describePart({ kind, name })} of cloud ${cloud}`;
  return other === null ? [] : [{ kind: 'overlap', cloud, message: describeOverlap(what, range, other) }];
}

function checkEachOther(part: GivenPart, other: GivenPart): readonly PlanRefusal[] {
  if (!overlaps(part.range, other.range)) {
    return [];
  }
  const how = contains(other.range, part.range) ? 'is inside' : 'overlaps';
  return [
    {
      kind: 'overlap',
      cloud: part.cloud,
      message: `${describeRange(part.range)}, ${describePart(part)} of cloud ${part.cloud}, ${how} ${describeRange(other.range)}, ${describePart(other)} of cloud ${other.cloud}.`,
    },
  ];
}
