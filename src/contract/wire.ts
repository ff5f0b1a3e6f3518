import type { Problem } from '#domain/problem.ts';

/** What travels between a shell and the back end: JSON over a WebSocket, or structured clones over a MessagePort. */
export type Message =
  | { readonly t: 'call'; readonly id: number; readonly feature: string; readonly method: string; readonly input: unknown }
  | { readonly t: 'next'; readonly id: number; readonly value: unknown }
  | { readonly t: 'done'; readonly id: number; readonly value?: unknown }
  | { readonly t: 'error'; readonly id: number; readonly problem: Problem }
  | { readonly t: 'cancel'; readonly id: number }
  /** The listener took `count` items of a stream; as many more may be sent. */
  | { readonly t: 'credit'; readonly id: number; readonly count: number };

/** How many stream items may be under way unacknowledged: a slow window slows its producer instead of filling memory. */
export const streamWindow = 64;

export interface Transport {
  send(message: Message): void;
  onMessage(listener: (message: Message) => void): void;
  onClose(listener: (reason: string) => void): void;
}
