import { createHash } from 'node:crypto';

/** A viewer's way to a screen, whatever carries it. */
export interface ScreenChannel {
  send(bytes: Uint8Array): void;
  /** One listener; what came before it was there is kept for it. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  onEnd(listener: (reason: string) => void): void;
  close(): void;
}

/** A viewer that looks at nothing (RFC 6143): it asks for whole frames, one at a time, as noVNC does. */
export interface FrameReader {
  /** Asks for `count` frames one after the other; resolves with their bytes. */
  read(count: number): Promise<number>;
  /** Reads two frames and compares them with what the source says they are. */
  prove(): Promise<void>;
}

const updateHeaderBytes = 16;

export async function openFrames(channel: ScreenChannel): Promise<FrameReader> {
  const inbox = createInbox(channel);
  const version = await inbox.take(12);
  channel.send(version);
  await inbox.take(2);
  // Security type 1: none.
  channel.send(Uint8Array.of(1));
  await inbox.take(4);
  channel.send(Uint8Array.of(1));
  const init = await inbox.take(24);
  const [width, height] = [init.readUInt16BE(0), init.readUInt16BE(2)];
  const hashes = (await inbox.take(init.readUInt32BE(20))).toString().split(' ');
  const frameBytes = width * height * 4;

  async function request(): Promise<void> {
    const message = Buffer.alloc(10);
    message[0] = 3;
    message.writeUInt16BE(width, 6);
    message.writeUInt16BE(height, 8);
    channel.send(message);
    const header = await inbox.take(updateHeaderBytes);
    if (header.readUInt16BE(2) !== 1 || header.readUInt16BE(8) !== width || header.readInt32BE(12) !== 0) {
      throw new Error('The screen sent something else than a whole raw frame');
    }
  }

  return {
    async read(count) {
      for (let frame = 0; frame < count; frame += 1) {
        await request();
        await inbox.skip(frameBytes);
      }
      return count * (updateHeaderBytes + frameBytes);
    },
    async prove() {
      for (const hash of hashes) {
        await request();
        const frame = await inbox.take(frameBytes);
        if (createHash('sha256').update(frame).digest('hex') !== hash) {
          throw new Error('A frame did not arrive as it was sent');
        }
      }
    },
  };
}

function createInbox(channel: ScreenChannel) {
  let chunks: Uint8Array[] = [];
  let totalBytes = 0;
  let waiting: { readonly count: number; readonly resolve: () => void; readonly reject: (error: Error) => void } | null = null;
  let ended: Error | null = null;

  channel.onBytes((bytes) => {
    chunks.push(bytes);
    totalBytes += bytes.byteLength;
    if (waiting && totalBytes >= waiting.count) {
      waiting.resolve();
      waiting = null;
    }
  });
  channel.onEnd((reason) => {
    ended = new Error(`The screen ended: ${reason}`);
    waiting?.reject(ended);
  });

  const arrive = (count: number): Promise<void> =>
    new Promise((resolve, reject) => {
      if (totalBytes >= count) {
        resolve();
      } else if (ended) {
        reject(ended);
      } else {
        waiting = { count, resolve, reject };
      }
    });

  function cut(count: number): readonly Uint8Array[] {
    const taken: Uint8Array[] = [];
    for (let missing = count; missing > 0;) {
      const chunk = chunks.shift() ?? new Uint8Array();
      taken.push(chunk.subarray(0, missing));
      if (chunk.byteLength > missing) {
        chunks = [chunk.subarray(missing), ...chunks];
      }
      missing -= Math.min(missing, chunk.byteLength);
    }
    totalBytes -= count;
    return taken;
  }

  return {
    async take(count: number): Promise<Buffer> {
      await arrive(count);
      return Buffer.concat(cut(count));
    },
    async skip(count: number): Promise<void> {
      await arrive(count);
      cut(count);
    },
  };
}
