/** Bytes that came and were not used yet, joined only when somebody needs them. */
export interface ByteQueue {
  readonly length: number;
  push(chunk: Uint8Array): void;
  /** The first bytes, still in the queue; null where there are fewer. */
  peek(count: number): DataView | null;
  /** The first bytes, taken out. A copy, so that a small packet does not hold a large chunk. */
  take(count: number): Uint8Array;
}

export function createByteQueue(): ByteQueue {
  let bytes = new Uint8Array(0);
  let start = 0;
  return {
    get length() {
      return bytes.length - start;
    },
    push(chunk) {
      const rest = bytes.subarray(start);
      bytes = new Uint8Array(rest.length + chunk.length);
      bytes.set(rest);
      bytes.set(chunk, rest.length);
      start = 0;
    },
    peek: (count) => (bytes.length - start < count ? null : new DataView(bytes.buffer, bytes.byteOffset + start, count)),
    take(count) {
      const taken = bytes.slice(start, start + count);
      start += count;
      return taken;
    },
  };
}
