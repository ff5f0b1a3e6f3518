import { parseConsoleNote, type ConsoleNote } from '#contract/transports/console-protocol.ts';
import type { LinkEnd } from '#contract/transports/link-end.ts';
import { createCreditCounter, createHeldEvents, createInputQueue } from './console-flow.ts';

export type ConsoleEvent =
  | { readonly kind: 'open' }
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'close'; readonly reason: string | null };

/** The window's side of the console protocol: what arrives becomes events, held back until somebody listens. */
export function createConsoleLink(opening: Promise<LinkEnd>, tell: (event: ConsoleEvent) => void) {
  let end: LinkEnd | null = null;
  let isClosing = false;
  const events = createHeldEvents(tell);
  const input = createInputQueue(
    (bytes) => end?.send(bytes),
    () => closeLater('The host takes no input from this console. Open it again.'),
  );
  const credit = createCreditCounter((bytes) => end?.send({ note: 'credit', bytes } satisfies ConsoleNote));

  // In a turn of its own, as a socket does: noVNC waits for the end only after it has called close.
  const closeLater = (reason: string | null) => {
    isClosing = true;
    queueMicrotask(() => {
      if (end) {
        end.close(reason);
      } else {
        events.add({ kind: 'close', reason });
      }
    });
  };

  const receive = (message: unknown) => {
    const note = parseConsoleNote(message);
    if (message instanceof Uint8Array) {
      events.add({ kind: 'data', bytes: message });
    } else if (note?.note === 'credit') {
      input.credit(note.bytes);
    } else if (note) {
      events.add({ kind: 'open' });
    } else {
      end?.close('The back end sent something that is no console output. Reload the window.');
    }
  };
  opening.then(
    (opened) => {
      end = opened;
      opened.onClose((reason) => events.add({ kind: 'close', reason }));
      opened.onMessage(receive);
      if (isClosing) {
        opened.close(null);
      }
    },
    (error: unknown) => events.add({ kind: 'close', reason: error instanceof Error ? error.message : String(error) }),
  );

  return {
    send: (data: ArrayBuffer | ArrayBufferView) => input.send(data),
    listen: events.release,
    used: (bytes: number) => credit.used(bytes),
    close: () => closeLater(null),
  };
}
