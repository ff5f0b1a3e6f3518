import { z } from 'zod';
import { parseJson } from '../facts/parse-json.ts';
import type { Section } from '../facts/section.ts';
import { Unreadable } from '../facts/unreadable.ts';

const reportSchema = z.looseObject({ report: z.array(z.looseObject({ vg: z.array(z.record(z.string(), z.string())) })) });

/** As collect.sh asks for them: a row for each volume, and one for a group without any. */
const fields = ['vg_name', 'vg_size', 'vg_free', 'vg_extent_size', 'lv_name', 'lv_path', 'lv_size', 'lv_attr', 'lv_tags'];

/** Rows of an LVM report: JSON (2.02.158 and later), or the same fields separated by bars. */
export function parseReport({ output, problem }: Section): readonly Readonly<Record<string, string>>[] {
  const rows = output.trimStart().startsWith('{') ? fromJson(output) : fromText(output);
  // Without root LVM says "Permission denied" on standard error, and some versions print an empty list and exit with 0.
  if (rows.length === 0 && /non-root|Permission denied/.test(problem)) {
    throw new Unreadable('LVM shows its volumes to root alone');
  }
  return rows;
}

function fromJson(text: string) {
  return parseJson(text, reportSchema).report.flatMap((report) => report.vg);
}

function fromText(text: string) {
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
