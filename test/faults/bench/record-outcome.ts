import { existsSync, readFileSync } from 'node:fs';
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
  /** Everything else was as it was to come, too. */
  readonly isAsExpected: boolean;
}

/** Counts of the test with many clients. */
export interface Counts {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
}

const folder = '.cache/faults';

/** One file for each test file: scripts/faults.mjs makes the tables of them. */
function findFile(): string {
  return join(folder, `${basename(expect.getState().testPath ?? 'unknown', '.test.ts')}.jsonl`);
}

export async function recordOutcome(outcome: Row | Counts): Promise<void> {
  await mkdir(folder, { recursive: true });
  await appendFile(findFile(), `${JSON.stringify({ ...outcome, atEpochMs: Date.now() })}\n`);
}

/** Is there a row of an earlier run that goes on now (`--continue`)? The script keeps only those that passed. */
export function isProven({ operation, fault, step }: Pick<Row, 'operation' | 'fault' | 'step'>): boolean {
  const file = findFile();
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Partial<Row>)
    .some((row) => row.operation === operation && row.fault === fault && row.step === step);
}
