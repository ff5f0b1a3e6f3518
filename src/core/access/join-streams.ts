import type { ByteStream } from '../ports/host-shell.ts';
import type { LocalStream } from '../ports/local-ports.ts';

/** Bytes both ways with back-pressure: who reads slowly slows the sender, and fills no memory here. */
export function joinStreams(near: LocalStream, far: ByteStream): void {
  far.onData((bytes) => {
    if (!near.write(bytes)) {
      far.pause();
    }
  });
  near.onData((bytes) => {
    if (!far.write(bytes)) {
      near.pause();
    }
  });
  near.onDrain(() => far.resume());
  far.onDrain(() => near.resume());
  near.onEnd(() => far.end());
  far.onClose(() => near.close());
  near.onClose(() => far.close());
  far.resume();
  near.resume();
}
