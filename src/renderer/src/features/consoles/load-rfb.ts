import type { VncChannel } from '#renderer/lib/vnc-channel.ts';

/** As much of noVNC's RFB as a console uses. noVNC has no types of its own; this is the typed border to it (version 1.7). */
export interface Rfb extends EventTarget {
  scaleViewport: boolean;
  clipViewport: boolean;
  showDotCursor: boolean;
  focusOnClick: boolean;
  background: string;
  readonly disconnect: () => void;
  focus(options?: FocusOptions): void;
  blur(): void;
  sendCtrlAltDel(): void;
  sendKey(keysym: number, code: string | null, down?: boolean): void;
  toBlob(callback: (blob: Blob | null) => void, type?: string): void;
  /** Internals, for asking for the next frame early; a version without them goes without that. */
  readonly _rfbConnectionState?: unknown;
  readonly _sock?: unknown;
  readonly _fbWidth?: unknown;
  readonly _fbHeight?: unknown;
}

interface RfbConstructor {
  new (target: HTMLElement, channel: VncChannel, options?: { readonly shared?: boolean }): Rfb;
  readonly messages?: {
    readonly fbUpdateRequest?: (
      ...request: readonly [socket: unknown, isIncremental: boolean, ...area: readonly unknown[]]
    ) => void;
  };
}

export interface RfbLibrary {
  readonly create: (target: HTMLElement, channel: VncChannel) => Rfb;
  /** Asks for what changed since the last frame without waiting for that frame; does nothing where noVNC's inside is another. */
  requestUpdate(rfb: Rfb): void;
}

/** Loads noVNC when the first console is opened: most windows never need it. */
export async function loadRfb(): Promise<RfbLibrary> {
  // @ts-expect-error noVNC ships no types; RfbConstructor above says what is relied on.
  const module = (await import('@novnc/novnc')) as { readonly default: RfbConstructor };
  const Constructor = module.default;
  return {
    create: (target, channel) => new Constructor(target, channel, { shared: true }),
    requestUpdate(rfb) {
      if (rfb._rfbConnectionState === 'connected' && typeof rfb._fbWidth === 'number') {
        Constructor.messages?.fbUpdateRequest?.(rfb._sock, true, 0, 0, rfb._fbWidth, rfb._fbHeight);
      }
    },
  };
}
