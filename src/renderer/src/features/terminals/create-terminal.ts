import { createStore } from 'zustand/vanilla';
import type { TerminalEvent } from '#contract/terminals.ts';
import type { ConnectQuestion, ConnectSecret, HostKeyChange } from '#domain/hosts/connection.ts';
import type { Problem } from '#domain/problem.ts';
import type { TerminalEnding } from '#domain/terminals/terminal.ts';
import type { TerminalTab } from '#renderer/session/create-terminal-tabs-store.ts';
import type { TerminalLook } from './load-xterm.ts';
import { createTerminalDrawing, type DrawingDependencies } from './terminal-drawing.ts';
import { createTerminalLine, type LineDependencies } from './terminal-line.ts';
import { createTerminalAnswers, type TerminalAnswers, type TerminalLogin } from './terminal-login.ts';

export type TerminalState =
  | { readonly kind: 'new' }
  /** The person says first how to log in. */
  | { readonly kind: 'login' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'question'; readonly question: ConnectQuestion }
  | { readonly kind: 'changed-host-key'; readonly change: HostKeyChange }
  | { readonly kind: 'open'; readonly target: string }
  | { readonly kind: 'ended'; readonly ending: TerminalEnding }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface TerminalDependencies extends LineDependencies, DrawingDependencies {
  readonly copy: (text: string) => void;
}

export interface TerminalValues {
  readonly state: TerminalState;
  readonly hasSelection: boolean;
}

// What a program that was cut off may have left on: another screen, the mouse, bracketed paste, a hidden cursor, colours [xterm ctlseqs].
const calmDown = '\x1b[?1049l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?25h\x1b[!p\x1b[0m\r\n';

/**
 * One terminal: what is drawn, and the shell behind it. It owns its element and its connection and outlives the page that shows it. It
 * never tries again by itself: what ran in a shell that was cut off is gone, and a person should see that.
 */
export function createTerminal(dependencies: TerminalDependencies, tab: TerminalTab) {
  const store = createStore<TerminalValues>()(() => ({ state: { kind: 'new' }, hasSelection: false }));
  const put = (state: TerminalState) => store.setState({ state });
  const isOpen = () => store.getState().state.kind === 'open';
  const answers = createTerminalAnswers(tab);
  let wasOpen = false;

  const drawing = createTerminalDrawing(dependencies, {
    onInput: (bytes) => isOpen() && line.send(bytes),
    onResize: (size) => line.resize(size),
    onSelect: (hasSelection) => store.setState({ hasSelection }),
    onCopy: dependencies.copy,
  });
  const line = createTerminalLine(dependencies, {
    onEvent: (event) => take(event),
    onFailed: (problem) => put({ kind: 'failed', problem }),
    onCut: (reason) => isOpen() && put({ kind: 'ended', ending: { kind: 'lost', reason } }),
    onData: drawing.write,
  });

  function take(event: TerminalEvent): void {
    if (event.kind !== 'open') {
      put(event);
      return;
    }
    answers.forgetSecrets();
    if (wasOpen) {
      drawing.write(calmDown);
    }
    wasOpen = true;
    put({ kind: 'open', target: event.target });
    drawing.focus();
  }

  function connect(): Promise<void> {
    put({ kind: 'connecting' });
    return line.connect(answers.toWish());
  }

  function askLogin(): void {
    line.hangUp();
    put({ kind: 'login' });
  }

  /** Draws, once the element is part of the page; begins where nothing was begun yet. */
  async function show(look: TerminalLook): Promise<void> {
    const size = await drawing.show(look);
    if (size === null) {
      return;
    }
    line.resize(size);
    if (store.getState().state.kind !== 'new') {
      return;
    }
    if (tab.place.kind === 'instance') {
      askLogin();
    } else {
      await connect();
    }
  }

  return {
    ...{ tab, store, show, connect, askLogin, ...createAnswering(answers, connect) },
    ...{ element: drawing.element, fit: () => drawing.fit(), focus: drawing.focus, blur: drawing.blur },
    copySelection: () => dependencies.copy(drawing.selection()),
    /** The same by hand. */
    explain: async () => (await dependencies.client.terminals.explain(answers.toWish())).command,
    close(): void {
      line.hangUp();
      drawing.remove();
    },
  };
}

/** Each answer is followed by another attempt. */
function createAnswering(answers: TerminalAnswers, connect: () => Promise<void>) {
  return {
    logIn(login: TerminalLogin): Promise<void> {
      answers.logInBy(login);
      return connect();
    },
    acceptFingerprint(fingerprint: string): Promise<void> {
      answers.accept(fingerprint);
      return connect();
    },
    giveSecret({ target, kind }: Omit<ConnectSecret, 'value'>, value: string, remember: boolean): Promise<void> {
      answers.give({ target, kind, value }, remember);
      return connect();
    },
  };
}

export type TerminalSession = ReturnType<typeof createTerminal>;
