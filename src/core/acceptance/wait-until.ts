import { HostError } from '../ports/host-error.ts';

export interface Waiting<Value> {
  readonly limitMs: number;
  readonly everyMs: number;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** null: not yet. */
  readonly look: () => Promise<Value | null>;
  /** When the limit is over. */
  readonly giveUp: () => HostError;
}

/** Looks again and again until there is something, or the time is over. */
export async function waitUntil<Value>({ limitMs, everyMs, now, signal, look, giveUp }: Waiting<Value>): Promise<Value> {
  const endMs = now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null) {
      return found;
    }
    if (now() + everyMs > endMs) {
      throw giveUp();
    }
    await pause(everyMs, signal);
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new HostError('cancelled', 'The test was stopped.'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) {
      stop();
    }
  });
}
