import { z } from 'zod';
import { api, type AppApi } from '#contract/api.ts';
import type { Api, CallContext, Method, Stream } from '#contract/method.ts';
import { streamWindow, type Message, type Transport } from '#contract/wire.ts';
import type { Problem } from '#domain/problem.ts';
import { HostError } from './ports/host-error.ts';

type Call = Extract<Message, { t: 'call' }>;
type Handler = (input: unknown, context: CallContext) => Promise<unknown> | AsyncIterable<unknown>;

interface Running {
  readonly controller: AbortController;
  credit: number;
  wake: () => void;
}

/** The single door into the core. Every shell hands it whatever arrived; it trusts none of it. */
export function createDispatcher(implementation: AppApi, reportBug: (error: unknown, where: string) => void) {
  const contract: Api = api;
  const handlers = implementation as unknown as Record<string, Record<string, Handler>>;

  function find({ feature, method }: Call): { definition: Method | Stream; handler: Handler } | null {
    const table = Object.hasOwn(contract, feature) ? contract[feature] : undefined;
    const definition = table && Object.hasOwn(table, method) ? table[method] : undefined;
    const handler = handlers[feature]?.[method];
    return definition && handler ? { definition, handler } : null;
  }

  async function answer(call: Call, running: Running, transport: Transport): Promise<void> {
    const found = find(call);
    if (!found) {
      throw new HostError('unknown-method', `There is no method ${call.feature}.${call.method}`);
    }
    const parsed = found.definition.input.safeParse(call.input);
    if (!parsed.success) {
      throw new HostError('invalid-input', describeIssues(parsed.error), { raw: z.prettifyError(parsed.error) });
    }
    const context = { signal: running.controller.signal };
    const answered = found.handler(parsed.data, context);
    if (found.definition.kind === 'call') {
      transport.send({ t: 'done', id: call.id, value: await (answered as Promise<unknown>) });
    } else {
      await pour(answered as AsyncIterable<unknown>, call.id, running, transport);
      transport.send({ t: 'done', id: call.id });
    }
  }

  /** Answers everything that comes over this transport until it closes; then what is still running is told to stop. */
  return function serve(transport: Transport): void {
    const live = new Map<number, Running>();

    async function begin(call: Call): Promise<void> {
      const running: Running = { controller: new AbortController(), credit: streamWindow, wake: () => undefined };
      live.set(call.id, running);
      try {
        await answer(call, running, transport);
      } catch (error) {
        const problem = toWire(error, running, () => reportBug(error, `${call.feature}.${call.method}`));
        transport.send({ t: 'error', id: call.id, problem });
      } finally {
        live.delete(call.id);
      }
    }

    transport.onMessage((message) => {
      const running = live.get(message.id);
      if (message.t === 'call') {
        void begin(message);
      } else if (message.t === 'cancel') {
        running?.controller.abort();
        running?.wake();
      } else if (message.t === 'credit' && running) {
        running.credit += message.count;
        running.wake();
      }
    });
    transport.onClose(() => {
      for (const running of live.values()) {
        running.controller.abort();
        running.wake();
      }
    });
  };
}

/** Sends items as fast as the listener takes them, and lets go of the producer when the listener leaves. */
async function pour(items: AsyncIterable<unknown>, id: number, running: Running, transport: Transport): Promise<void> {
  const { signal } = running.controller;
  for await (const value of items) {
    while (running.credit <= 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        running.wake = resolve;
      });
    }
    if (signal.aborted) {
      return;
    }
    running.credit -= 1;
    transport.send({ t: 'next', id, value });
  }
}

function toWire(error: unknown, running: Running, report: () => void): Problem {
  if (running.controller.signal.aborted) {
    return { code: 'cancelled', message: 'Cancelled.', hint: null, raw: null };
  }
  if (error instanceof HostError) {
    return error.toProblem();
  }
  report();
  return {
    code: 'internal',
    message: 'Something went wrong inside Nutshell. Nothing was changed by it on the host.',
    hint: 'The log file names the cause; please report it.',
    raw: null,
  };
}

/** The first words of a schema's complaint, each with the field it is about. */
function describeIssues(error: z.ZodError): string {
  const sentences = error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  return sentences.slice(0, 5).join('. ');
}
