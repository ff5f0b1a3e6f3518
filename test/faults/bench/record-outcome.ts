import { appendFile, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from 'vitest';

/** One row of the table in docs/reliability.md. */
export interface Row {
  readonly operation: string;
  readonly fault: string;
  /** The step it hit; `-` where it has none. */
  readonly step: string;
  readonly outcome: string;
  /** Volumes with data that were there before and are not now. */
  readonly lostVolumes: number;
  /** Volumes, processes, folders, taps and locks that nobody can explain. */
  readonly leftovers: number;
}

/** Counts of the test with many clients. */
export interface Counts {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
}

const folder = '.cache/faults';

/** One file for each test file: scripts/faults.mjs makes the tables of them. */
export async function recordOutcome(outcome: Row | Counts): Promise<void> {
  const file = basename(expect.getState().testPath ?? 'unknown', '.test.ts');
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, `${file}.jsonl`), `${JSON.stringify({ ...outcome, atEpochMs: Date.now() })}\n`);
}
