import type { LinkEnd } from '#contract/transports/link-end.ts';
import type { Transport } from '#contract/wire.ts';

/** What differs between the two windowed shells, as the page sees it. */
export interface Link {
  readonly shell: 'electron' | 'browser';
  /** Rejects where there is nobody to answer. */
  readonly openContract: () => Promise<Transport>;
  readonly openConsole: (ticket: string) => Promise<LinkEnd>;
  /** `ended`: somebody answers, but no longer to this window. */
  readonly checkSession: () => Promise<'open' | 'ended' | 'unreachable'>;
}
