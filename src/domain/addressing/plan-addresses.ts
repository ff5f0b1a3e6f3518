import type { AddressDemand, OwnedAddresses } from './address-demand.ts';
import { sumAddresses, type AddressRange } from './address-range.ts';
import { allotPrivate } from './allot-private.ts';
import { allotPublic, type PublicWish } from './allot-public.ts';
import { checkCloudRules } from './check-cloud-rules.ts';
import { checkDemands } from './check-demand.ts';
import { checkGiven, listGiven, type OwnedPools } from './check-given.ts';
import type { CloudAddresses } from './cloud-addresses.ts';
import { explainPrivate, explainPublic } from './explain-no-room.ts';
import type { HostNetwork } from './host-network.ts';
import type { PlanOutcome, PlanRefusal } from './plan-outcome.ts';
import { intersectRanges, mergeRanges, subtractRanges } from './range-set.ts';
import type { TakenRange } from './taken-range.ts';

export interface PlanInput {
  readonly owned: OwnedAddresses;
  readonly network: HostNetwork;
  readonly demands: readonly AddressDemand[];
  readonly taken: readonly TakenRange[];
}

/**
 * Gives every cloud its addresses. The same input gives the same plan.
 *
 * Sound: no two parts of a plan overlap, none overlaps what is taken, and all lie in what is owned: machines and public addresses inside
 * the bridge's subnet, private subnets and bridge addresses outside of it.
 *
 * Complete: where the demands can be met at all, they are met. The two pools are disjoint, so each is decided by itself. Private subnets
 * are aligned powers of two, where the largest first is never wrong (allotPrivate). In the public pool, machines and lists are single
 * addresses, which fit exactly if their number does; ranges that insist on being one are packed by a complete search (allotPublic,
 * packRanges), and only these can end as 'undecided', after 100,000 tries. "One range" means within one /24, as FastStart has it.
 */
export function planAddresses({ owned, network, demands, taken }: PlanInput): PlanOutcome {
  const pools = splitOwned(owned, network);
  const given = listGiven(demands);
  const bad = [...checkDemands(demands), ...checkGiven(given, pools, taken)];
  if (bad.length > 0) {
    return { kind: 'refused', refusals: bad };
  }
  const held = given.map(({ range }) => range);
  const offPublic = taken.filter(({ keepsOff }) => keepsOff === 'all');
  const free = {
    public: subtractRanges(pools.public, [...held, ...offPublic.map(({ range }) => range)]),
    private: subtractRanges(pools.private, [...held, ...taken.map(({ range }) => range)]),
  };
  const publicPart = findPublic(demands, free.public, pools);
  const privatePart = findPrivate(demands, free.private, { pools, taken });
  if (publicPart.refusal || privatePart.refusal) {
    return { kind: 'refused', refusals: [publicPart.refusal, privatePart.refusal].filter((one) => one !== null) };
  }
  const clouds = demands.map((demand) => join(demand, publicPart, privatePart));
  const broken = clouds.flatMap((cloud, at) => {
    const demand = demands[at];
    return demand ? checkCloudRules(cloud, demand, network) : [];
  });
  return broken.length > 0 ? { kind: 'refused', refusals: broken } : { kind: 'planned', plan: { clouds } };
}

/** What is owned, by what it can be used for. */
export function splitOwned({ ranges }: OwnedAddresses, { subnet }: Pick<HostNetwork, 'subnet'>): OwnedPools {
  return { public: intersectRanges(ranges, [subnet]), private: subtractRanges(mergeRanges(ranges), [subnet]) };
}

/** Found by the demand's cloud; the singles are handed out in the order of the demands. */
interface Part {
  readonly refusal: PlanRefusal | null;
  readonly rangesOf: ReadonlyMap<string, readonly AddressRange[]>;
  readonly singles: number[];
}

const nothing = { rangesOf: new Map<string, readonly AddressRange[]>(), singles: [] };

function findPublic(demands: readonly AddressDemand[], free: readonly AddressRange[], pools: OwnedPools): Part {
  const wishes = demands.flatMap(({ cloud, public: wish }): (PublicWish & { readonly cloud: string })[] =>
    wish.kind === 'find' ? [{ cloud, count: wish.count, form: wish.form }] : [],
  );
  const singleCount = demands.reduce((sum, { machines }) => sum + machines.filter(({ given }) => given === null).length, 0);
  const found = allotPublic(free, wishes, singleCount);
  if (found.kind !== 'found') {
    return { ...nothing, refusal: explainPublic(found.kind, { wishes, singleCount, free, owned: pools.public }) };
  }
  const rangesOf = new Map(wishes.map(({ cloud }, at) => [cloud, found.ranges[at] ?? []]));
  return { refusal: null, rangesOf, singles: [...found.singles] };
}

function findPrivate(
  demands: readonly AddressDemand[],
  free: readonly AddressRange[],
  { pools, taken }: { readonly pools: OwnedPools; readonly taken: readonly TakenRange[] },
): Part {
  const wishes = demands.flatMap(({ cloud, private: wish }) =>
    wish.kind === 'find' ? [{ cloud, prefixLength: wish.prefixLength }] : [],
  );
  const prefixLengths = wishes.map(({ prefixLength }) => prefixLength);
  const singleCount = demands.filter(({ bridge }) => bridge.kind === 'find').length;
  const found = allotPrivate(free, prefixLengths, singleCount);
  if (found.kind !== 'found') {
    return {
      ...nothing,
      refusal: explainPrivate({ prefixLengths, singleCount, freeCount: sumAddresses(free), owned: pools.private, taken }),
    };
  }
  const rangesOf = new Map(wishes.map(({ cloud }, at) => [cloud, found.subnets.slice(at, at + 1)]));
  return { refusal: null, rangesOf, singles: [...found.singles] };
}

function join(demand: AddressDemand, publicPart: Part, privatePart: Part): CloudAddresses {
  const { cloud, machines, public: ranges, private: subnet, bridge } = demand;
  const [found] = privatePart.rangesOf.get(cloud) ?? [];
  const range = subnet.kind === 'given' ? subnet.range : found;
  return {
    cloud,
    machines: machines.map(({ name, given }) => ({ name, address: given ?? next(publicPart) })),
    public: ranges.kind === 'given' ? ranges.ranges : (publicPart.rangesOf.get(cloud) ?? []),
    private: subnet.kind === 'none' || range === undefined ? null : { range, addressesPerGroup: subnet.addressesPerGroup },
    bridgeAddress: bridge.kind === 'none' ? null : bridge.kind === 'given' ? bridge.address : next(privatePart),
  };
}

/** As many were found as are asked for here. */
function next({ singles }: Part): number {
  const single = singles.shift();
  if (single === undefined) {
    throw new RangeError('More addresses were asked for than were found');
  }
  return single;
}
