import { rm } from 'node:fs/promises';
import { runProgram } from './run-program.ts';

export interface Overlay {
  readonly path: string;
  /** Taken as it stands, so a relative one is relative to the overlay's folder. */
  readonly backing: string;
  readonly backingFormat: 'raw' | 'qcow2';
}

/** A private, empty layer over a disk that is only read: made in milliseconds, whatever the disk's size. */
export async function createOverlay({ path, backing, backingFormat }: Overlay): Promise<void> {
  await rm(path, { force: true });
  await runProgram('Making a disk', ['qemu-img', 'create', '-q', '-f', 'qcow2', '-F', backingFormat, '-b', backing, path]);
}
