import { Duplex } from 'node:stream';
import type { ByteStream } from '#core/ports/host-shell.ts';

/** A byte stream as Node's own clients want it. */
export function toDuplex(stream: ByteStream): Duplex {
  let resume: (() => void) | null = null;
  const duplex = new Duplex({
    read: () => stream.resume(),
    write(chunk: Uint8Array, _encoding, done) {
      if (stream.write(chunk)) {
        done();
      } else {
        resume = done;
      }
    },
    destroy(error, done) {
      stream.close();
      done(error);
    },
  });
  stream.onDrain(() => {
    const go = resume;
    resume = null;
    go?.();
  });
  stream.onData((bytes) => {
    if (!duplex.destroyed && !duplex.push(bytes)) {
      stream.pause();
    }
  });
  stream.onClose((reason) => {
    if (reason === null) {
      endOnce(duplex);
    } else {
      duplex.destroy(new Error(reason));
    }
  });
  return duplex;
}

function endOnce(duplex: Duplex): void {
  if (!duplex.destroyed && !duplex.readableEnded) {
    duplex.push(null);
  }
}
