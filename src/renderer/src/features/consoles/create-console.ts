import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { Problem } from '#domain/problem.ts';
import type { VncChannel } from '#renderer/lib/vnc-channel.ts';
import { connectScreen, type ConnectedScreen } from './connect-screen.ts';
import { createConsoleControls } from './create-console-controls.ts';
import type { RfbLibrary } from './load-rfb.ts';

export type ConsoleState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'connected' }
  | {
      readonly kind: 'reconnecting';
      readonly reason: string;
      readonly attempt: number;
      readonly nextAttemptEpochMs: number;
    }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface ConsoleDependencies {
  readonly client: Pick<AppClient, 'consoles'>;
  readonly openChannel: (ticket: string) => VncChannel;
  readonly loadRfb: () => Promise<RfbLibrary>;
  readonly createScreen: () => HTMLElement;
  readonly clock: () => number;
}

const firstPauseMs = 1_000;
const longestPauseMs = 15_000;
const attemptsBeforeFailing = 8;

const refused: Problem = { code: 'denied', message: 'The machine’s VNC server refused the connection.', hint: null, raw: null };

/**
 * One machine's screen. It owns its element and its connection and outlives the page that shows it, so that going away and
 * coming back costs nothing. A break is mended by itself, with growing pauses; a refusal is not retried.
 */
export function createConsole(dependencies: ConsoleDependencies, hostId: string, machine: string) {
  const screen = dependencies.createScreen();
  const store = createStore<{ readonly state: ConsoleState }>()(() => ({ state: { kind: 'closed' } }));
  const put = (state: ConsoleState) => store.setState({ state });
  const fail = (problem: Problem) => put({ kind: 'failed', problem });
  const refuse = (problem: Problem) => (isPassing(problem) ? retryLater(problem.message) : fail(problem));
  let connected: ConnectedScreen | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  /** Grows with each opening and closing: what belongs to an earlier one is ignored. */
  let generation = 0;
  const controls = createConsoleControls(() => connected?.rfb ?? null);

  async function open(): Promise<void> {
    const own = begin();
    put({ kind: 'opening' });
    try {
      const [library, { ticket }] = await Promise.all([
        dependencies.loadRfb(),
        dependencies.client.consoles.open({ hostId, machine }),
      ]);
      if (own === generation) {
        const channel = dependencies.openChannel(ticket);
        connected = connectScreen({ library, screen, channel }, listenersOf(own));
        controls.applyScaling();
      }
    } catch (error) {
      if (own === generation) {
        refuse(toProblem(error));
      }
    }
  }

  const listenersOf = (own: number) => ({
    onConnected: () => {
      failures = 0;
      put({ kind: 'connected' });
    },
    onEnded: (reason: string) => {
      if (own === generation) {
        retryLater(reason);
      }
    },
    onRefused: () => {
      begin();
      fail(refused);
    },
  });

  function retryLater(reason: string): void {
    begin();
    if (++failures > attemptsBeforeFailing) {
      fail(toEndProblem(reason));
      return;
    }
    const pauseMs = pauseAfter(failures);
    put({ kind: 'reconnecting', reason, attempt: failures, nextAttemptEpochMs: dependencies.clock() + pauseMs });
    timer = setTimeout(() => void open(), pauseMs);
  }

  /** Ends what was before and gives the number of what comes now. */
  function begin(): number {
    generation += 1;
    clearTimeout(timer);
    connected?.stop();
    connected = null;
    screen.replaceChildren();
    return generation;
  }

  function close(): void {
    begin();
    failures = 0;
    put({ kind: 'closed' });
  }

  return { hostId, machine, screen, store, open, close, ...controls };
}

function pauseAfter(failures: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
}

/** The link to the host may come back; every other refusal would be the same the next time. */
function isPassing({ code }: Problem): boolean {
  return code === 'link-lost' || code === 'not-connected';
}

function toEndProblem(reason: string): Problem {
  return { code: 'link-lost', message: reason, hint: 'See whether the machine still runs, then connect again.', raw: null };
}

export type Console = ReturnType<typeof createConsole>;
