import type { QmpEvent } from '../../machines/machine-run.ts';

/** What somebody who waited for a machine on the host wrote down, by the host's clock. */
export interface InstallNote {
  readonly atEpochMs: number;
  /** QEMU was started with the installer, or with what was installed; a look in between; every check of the host is met. */
  readonly what: 'installer' | 'installed-system' | 'look' | 'ready';
  /** How long the log of the serial console was. */
  readonly serialBytes: number;
  /** By the QEMU that ran then. */
  readonly writtenBytes: number;
}

/** A whole line of the serial console, and where in its log it ends. */
export interface SerialLine {
  readonly text: string;
  readonly endByte: number;
  /** When it was read; it may have been said long before. */
  readonly seenEpochMs: number;
}

/** All that the host kept of an install. */
export interface InstallRecord {
  readonly notes: readonly InstallNote[];
  readonly events: readonly QmpEvent[];
  readonly lines: readonly SerialLine[];
}

const words: readonly string[] = ['installer', 'installed-system', 'look', 'ready'] satisfies readonly InstallNote['what'][];

/** A line of install-notes.sh; null where it is none, or only the beginning of one. */
export function parseInstallNote(line: string): InstallNote | null {
  const [, seconds, what = '', serialBytes, writtenBytes] = /^(\d+) ([a-z-]+) (\d+) (\d+)$/.exec(line) ?? [];
  return isWhat(what)
    ? { atEpochMs: Number(seconds) * 1_000, what, serialBytes: Number(serialBytes), writtenBytes: Number(writtenBytes) }
    : null;
}

function isWhat(word: string): word is InstallNote['what'] {
  return words.includes(word);
}
