import type { LinkEnd } from '#contract/transports/link-end.ts';
import { createConsoleLink, type ConsoleEvent } from './console-link.ts';

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

  function tell(event: ConsoleEvent): void {
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
