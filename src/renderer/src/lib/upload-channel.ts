import { inputWindowBytes, parseConsoleNote } from '#contract/transports/console-protocol.ts';
import type { LinkEnd } from '#contract/transports/link-end.ts';

/** A file's way to the back end, which never holds more of it than one window. */
export interface UploadChannel {
  /** Resolves when the next piece may come; rejects where the channel has ended. */
  readonly send: (bytes: Uint8Array) => Promise<void>;
  readonly close: () => void;
}

/** The same protocol as a console's input: what is sent is counted until the back end says that it was used. */
export function createUploadChannel(opening: Promise<LinkEnd>): UploadChannel {
  let roomBytes = inputWindowBytes;
  let ending: string | null = null;
  let wake = (): void => undefined;

  const end = opening.then((opened) => {
    opened.onClose((reason) => {
      ending = reason ?? 'The back end took no more of the file.';
      wake();
    });
    opened.onMessage((message) => {
      const note = parseConsoleNote(message);
      if (note?.note === 'credit') {
        roomBytes += note.bytes;
        wake();
      }
    });
    return opened;
  });

  return {
    async send(bytes) {
      const opened = await end;
      opened.send(bytes);
      roomBytes -= bytes.byteLength;
      while (roomBytes < inputWindowBytes / 2 && ending === null) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      if (ending !== null) {
        throw new Error(ending);
      }
    },
    close: () => void end.then((opened) => opened.close(null)).catch(() => undefined),
  };
}
