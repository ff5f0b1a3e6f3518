import { describeRange, type AddressRange } from './address-range.ts';
import { parseRanges } from './parse-ranges.ts';
import { mergeRanges, subtractRanges } from './range-set.ts';

export type OwnedWay = 'replace' | 'add' | 'remove';

export type ChangedOwned =
  | { readonly kind: 'changed'; readonly owned: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reasons: readonly string[] };

/** More than this is not a lab's share but a mistake, such as 10.0.0.0/0. */
const widest = 2 ** 24;

/** What a person says they own, put together with what they said before. An empty text can only replace: then nothing is owned. */
export function changeOwned(before: readonly string[], text: string, way: OwnedWay): ChangedOwned {
  if (way === 'replace' && text.trim() === '') {
    return { kind: 'changed', owned: [] };
  }
  const parsed = parseRanges(text);
  if (!parsed.ok) {
    return { kind: 'unreadable', reasons: parsed.reasons };
  }
  const wide = parsed.ranges.find(({ first, last }) => last - first >= widest);
  if (wide) {
    return { kind: 'unreadable', reasons: [`${describeRange(wide)} is more than a /8. Give what is really yours.`] };
  }
  const had = toOwnedRanges(before);
  const ranges = {
    replace: () => parsed.ranges,
    add: () => [...had, ...parsed.ranges],
    remove: () => subtractRanges(had, parsed.ranges),
  };
  return { kind: 'changed', owned: mergeRanges(ranges[way]()).map(describeRange) };
}

/** Words that were checked when they were remembered; one that was edited by hand into something else is left out. */
export function toOwnedRanges(owned: readonly string[]): readonly AddressRange[] {
  const parsed = owned.map((word) => parseRanges(word));
  return mergeRanges(parsed.flatMap((one) => (one.ok ? one.ranges : [])));
}
