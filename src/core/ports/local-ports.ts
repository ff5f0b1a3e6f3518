import type { ByteStream } from './host-shell.ts';

/** TCP ports of this laptop, on 127.0.0.1 alone: nobody else in its network can come in there. */
export interface LocalPorts {
  /** `wished` is taken where it is free; where it is not, or null, the system chooses one. Rejects with a HostError. */
  listen(wished: number | null, onStream: (stream: LocalStream) => void): Promise<LocalListener>;
}

/** A connection that a program on this laptop made. It is paused until `resume`. */
export interface LocalStream extends ByteStream {
  /** The program sends no more, but still reads. */
  onEnd(listener: () => void): void;
}

export interface LocalListener {
  readonly port: number;
  /** Why it is not the wished one, in a sentence; null where it is. */
  readonly note: string | null;
  /** Every connection ends with it. */
  close(): void;
}
