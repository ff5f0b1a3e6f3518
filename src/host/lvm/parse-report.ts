import { z } from 'zod';
import { parseJson } from '../facts/parse-json.ts';
import type { Section } from '../facts/section.ts';
import { Unreadable } from '../facts/unreadable.ts';

const row = z.record(z.string(), z.string());
const reportSchema = z.looseObject({
  report: z.array(z.looseObject({ vg: z.array(row).optional(), lv: z.array(row).optional() })),
});

/** Rows of an LVM report: JSON (2.02.158 and later), or the same fields separated by bars. */
export function parseReport(
  { output, problem }: Section,
  kind: 'vg' | 'lv',
  fields: readonly string[],
): readonly Readonly<Record<string, string>>[] {
  const rows = output.trimStart().startsWith('{')
    ? parseJson(output, reportSchema).report.flatMap((report) => report[kind] ?? [])
    : output
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) =>
          Object.fromEntries(
            line
              .trim()
              .split('|')
              .map((value, at) => [fields[at] ?? '', value]),
          ),
        );
  // Without root LVM says "Permission denied" on standard error, prints an empty list and exits with 0.
  if (rows.length === 0 && /non-root|Permission denied/.test(problem)) {
    throw new Unreadable('LVM shows its volumes to root alone');
  }
  return rows;
}

export function toBytes(text: string | undefined): number {
  const bytes = Number(text);
  if (text === undefined || text === '' || !Number.isFinite(bytes)) {
    throw new Unreadable(`LVM printed the size ${JSON.stringify(text ?? '')}, which is no number of bytes`);
  }
  return bytes;
}
