import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { Problem } from '#domain/problem.ts';
import type { VncChannel } from '#renderer/lib/vnc-channel.ts';
import type { Rfb, RfbLibrary } from './load-rfb.ts';

export type ConsoleState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'reconnecting'; readonly reason: string; readonly attempt: number; readonly nextAttemptEpochMs: number }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface ConsoleDependencies {
  readonly client: Pick<AppClient, 'consoles'>;
  readonly openChannel: (ticket: string) => VncChannel;
  readonly loadRfb: () => Promise<RfbLibrary>;
  readonly createScreen: () => HTMLElement;
  readonly clock: () => number;
}

// QEMU answers one request with one frame: over 50 ms of round trip that is 7 frames a second, with an early request 30.
const earlyRequestMs = 33;
const firstPauseMs = 1_000;
const longestPauseMs = 15_000;
const attemptsBeforeFailing = 8;

/**
 * One machine's screen. It owns its element and its connection and outlives the page that shows it, so that going away and
 * coming back costs nothing. A break is mended by itself, with growing pauses; a refusal is not retried.
 */
export function createConsole(dependencies: ConsoleDependencies, hostId: string, machine: string) {
  const screen = dependencies.createScreen();
  const store = createStore<{ readonly state: ConsoleState }>()(() => ({ state: { kind: 'closed' } }));
  const put = (state: ConsoleState) => store.setState({ state });
  let rfb: Rfb | null = null;
  let scaling: 'fit' | 'actual' = 'fit';
  let timers: readonly ReturnType<typeof setTimeout>[] = [];
  let failures = 0;
  /** Grows with each opening and closing: what belongs to an earlier one is ignored. */
  let generation = 0;

  const stopTimers = () => {
    timers.forEach((timer) => clearTimeout(timer));
    timers = [];
  };

  async function open(): Promise<void> {
    const own = ++generation;
    stopTimers();
    drop();
    put({ kind: 'opening' });
    try {
      const [library, { ticket }] = await Promise.all([dependencies.loadRfb(), dependencies.client.consoles.open({ hostId, machine })]);
      if (own === generation) {
        connect(library, dependencies.openChannel(ticket), own);
      }
    } catch (error) {
      if (own === generation) {
        handleRefusal(toProblem(error));
      }
    }
  }

  function connect(library: RfbLibrary, channel: VncChannel, own: number): void {
    const connected = library.create(screen, channel);
    rfb = connected;
    connected.background = 'transparent';
    connected.showDotCursor = true;
    applyScaling(connected);
    connected.addEventListener('connect', () => {
      failures = 0;
      put({ kind: 'connected' });
      const ask = setInterval(() => {
        if (!document.hidden && screen.isConnected) {
          library.requestUpdate(connected);
        }
      }, earlyRequestMs);
      timers = [...timers, ask];
    });
    connected.addEventListener('disconnect', () => {
      if (own === generation) {
        retryLater(channel.closeReason ?? 'The machine closed its screen.');
      }
    });
    connected.addEventListener('securityfailure', () => {
      put({ kind: 'failed', problem: { code: 'denied', message: 'The machine’s VNC server refused the connection.', hint: null, raw: null } });
    });
  }

  function handleRefusal(problem: Problem): void {
    const isPassing = problem.code === 'link-lost' || problem.code === 'not-connected';
    if (isPassing) {
      retryLater(problem.message);
    } else {
      put({ kind: 'failed', problem });
    }
  }

  function retryLater(reason: string): void {
    stopTimers();
    drop();
    failures += 1;
    if (failures > attemptsBeforeFailing) {
      put({ kind: 'failed', problem: { code: 'link-lost', message: reason, hint: 'See whether the machine still runs, then connect again.', raw: null } });
      return;
    }
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
    put({ kind: 'reconnecting', reason, attempt: failures, nextAttemptEpochMs: dependencies.clock() + pauseMs });
    timers = [setTimeout(() => void open(), pauseMs)];
  }

  function drop(): void {
    const old = rfb;
    rfb = null;
    old?.disconnect();
    screen.replaceChildren();
  }

  function applyScaling(target: Rfb): void {
    target.scaleViewport = scaling === 'fit';
    target.clipViewport = false;
  }

  return {
    screen,
    store,
    open,
    close(): void {
      generation += 1;
      failures = 0;
      stopTimers();
      drop();
      put({ kind: 'closed' });
    },
    setScaling(next: 'fit' | 'actual'): void {
      scaling = next;
      if (rfb !== null) {
        applyScaling(rfb);
      }
    },
    focus: () => rfb?.focus({ preventScroll: true }),
    blur: () => rfb?.blur(),
    /** Presses the keys in order and lets go in reverse. */
    press(keysyms: readonly { readonly keysym: number; readonly code: string }[]): void {
      keysyms.forEach(({ keysym, code }) => rfb?.sendKey(keysym, code, true));
      [...keysyms].reverse().forEach(({ keysym, code }) => rfb?.sendKey(keysym, code, false));
    },
    takePicture: (): Promise<Blob | null> =>
      new Promise((resolve) => {
        if (rfb === null) {
          resolve(null);
        } else {
          rfb.toBlob(resolve, 'image/png');
        }
      }),
  };
}

export type Console = ReturnType<typeof createConsole>;

/** One console for each machine, kept while the window is open. */
export function createConsoles(dependencies: ConsoleDependencies) {
  const consoles = new Map<string, Console>();
  return {
    get(hostId: string, machine: string): Console {
      const key = `${hostId}/${machine}`;
      const found = consoles.get(key) ?? createConsole(dependencies, hostId, machine);
      consoles.set(key, found);
      return found;
    },
    closeAll: () => consoles.forEach((each) => each.close()),
  };
}

export type Consoles = ReturnType<typeof createConsoles>;
