import { impairmentLimits, type Impairment } from '#domain/path/impair/impairment.ts';

type ImpairmentKind = Impairment['kind'];

/** What the form holds: numbers as typed. */
export interface ImpairForm {
  readonly kind: ImpairmentKind;
  readonly amount: number | null;
  readonly seconds: number | null;
}

interface KindWords {
  readonly kind: ImpairmentKind;
  readonly label: string;
  /** null: there is nothing to say beside it. */
  readonly amount: { readonly label: string; readonly usual: number; readonly least: number; readonly most: number } | null;
}

const { delayMs, kbitPerSecond, mtuBytes } = impairmentLimits;

export const impairKinds: readonly KindWords[] = [
  { kind: 'link-down', label: 'Link down', amount: null },
  { kind: 'delay', label: 'Delay', amount: { label: 'Milliseconds', usual: 200, least: 1, most: delayMs } },
  { kind: 'loss', label: 'Loss', amount: { label: 'Percent', usual: 10, least: 0.001, most: 100 } },
  {
    kind: 'rate',
    label: 'Rate',
    amount: { label: 'kbit/s', usual: 512, least: kbitPerSecond.least, most: kbitPerSecond.most },
  },
  { kind: 'mtu', label: 'MTU', amount: { label: 'Bytes', usual: 1400, least: mtuBytes.least, most: mtuBytes.most } },
];

export const firstImpairForm: ImpairForm = { kind: 'delay', amount: 200, seconds: 60 };

export function wordsOf(kind: ImpairmentKind): KindWords {
  return impairKinds.find((each) => each.kind === kind) ?? { kind, label: kind, amount: null };
}

/** null while a number is missing or out of its bounds. */
export function toImpairment({
  kind,
  amount,
  seconds,
}: ImpairForm): { readonly impairment: Impairment; readonly seconds: number } | null {
  const bounds = wordsOf(kind).amount;
  const { least, most } = impairmentLimits.seconds;
  if (seconds === null || seconds < least || seconds > most) {
    return null;
  }
  if (bounds === null) {
    return { impairment: { kind: 'link-down' }, seconds };
  }
  if (amount === null || amount < bounds.least || amount > bounds.most) {
    return null;
  }
  return { impairment: withAmount(kind, amount), seconds };
}

function withAmount(kind: ImpairmentKind, amount: number): Impairment {
  switch (kind) {
    case 'link-down':
      return { kind };
    case 'delay':
      return { kind, delayMs: Math.round(amount), jitterMs: 0 };
    case 'loss':
      return { kind, percent: amount };
    case 'rate':
      return { kind, kbitPerSecond: Math.round(amount) };
    case 'mtu':
      return { kind, bytes: Math.round(amount) };
  }
}
