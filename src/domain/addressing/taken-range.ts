import { describeRange, isSameRange, overlaps, type AddressRange } from './address-range.ts';

/** Who it is that has a range. `default` is what software takes unless told otherwise; `reserved` is nobody's to give. */
export type TakenKind =
  | 'reserved'
  | 'host'
  | 'gateway'
  | 'nameserver'
  | 'route'
  | 'machine'
  | 'neighbour'
  | 'claim'
  | 'other-host'
  | 'laptop'
  | 'default';

/** Addresses that must not be handed out, and who has them, in words ready for a sentence ("cloud blue of ada@laptop"). */
export interface TakenRange {
  readonly range: AddressRange;
  readonly kind: TakenKind;
  readonly holder: string;
  /** What it keeps off: a route of the laptop to the host's own network is no obstacle to addresses in that network. */
  readonly keepsOff: 'all' | 'private';
}

export function findOverlap(range: AddressRange, taken: readonly TakenRange[]): TakenRange | null {
  return taken.find((other) => overlaps(range, other.range)) ?? null;
}

/** Both sides named: what was wanted and for whom, and who has it. */
export function describeOverlap(what: string, range: AddressRange, { range: other, holder }: TakenRange): string {
  return isSameRange(range, other)
    ? `${describeRange(range)}, ${what}, is taken: it is ${holder}.`
    : `${describeRange(range)}, ${what}, overlaps ${describeRange(other)}, ${holder}.`;
}
