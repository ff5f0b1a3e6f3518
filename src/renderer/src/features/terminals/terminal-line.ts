import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { TerminalEvent } from '#contract/terminals.ts';
import type { Problem } from '#domain/problem.ts';
import type { TerminalSize } from '#domain/terminals/terminal.ts';
import type { TerminalChannel, TerminalListener } from '#renderer/lib/terminal-channel.ts';
import type { LoginWish } from './terminal-login.ts';

export interface LineDependencies {
  readonly client: Pick<AppClient, 'terminals'>;
  readonly openChannel: (ticket: string) => TerminalChannel;
}

export interface LineListener extends Pick<TerminalListener, 'onData'> {
  readonly onEvent: (event: TerminalEvent) => void;
  readonly onFailed: (problem: Problem) => void;
  /** Its bytes ended while the back end thought that it goes on. */
  readonly onCut: (reason: string) => void;
}

interface Line {
  readonly controller: AbortController;
  channel: TerminalChannel | null;
  terminalId: string | null;
}

/** The shell behind a terminal: at most one at a time. What belongs to an earlier one is heard no more. */
export function createTerminalLine({ client, openChannel }: LineDependencies, listener: LineListener) {
  let line: Line | null = null;
  let size: TerminalSize = { columns: 80, rows: 24 };

  function hangUp(): void {
    line?.channel?.close();
    line?.controller.abort();
    line = null;
  }

  function tellSize(): void {
    if (line?.terminalId) {
      // A shell that has just ended needs no size.
      client.terminals.resize({ terminalId: line.terminalId, ...size }).catch(() => undefined);
    }
  }

  function attach(own: Line, { ticket, terminalId }: Extract<TerminalEvent, { readonly kind: 'open' }>): void {
    own.terminalId = terminalId;
    own.channel = openChannel(ticket);
    own.channel.listen({
      onData: listener.onData,
      onClose: (reason) => line === own && reason !== null && listener.onCut(reason),
    });
  }

  /** It may have changed while the far side was asked. */
  function tellSizeUnless(asked: TerminalSize): void {
    if (asked !== size) {
      tellSize();
    }
  }

  async function connect(wish: LoginWish): Promise<void> {
    hangUp();
    const own: Line = { controller: new AbortController(), channel: null, terminalId: null };
    line = own;
    const asked = size;
    try {
      const screen = { type: 'xterm-256color', ...asked };
      for await (const event of client.terminals.open({ ...wish, screen }, { signal: own.controller.signal })) {
        if (line !== own) {
          return;
        }
        listener.onEvent(event);
        if (event.kind === 'open') {
          attach(own, event);
          tellSizeUnless(asked);
        }
      }
    } catch (error) {
      if (line === own) {
        listener.onFailed(toProblem(error));
      }
    }
  }

  return {
    connect,
    hangUp,
    send: (bytes: Uint8Array): void => line?.channel?.send(bytes),
    resize(next: TerminalSize): void {
      if (next.columns !== size.columns || next.rows !== size.rows) {
        size = { columns: next.columns, rows: next.rows };
        tellSize();
      }
    },
  };
}
