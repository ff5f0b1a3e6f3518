import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { summarise, summariseRatio, type Summary } from './summarise.ts';

/** What was measured of one way of doing a thing, one value a round. */
export interface Series {
  /** What is done: "true, direct". Ways of one subject and quantity are compared with each other. */
  readonly subject: string;
  readonly quantity: string;
  readonly unit: string;
  readonly way: string;
  readonly values: readonly number[];
}

export interface Section {
  /** Its place in the report and the name of its file. */
  readonly id: '1-reading' | '2-latency' | '3-launch' | '4-console' | '5-events' | '6-live' | '7-trace-live' | '8-packets-live';
  readonly title: string;
  /** The way that all others of a subject are divided by. */
  readonly reference: string;
  readonly series: readonly Series[];
  /** Facts of this run without which its numbers cannot be read. */
  readonly conditions: readonly string[];
}

export interface ReportedRow extends Series {
  readonly summary: Summary;
  /** To the reference, of rounds measured side by side; null for the reference itself. */
  readonly ratio: Summary | null;
}

/** Leaves the section where scripts/bench.mjs collects it. */
export async function writeSection({ series, ...section }: Section): Promise<void> {
  const folder = process.env['NUTSHELL_BENCH_RESULTS'] ?? '.cache/bench';
  const rows = series.map((one) => toRow(one, series, section.reference));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${section.id}.json`), `${JSON.stringify({ ...section, rows }, null, 2)}\n`);
}

function toRow(one: Series, all: readonly Series[], reference: string): ReportedRow {
  const base = all.find(
    ({ subject, quantity, way }) => way === reference && subject === one.subject && quantity === one.quantity,
  );
  const ratio = base && base !== one ? summariseRatio(one.values, base.values) : null;
  return { ...one, summary: summarise(one.values), ratio };
}

/** Fewer rounds for whoever works on the benchmark itself; such a run is never written into the documentation. */
export const isQuick = process.env['NUTSHELL_BENCH_QUICK'] === '1';
export const roundsOf = (full: number, quick: number): number => (isQuick ? quick : full);
