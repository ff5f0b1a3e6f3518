import { z } from 'zod';
import { parseJson } from '../facts/parse-json.ts';
import type { Section } from '../facts/section.ts';
import { Unreadable } from '../facts/unreadable.ts';

type Row = Readonly<Record<string, string>>;

const rows = z.array(z.record(z.string(), z.string()));
const reportSchema = z.looseObject({ report: z.array(z.looseObject({ vg: rows.optional(), lv: rows.optional() })) });

/** Rows of an LVM report: JSON (2.02.158 and later), or the same fields separated by bars. */
export function parseReport({ output, problem }: Section, kind: 'vg' | 'lv', fields: readonly string[]): readonly Row[] {
  const found = output.trimStart().startsWith('{') ? fromJson(output, kind) : fromText(output, fields);
  // Without root LVM says "Permission denied" on standard error, and some versions print an empty list and exit with 0.
  if (found.length === 0 && /non-root|Permission denied/.test(problem)) {
    throw new Unreadable('LVM shows its volumes to root alone');
  }
  return found;
}

function fromJson(text: string, kind: 'vg' | 'lv'): readonly Row[] {
  return parseJson(text, reportSchema).report.flatMap((report) => {
    const found = report[kind];
    if (!found) {
      throw new Unreadable(`LVM's report holds no list called ${kind}`);
    }
    return found;
  });
}

function fromText(text: string, fields: readonly string[]): readonly Row[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const values = line.trim().split('|');
    return Object.fromEntries(fields.map((field, at) => [field, values[at] ?? '']));
  });
}

export function toBytes(text: string | undefined): number {
  const bytes = Number(text);
  if (text === undefined || text === '' || !Number.isFinite(bytes)) {
    throw new Unreadable(`LVM printed the size ${JSON.stringify(text ?? '')}, which is no number of bytes`);
  }
  return bytes;
}
