import { parseConsoleNote, type ConsoleNote } from '#contract/transports/console-protocol.ts';
import type { LinkEnd } from '#contract/transports/link-end.ts';
import { createCreditCounter, createHeldEvents, createInputQueue } from './console-flow.ts';

/**
 * A console's bytes in the shape noVNC takes instead of an address: `new RFB(element, channel)`. noVNC looks for these names on
 * the object itself, sets the handlers, and keeps no reason when it ends: `closeReason` does.
 *
 * Nothing is told before noVNC has set `onmessage`, so the channel may be opened while noVNC is still being loaded.
 */
export interface VncChannel {
  binaryType: BinaryType;
  readonly protocol: string;
  readonly readyState: 'connecting' | 'open' | 'closed';
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: Uint8Array }) => void) | null;
  onclose: ((event: VncChannelEnd) => void) | null;
  onerror: ((event: unknown) => void) | null;
  readonly send: (data: ArrayBuffer | ArrayBufferView) => void;
  readonly close: () => void;
  /** Why it ended, as a sentence; null while it is open and after an orderly end. Set before `onclose` is called. */
  readonly closeReason: string | null;
}

export interface VncChannelEnd {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

type ChannelEvent =
  | { readonly kind: 'open' }
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'close'; readonly reason: string | null };

export function createVncChannel(opening: Promise<LinkEnd>): VncChannel {
  const link = createConsoleLink(opening, (event) => tell(event));
  let readyState: VncChannel['readyState'] = 'connecting';
  let onmessage: VncChannel['onmessage'] = null;
  let closeReason: string | null = null;

  const channel: VncChannel = {
    binaryType: 'arraybuffer',
    protocol: '',
    onopen: null,
    onclose: null,
    onerror: null,
    send: link.send,
    close: link.close,
    get readyState() {
      return readyState;
    },
    get closeReason() {
      return closeReason;
    },
    get onmessage() {
      return onmessage;
    },
    set onmessage(handler) {
      onmessage = handler;
      // noVNC sets its other handlers in the same turn.
      queueMicrotask(link.listen);
    },
  };

  function tell(event: ChannelEvent): void {
    if (readyState === 'closed') {
      return;
    }
    if (event.kind === 'data') {
      onmessage?.({ data: event.bytes });
      link.used(event.bytes.byteLength);
    } else if (event.kind === 'open') {
      readyState = 'open';
      channel.onopen?.();
    } else {
      const { reason } = event;
      readyState = 'closed';
      closeReason = reason;
      channel.onclose?.({ code: reason === null ? 1000 : 4502, reason: reason ?? '', wasClean: reason === null });
    }
  }
  return channel;
}

/** The protocol's side: what arrives becomes events, held back until somebody listens. */
function createConsoleLink(opening: Promise<LinkEnd>, tell: (event: ChannelEvent) => void) {
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
