import type { ViewerPlace } from '#domain/path/capture/viewed-capture-event.ts';

/** Wireshark on this laptop. */
export interface PacketViewer {
  find(): Promise<ViewerPlace>;
  /** Starts it, to read a pcapng file from its standard input. It outlives Nutshell: what it shows is the person's. */
  open(program: string): ViewerFeed;
}

export interface ViewerFeed {
  /** Resolves when there is room for more, or when nobody reads any longer. */
  write(bytes: Uint8Array): Promise<void>;
  /** No more comes; what was sent stays open before the person. */
  end(): void;
  /** Aborted when it was closed, or could not be started; the reason is a HostError in the second case. */
  readonly closed: AbortSignal;
}
