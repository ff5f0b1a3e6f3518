// The package brings no types of its own.
declare module 'write-file-atomic' {
  interface WriteOptions {
    readonly encoding?: string;
    readonly mode?: number;
  }
  export default function writeFileAtomic(path: string, data: string | Uint8Array, options?: WriteOptions): Promise<void>;
}
