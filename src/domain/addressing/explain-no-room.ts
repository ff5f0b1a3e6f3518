import { countAddresses, describeRanges, sumAddresses, type AddressRange } from './address-range.ts';
import { widestRange, type PublicWish } from './allot-public.ts';
import type { PlanRefusal } from './plan-outcome.ts';
import { proposePrivateBlock } from './propose-private-block.ts';
import { cutRanges } from './range-set.ts';
import type { TakenRange } from './taken-range.ts';

interface PublicShortage {
  readonly wishes: readonly (PublicWish & { readonly cloud: string })[];
  readonly singleCount: number;
  readonly free: readonly AddressRange[];
  readonly owned: readonly AddressRange[];
}

/** How much is wanted, how much is free, and what would help. */
export function explainPublic(
  kind: 'too-few' | 'no-arrangement' | 'undecided',
  { wishes, singleCount, free, owned }: PublicShortage,
): PlanRefusal {
  const freeCount = sumAddresses(free);
  const cloud = wishes.length === 1 ? (wishes[0]?.cloud ?? null) : null;
  if (owned.length === 0) {
    const message =
      "You own no address inside the bridge's subnet yet, and machines and public addresses need some. Enter what you own, for example 10.101.7.x.";
    return { kind: 'no-room', cloud, message };
  }
  if (kind === 'too-few') {
    const wanted = wishes.reduce((sum, { count }) => sum + count, singleCount);
    const message = `${wanted} ${wanted === 1 ? 'address is' : 'addresses are'} wanted for machines and public use, and ${freeCount} of what you own (${describeRanges(owned)}) ${freeCount === 1 ? 'is' : 'are'} free. Ask for fewer, release a cloud, or own more.`;
    return { kind: 'no-room', cloud, message };
  }
  const strict = wishes.filter(({ form }) => form === 'range').map(({ cloud: name, count }) => `${name} (${count})`);
  const widest = Math.max(...cutRanges(free, widestRange).map(countAddresses));
  const remedy = 'Let one of them have a list, ask for fewer, or move what lies between.';
  const message =
    kind === 'no-arrangement'
      ? `${freeCount} addresses are free, but not in pieces that would hold one range each for ${strict.join(', ')}; the widest piece has ${widest}. ${remedy}`
      : `No arrangement was found for one range each for ${strict.join(', ')}, and too many are possible to try them all. ${remedy}`;
  return { kind: kind === 'undecided' ? 'undecided' : 'no-room', cloud, message };
}

interface PrivateShortage {
  readonly prefixLengths: readonly number[];
  readonly singleCount: number;
  readonly freeCount: number;
  readonly owned: readonly AddressRange[];
  readonly taken: readonly TakenRange[];
}

export function explainPrivate({ prefixLengths, singleCount, freeCount, owned, taken }: PrivateShortage): PlanRefusal {
  const wanted = [
    ...prefixLengths.map((prefixLength) => `/${prefixLength}`),
    ...(singleCount === 0 ? [] : [`${singleCount} for ${singleCount === 1 ? 'an NC bridge' : 'NC bridges'}`]),
  ].join(', ');
  const proposal = proposePrivateBlock(taken);
  const remedy = proposal === null ? '' : ` Nobody is known to use ${proposal}: add it to what you own.`;
  const message =
    owned.length === 0
      ? `Private subnets (${wanted}) need a block outside the bridge's subnet, and you own none.${remedy}`
      : `Private subnets (${wanted}) do not fit into what is free of ${describeRanges(owned)} (${freeCount} addresses).${remedy}`;
  return { kind: 'no-room', cloud: null, message };
}
