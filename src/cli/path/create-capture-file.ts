import { closeSync, openSync, writeSync } from 'node:fs';
import { createCaptureWriter } from '#domain/path/capture/create-capture-writer.ts';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import { CommandFault } from '../command-fault.ts';

/** A pcapng file that grows with the capture, and is whole after every packet. */
export function createCaptureFile(path: string) {
  const writer = createCaptureWriter((text) => Buffer.from(text, 'base64'));
  const file = open(path);
  const write = (blocks: readonly Uint8Array[]): void => {
    for (const block of blocks) {
      writeSync(file, block);
    }
  };
  return {
    take: (event: CaptureEvent): void => write(writer.take(event)),
    close(): void {
      write(writer.finish());
      closeSync(file);
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
