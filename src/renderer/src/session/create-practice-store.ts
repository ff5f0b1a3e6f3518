import { createStore } from 'zustand/vanilla';
import { ApiError, toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { PracticeEvent } from '#contract/practice.ts';
import type { PracticeProgress, PracticeStatus } from '#domain/practice/practice.ts';
import type { Problem } from '#domain/problem.ts';

export type PracticeRun =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly startedEpochMs: number; readonly progress: readonly PracticeProgress[] }
  | { readonly kind: 'ready'; readonly hostId: string; readonly progress: readonly PracticeProgress[] }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly progress: readonly PracticeProgress[] };

export interface PracticeState {
  readonly status: PracticeStatus | null;
  readonly run: PracticeRun;
  readonly problem: Problem | null;
  readonly load: () => Promise<void>;
  /** Goes on while the person looks at something else. */
  readonly start: (mode: 'up' | 'reset') => Promise<void>;
  readonly stop: () => void;
  readonly shutDown: () => Promise<void>;
}

export function createPracticeStore(client: Pick<AppClient, 'practice'>, clock: () => number) {
  let controller: AbortController | null = null;
  return createStore<PracticeState>()((set, get) => {
    const progressSoFar = () =>
      'progress' in get().run ? (get().run as { progress: readonly PracticeProgress[] }).progress : [];

    const take = (event: PracticeEvent, startedEpochMs: number) => {
      const progress = progressSoFar();
      set({
        run:
          event.kind === 'ready'
            ? { kind: 'ready', hostId: event.hostId, progress }
            : { kind: 'running', startedEpochMs, progress: addProgress(progress, event.progress) },
      });
    };

    return {
      status: null,
      run: { kind: 'idle' },
      problem: null,
      async load() {
        try {
          set({ status: await client.practice.status({}), problem: null });
        } catch (error) {
          set({ problem: toProblem(error) });
        }
      },
      async start(mode) {
        if (get().run.kind === 'running') {
          return;
        }
        const startedEpochMs = clock();
        controller = new AbortController();
        set({ run: { kind: 'running', startedEpochMs, progress: [] } });
        try {
          for await (const event of client.practice[mode]({}, { signal: controller.signal })) {
            take(event, startedEpochMs);
          }
        } catch (error) {
          const isStopped = error instanceof ApiError && error.code === 'cancelled';
          set({ run: isStopped ? { kind: 'idle' } : { kind: 'failed', problem: toProblem(error), progress: progressSoFar() } });
        }
        await get().load();
      },
      stop: () => controller?.abort(),
      async shutDown() {
        try {
          await client.practice.down({});
        } catch (error) {
          set({ problem: toProblem(error) });
        }
        set({ run: { kind: 'idle' } });
        await get().load();
      },
    };
  });
}

/** The last word of each step, in the order the steps began. */
function addProgress(known: readonly PracticeProgress[], next: PracticeProgress): readonly PracticeProgress[] {
  return known.some(({ step }) => step === next.step)
    ? known.map((progress) => (progress.step === next.step ? next : progress))
    : [...known, next];
}
