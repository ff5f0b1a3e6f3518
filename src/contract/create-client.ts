import { api, type AppClient } from './api.ts';
import { ApiError } from './api-error.ts';
import { createItemQueue } from './item-queue.ts';
import type { CallOptions, Method, Stream } from './method.ts';
import { streamWindow, type Message, type Transport } from './wire.ts';

interface Pending {
  next(value: unknown): void;
  done(value: unknown): void;
  fail(error: Error): void;
}

/** Builds the typed client from the contract itself, so that a method cannot exist on one side only. */
export function createClient(transport: Transport): AppClient {
  const exchange = createExchange(transport);
  const bind = (feature: string, methods: Readonly<Record<string, Method | Stream>>) =>
    Object.fromEntries(
      Object.entries(methods).map(([method, { kind }]) => [
        method,
        (input: unknown, options: CallOptions = {}) =>
          kind === 'call'
            ? exchange.call({ feature, method, input }, options)
            : exchange.listen({ feature, method, input }, options),
      ]),
    );
  return Object.fromEntries(
    Object.entries(api).map(([feature, methods]) => [feature, bind(feature, methods)]),
  ) as unknown as AppClient;
}

interface Request {
  readonly feature: string;
  readonly method: string;
  readonly input: unknown;
}

function createExchange(transport: Transport) {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let closedReason: string | null = null;

  transport.onMessage((message) => settle(pending, message));
  transport.onClose((reason) => {
    closedReason = reason;
    for (const waiting of pending.values()) {
      waiting.fail(linkLost(reason));
    }
    pending.clear();
  });

  /** Returns a function that withdraws the request. */
  function start(request: Request, waiting: Pending, signal: AbortSignal | undefined): { id: number; withdraw: () => void } {
    const id = ++lastId;
    const withdraw = () => {
      if (pending.delete(id)) {
        transport.send({ t: 'cancel', id });
      }
    };
    if (closedReason !== null) {
      waiting.fail(linkLost(closedReason));
    } else if (signal?.aborted) {
      waiting.fail(cancelled());
    } else {
      pending.set(id, waiting);
      signal?.addEventListener('abort', () => {
        if (pending.has(id)) {
          withdraw();
          waiting.fail(cancelled());
        }
      });
      transport.send({ t: 'call', id, ...request });
    }
    return { id, withdraw };
  }

  return {
    call: (request: Request, { signal }: CallOptions): Promise<unknown> =>
      new Promise((resolve, reject) => {
        start(request, { next: () => undefined, done: resolve, fail: reject }, signal);
      }),

    listen(request: Request, { signal }: CallOptions): AsyncIterable<unknown> {
      return {
        [Symbol.asyncIterator]() {
          const queue = createItemQueue<unknown>();
          const { id, withdraw } = start(request, { next: queue.push, done: queue.end, fail: queue.fail }, signal);
          let taken = 0;
          return {
            async next() {
              const result = await queue.next();
              if (!result.done && ++taken >= streamWindow / 2 && pending.has(id)) {
                transport.send({ t: 'credit', id, count: taken });
                taken = 0;
              }
              return result;
            },
            return() {
              withdraw();
              queue.end();
              return Promise.resolve({ done: true as const, value: undefined });
            },
          };
        },
      };
    },
  };
}

function settle(pending: Map<number, Pending>, message: Message): void {
  const waiting = pending.get(message.id);
  if (!waiting) {
    return;
  }
  if (message.t === 'next') {
    waiting.next(message.value);
    return;
  }
  pending.delete(message.id);
  if (message.t === 'error') {
    waiting.fail(new ApiError(message.problem));
  } else if (message.t === 'done') {
    waiting.done(message.value);
  }
}

function linkLost(reason: string): ApiError {
  return new ApiError({
    code: 'link-lost',
    message: 'The window lost its back end. What runs on a host goes on there.',
    hint: 'Start Nutshell again, or reload this page.',
    raw: reason,
  });
}

function cancelled(): ApiError {
  return new ApiError({ code: 'cancelled', message: 'Cancelled.', hint: null, raw: null });
}
