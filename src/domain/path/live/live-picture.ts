import type { LinkRates } from './build-rates.ts';
import type { LiveSources, NetworkChange, QueueReading } from './live-line.ts';

/** unknown: this kernel does not tell. */
export type LiveLinkState = 'up' | 'no-carrier' | 'down' | 'unknown';

export interface LiveLink {
  readonly name: string;
  /** A link that went and came again under the same name has another one. */
  readonly index: number | null;
  readonly state: LiveLinkState;
  readonly mtu: number | null;
  readonly master: string | null;
  /** Of a bridge port: forwarding, blocking …; null for what is none. */
  readonly portState: string | null;
  /** null: not counted over a whole turn yet. */
  readonly rates: LinkRates | null;
  /** What was lost while somebody looked. */
  readonly lost: { readonly dropped: number; readonly errors: number; readonly queueDropped: number };
  readonly queue: QueueReading | null;
  /** Of its queue, a second. */
  readonly queueDropRate: number | null;
}

/** What changed since the picture before, in the order in which it did. */
export type LiveChange =
  | NetworkChange
  | { readonly kind: 'link-came'; readonly device: string }
  | { readonly kind: 'link-gone'; readonly device: string }
  | { readonly kind: 'link-state'; readonly device: string; readonly from: LiveLinkState; readonly to: LiveLinkState }
  | { readonly kind: 'link-master'; readonly device: string; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'link-port'; readonly device: string; readonly to: string | null }
  | { readonly kind: 'link-mtu'; readonly device: string; readonly to: number | null };

export interface TimedChange {
  readonly atEpochMs: number;
  readonly change: LiveChange;
}

/** All links of one place as they are now. */
export interface LivePicture {
  readonly sources: LiveSources;
  readonly sinceEpochMs: number;
  readonly atEpochMs: number;
  /** Counts whole turns: two pictures with the same number have the same rates. */
  readonly turn: number;
  readonly links: readonly LiveLink[];
  readonly changes: readonly TimedChange[];
  /** Changes that were too many to tell. */
  readonly leftOut: number;
}
