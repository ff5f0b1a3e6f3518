import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { LayoutId } from '#domain/keyboard/keyboard-layout.ts';
import type { Problem } from '#domain/problem.ts';

/** What is typed is told apart by a number: its place in the sheet. */
export type TypingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'typing'; readonly index: number; readonly count: number; readonly total: number }
  | { readonly kind: 'stopped'; readonly index: number; readonly count: number; readonly total: number }
  | { readonly kind: 'failed'; readonly index: number; readonly problem: Problem };

export interface TypingRequest {
  readonly index: number;
  readonly layout: LayoutId;
  readonly text: string;
  readonly keys: readonly string[];
}

interface TypingStore {
  readonly state: TypingState;
  /** Answers that were typed to their end while this page was open. */
  readonly typed: ReadonlySet<number>;
}

/** Types one answer at a time into one machine. */
export function createTyping(client: Pick<AppClient, 'consoles'>, hostId: string, machine: string) {
  const store = createStore<TypingStore>()(() => ({ state: { kind: 'idle' }, typed: new Set() }));
  let running: AbortController | null = null;

  async function type({ index, layout, text, keys }: TypingRequest): Promise<void> {
    if (running !== null) {
      return;
    }
    const controller = new AbortController();
    running = controller;
    let last = { count: 0, total: 0 };
    store.setState({ state: { kind: 'typing', index, ...last } });
    try {
      const request = { hostId, machine, layout, text, keys: [...keys] };
      for await (const { count, total } of client.consoles.type(request, { signal: controller.signal })) {
        last = { count, total };
        store.setState({ state: { kind: 'typing', index, count, total } });
      }
      store.setState(({ typed }) =>
        last.count < last.total
          ? { state: { kind: 'stopped', index, ...last } }
          : { state: { kind: 'idle' }, typed: new Set([...typed, index]) },
      );
    } catch (error) {
      store.setState({
        state: controller.signal.aborted
          ? { kind: 'stopped', index, ...last }
          : { kind: 'failed', index, problem: toProblem(error) },
      });
    } finally {
      running = null;
    }
  }

  return { store, type, stop: () => running?.abort() };
}

export type Typing = ReturnType<typeof createTyping>;
