import { closeSync, openSync, writeSync } from 'node:fs';
import { createCaptureWriter } from '#domain/path/capture/create-capture-writer.ts';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import { CommandFault } from '../command-fault.ts';
import type { Output } from '../terminal/output.ts';

/** Where a pcapng file goes. False: nobody takes any more of it. */
export interface CaptureSink {
  take(event: CaptureEvent): Promise<boolean>;
  close(): Promise<void>;
}

/** A file that grows with the capture, and is whole after every packet. */
export function createCaptureFile(path: string): CaptureSink {
  const file = open(path);
  const sink = createSink((bytes) => {
    writeSync(file, bytes);
    return Promise.resolve(true);
  });
  return {
    ...sink,
    async close() {
      await sink.close();
      closeSync(file);
    },
  };
}

/** Standard output, for another program that reads while it goes on. */
export function createCapturePipe(output: Output): CaptureSink {
  return createSink((bytes) => output.bytes(bytes));
}

function createSink(write: (bytes: Uint8Array) => Promise<boolean>): CaptureSink {
  const writer = createCaptureWriter((text) => Buffer.from(text, 'base64'));
  let isTaken = true;
  const pass = async (blocks: readonly Uint8Array[]): Promise<boolean> => {
    isTaken = isTaken && (blocks.length === 0 || (await write(Buffer.concat(blocks))));
    return isTaken;
  };
  return {
    take: (event) => pass(writer.take(event)),
    async close() {
      await pass(writer.finish());
    },
  };
}

function open(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    const raw = error instanceof Error ? error.message : String(error);
    throw new CommandFault('local-file', `${path} cannot be written.`, 'Choose another file for -o.', raw);
  }
}
