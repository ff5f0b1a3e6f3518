import type { CapturedPacket } from '#domain/packets/captured-packet.ts';
import type { HostShell } from './host-shell.ts';

/** Listens at interfaces of one place over one channel, until the signal says so, the time is over, or every interface is gone. */
export interface HopListener {
  listen(request: ListenRequest): AsyncIterable<ListenNotice>;
}

export interface ListenRequest {
  readonly shell: HostShell;
  readonly asRoot: boolean;
  /** In words, for the activity log. */
  readonly purpose: string;
  readonly interfaces: readonly string[];
  /** In tcpdump's language; empty for everything. */
  readonly filter: string;
  /** How much of each packet is kept; 0 for the whole. */
  readonly snapBytes: number;
  readonly maxSeconds: number;
  readonly signal: AbortSignal;
}

/** `at` is the number of the interface in the request. */
export type ListenNotice =
  | { readonly kind: 'listening'; readonly at: number }
  | { readonly kind: 'packets'; readonly at: number; readonly packets: readonly CapturedPacket[] }
  | { readonly kind: 'counts'; readonly at: number; readonly received: number; readonly dropped: number }
  /** `reason` in a sentence where it could not listen, or had to stop. */
  | { readonly kind: 'ended'; readonly at: number; readonly reason: string | null }
  | { readonly kind: 'beat' };
