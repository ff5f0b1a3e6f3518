import type { LinkEnd } from '#contract/transports/link-end.ts';
import { createConsoleLink } from './console-link.ts';

/** A terminal's bytes. What was received counts as under way until it is said to be drawn, so that a flood waits on the host. */
export interface TerminalChannel {
  /** Nothing is told before this is called. */
  readonly listen: (listener: TerminalListener) => void;
  readonly send: (bytes: Uint8Array) => void;
  readonly close: () => void;
}

export interface TerminalListener {
  readonly onData: (bytes: Uint8Array, drawn: () => void) => void;
  /** Called once; null after an orderly end. */
  readonly onClose: (reason: string | null) => void;
}

export function createTerminalChannel(opening: Promise<LinkEnd>): TerminalChannel {
  let listener: TerminalListener | null = null;
  const link = createConsoleLink(opening, (event) => {
    if (event.kind === 'data') {
      listener?.onData(event.bytes, () => link.used(event.bytes.byteLength));
    } else if (event.kind === 'close') {
      listener?.onClose(event.reason);
    }
  });
  return {
    listen(given) {
      listener = given;
      link.listen();
    },
    send: link.send,
    close: link.close,
  };
}
