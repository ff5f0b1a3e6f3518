import type { CaptureEvent } from './capture-event.ts';

/** Where Wireshark is on this laptop. */
export interface ViewerPlace {
  /** null: it is nowhere where it usually is. */
  readonly program: string | null;
  /** Where it was looked for, in the order of the looking. */
  readonly lookedAt: readonly string[];
}

/** A capture as it goes on while Wireshark shows it: what was passed on is only counted here. */
export type ViewedCaptureEvent =
  | Exclude<CaptureEvent, { readonly kind: 'packets' }>
  | { readonly kind: 'viewer'; readonly program: string }
  | { readonly kind: 'passed-on'; readonly at: number; readonly count: number };
