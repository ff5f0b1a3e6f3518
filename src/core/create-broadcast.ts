import { createItemQueue } from '#contract/item-queue.ts';

/** Tells the newest value to everyone who listens. A newcomer hears the last one first; a listener leaves by its signal. */
export function createBroadcast<T>(options: { readonly onFirst?: () => void; readonly onLast?: () => void } = {}) {
  const listeners = new Set<(value: T) => void>();
  let last: { readonly value: T } | null = null;

  return {
    publish(value: T): void {
      last = { value };
      for (const listener of listeners) {
        listener(value);
      }
    },
    get listenerCount(): number {
      return listeners.size;
    },
    async *listen(signal: AbortSignal, { replay = true } = {}): AsyncIterable<T> {
      const queue = createItemQueue<{ readonly value: T }>();
      const push = (value: T) => queue.push({ value });
      if (replay && last) {
        queue.push(last);
      }
      listeners.add(push);
      signal.addEventListener('abort', () => queue.end(), { once: true });
      if (signal.aborted) {
        queue.end();
      }
      if (listeners.size === 1) {
        options.onFirst?.();
      }
      try {
        for (;;) {
          const item = await queue.next();
          if (item.done) {
            return;
          }
          yield item.value.value;
        }
      } finally {
        listeners.delete(push);
        if (listeners.size === 0) {
          options.onLast?.();
        }
      }
    },
  };
}
