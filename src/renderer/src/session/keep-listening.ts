import { toProblem } from '#contract/api-error.ts';
import type { Problem } from '#domain/problem.ts';

interface ListeningOptions<Item> {
  readonly open: (signal: AbortSignal) => AsyncIterable<Item>;
  readonly onItem: (item: Item) => void;
  readonly onProblem: (problem: Problem) => void;
  readonly signal: AbortSignal;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;

/** Listens to a stream until the signal says stop; a stream that breaks is opened again, each time after a longer pause. */
export async function keepListening<Item>({ open, onItem, onProblem, signal }: ListeningOptions<Item>): Promise<void> {
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    try {
      for await (const item of open(signal)) {
        pauseMs = firstPauseMs;
        onItem(item);
      }
    } catch (error) {
      // The abort itself ends the stream with an error: `while` looks at the signal next.
      if (!isAborted(signal)) {
        onProblem(toProblem(error));
      }
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }
}

// A function of its own, because the compiler takes a property it has seen to be false for false across an await.
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
