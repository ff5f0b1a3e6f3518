import type { HopPlace } from '../../chain.ts';
import type { Evidence } from '../../evidence.ts';
import type { Lane } from '../../walk/walk-step.ts';

/** Who tells what a kernel does to a packet: nft's trace, the target TRACE of the old iptables, or the drop reasons of tracefs. */
export type KernelEngine = 'nft' | 'iptables' | 'tracefs';

export interface KernelLine {
  readonly engine: KernelEngine;
  readonly text: string;
}

/** What is heard from one place while the probes are sent. */
export type KernelNotice =
  | { readonly kind: 'ready'; readonly engines: readonly KernelEngine[] }
  | { readonly kind: 'unavailable'; readonly engine: string; readonly reason: string }
  | { readonly kind: 'line'; readonly line: KernelLine };

/** What the kernel of one place told of the probes, and that nothing of the telling is left there. */
export interface KernelReport {
  readonly place: HopPlace;
  /** Those that listened. */
  readonly engines: readonly KernelEngine[];
  readonly unavailable: readonly { readonly engine: string; readonly reason: string }[];
  readonly lines: readonly KernelLine[];
  /** What could not be taken away again, as who looks for it would find it. */
  readonly leftovers: readonly string[];
  /** Why nobody could look whether something is left; null where somebody did. */
  readonly unswept: string | null;
}

/** Probes, or their answers, that a kernel says it dropped. */
export interface KernelDrop {
  readonly place: HopPlace;
  readonly engine: KernelEngine;
  /** null: not told. */
  readonly lane: Lane | null;
  readonly count: number;
  /** What dropped it or why, behind a colon: "the policy of chain FORWARD in table filter (ip)". */
  readonly culprit: string;
  /** Where its rules stand; null where no rule was at work, or it is not told which. */
  readonly chain: { readonly table: string; readonly name: string } | null;
  /** The kernel's own word; null where a rule tells more. */
  readonly reason: string | null;
  readonly evidence: readonly Evidence[];
}
