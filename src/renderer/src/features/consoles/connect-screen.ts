import type { VncChannel } from '#renderer/lib/vnc-channel.ts';
import type { Rfb, RfbLibrary } from './load-rfb.ts';

// QEMU answers one request with one frame: over 50 ms of round trip that is 7 frames a second, with an early request 30.
const earlyRequestMs = 33;

interface ScreenListeners {
  readonly onConnected: () => void;
  /** With the reason where the channel knows one. */
  readonly onEnded: (reason: string) => void;
  readonly onRefused: () => void;
}

export interface ConnectedScreen {
  readonly rfb: Rfb;
  readonly stop: () => void;
}

/** Lets noVNC draw a channel into an element, and keeps it asking for frames early while somebody can see them. */
export function connectScreen(
  { library, screen, channel }: { readonly library: RfbLibrary; readonly screen: HTMLElement; readonly channel: VncChannel },
  { onConnected, onEnded, onRefused }: ScreenListeners,
): ConnectedScreen {
  const rfb = library.create(screen, channel);
  let timer: ReturnType<typeof setInterval> | undefined;
  let hasEnded = false;
  rfb.background = 'transparent';
  rfb.showDotCursor = true;
  rfb.addEventListener('connect', () => {
    onConnected();
    timer = setInterval(() => {
      if (!document.hidden && screen.isConnected) {
        library.requestUpdate(rfb);
      }
    }, earlyRequestMs);
  });
  rfb.addEventListener('disconnect', () => {
    hasEnded = true;
    clearInterval(timer);
    onEnded(channel.closeReason ?? 'The machine closed its screen.');
  });
  rfb.addEventListener('securityfailure', onRefused);
  return {
    rfb,
    stop() {
      clearInterval(timer);
      if (!hasEnded) {
        rfb.disconnect();
      }
    },
  };
}
