import {
  inputWindowBytes,
  parseConsoleNote,
  screenMessageBytes,
  screenWindowBytes,
  type ConsoleNote,
} from './console-protocol.ts';
import type { LinkEnd } from './link-end.ts';

/** A screen's bytes with back-pressure. The byte streams of the core fit; this layer may not name them. */
export interface ScreenStream {
  /** How much of it may be under way to the window at most; without it as much as a screen needs. */
  readonly windowBytes?: number;
  write(bytes: Uint8Array): boolean;
  onDrain(listener: () => void): void;
  onData(listener: (bytes: Uint8Array) => void): void;
  onClose(listener: (reason: string | null) => void): void;
  pause(): void;
  resume(): void;
  close(): void;
}

export interface ConsoleService {
  /** The link to the window. */
  readonly end: LinkEnd;
  open(): Promise<ScreenStream>;
  /** Runs the task when this turn of the event loop is over: setImmediate, where there is one. */
  defer(task: () => void): void;
  /** Why the screen could not be opened, as a sentence for the person. */
  explain(error: unknown): string;
}

/** The back end's side of one console: opens the screen and carries its bytes both ways until either side ends. */
export function serveConsole(service: ConsoleService): void {
  const { end } = service;
  let isGone = false;
  end.onClose(() => {
    isGone = true;
  });
  service.open().then(
    (stream) => {
      if (isGone) {
        stream.close();
      } else {
        connect(stream, service);
      }
    },
    (error: unknown) => end.close(service.explain(error)),
  );
}

function connect(stream: ScreenStream, service: ConsoleService): void {
  const { end } = service;
  const outflow = createOutflow(stream, service);
  const inflow = createInflow(stream, end);
  end.onClose(() => stream.close());
  stream.onClose((reason) => {
    outflow.flush();
    end.close(reason);
  });
  stream.onDrain(() => inflow.drained());
  stream.onData((bytes) => outflow.take(bytes));
  sendNote(end, { note: 'open' });
  end.onMessage((message) => {
    const note = parseConsoleNote(message);
    if (message instanceof Uint8Array) {
      inflow.take(message);
    } else if (note?.note === 'credit' && note.bytes <= outflow.unacknowledgedBytes()) {
      outflow.credit(note.bytes);
    } else {
      end.close('The window sent something that is no console input. Open the console again.');
    }
  });
}

/** From the screen to the window. */
function createOutflow(stream: ScreenStream, service: ConsoleService) {
  const windowBytes = stream.windowBytes ?? screenWindowBytes;
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  let unacknowledged = 0;
  let isPaused = false;

  const flush = () => {
    if (batchBytes > 0) {
      service.end.send(joinBytes(batch, batchBytes));
      batch = [];
      batchBytes = 0;
    }
  };
  return {
    flush,
    unacknowledgedBytes: () => unacknowledged,
    take(bytes: Uint8Array): void {
      if (batchBytes === 0) {
        service.defer(flush);
      }
      batch.push(bytes);
      batchBytes += bytes.byteLength;
      unacknowledged += bytes.byteLength;
      if (batchBytes >= screenMessageBytes) {
        flush();
      }
      if (unacknowledged >= windowBytes && !isPaused) {
        isPaused = true;
        stream.pause();
      }
    },
    credit(bytes: number): void {
      unacknowledged -= bytes;
      if (isPaused && unacknowledged < windowBytes) {
        isPaused = false;
        stream.resume();
      }
    },
  };
}

/** From the window to the screen. Credit is given only for what the host has room for. */
function createInflow(stream: ScreenStream, end: LinkEnd) {
  let owedBytes = 0;
  let isBlocked = false;

  const pay = () => {
    if (!isBlocked && owedBytes >= inputWindowBytes / 4) {
      sendNote(end, { note: 'credit', bytes: owedBytes });
      owedBytes = 0;
    }
  };
  return {
    take(bytes: Uint8Array): void {
      isBlocked = !stream.write(bytes);
      owedBytes += bytes.byteLength;
      if (owedBytes > inputWindowBytes) {
        end.close('The window sent more than the host takes. Open the console again.');
      }
      pay();
    },
    drained(): void {
      isBlocked = false;
      pay();
    },
  };
}

function sendNote(end: LinkEnd, note: ConsoleNote): void {
  end.send(note);
}

/** One array that owns exactly its bytes: a MessagePort would clone the whole buffer behind a view. */
function joinBytes(chunks: readonly Uint8Array[], totalBytes: number): Uint8Array {
  const joined = new Uint8Array(totalBytes);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return joined;
}
