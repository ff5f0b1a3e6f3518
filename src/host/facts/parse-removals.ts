import { z } from 'zod';
import type { FoundRemoval } from '#domain/hosts/host-facts.ts';
import type { Removal } from '#domain/removals/removal.ts';
import { parseJson } from './parse-json.ts';
import { parseRecordFiles } from './parse-record-files.ts';

const removalSchema = z.object({
  version: z.literal(1),
  operationId: z.string(),
  title: z.string(),
  machines: z.array(z.string()),
  removedEpochMs: z.number(),
  removedBy: z.string(),
  purgeAfterEpochMs: z.number(),
  isUndoable: z.boolean(),
  disks: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('volume'),
        group: z.string(),
        name: z.string(),
        aside: z.string(),
        sizeBytes: z.number().nullable(),
      }),
      z.object({
        kind: z.literal('file'),
        folder: z.string(),
        path: z.string(),
        uuid: z.string(),
        sizeBytes: z.number().nullable(),
      }),
    ]),
  ),
}) satisfies z.ZodType<Removal>;

/** removal.json of each, and `armed` beside it where its clock runs. */
export function parseRemovals(text: string, nonce: string): readonly FoundRemoval[] {
  const files = parseRecordFiles(text, nonce);
  const paths = new Set(files.map(({ path }) => path));
  return files
    .filter(({ path }) => path.endsWith('/removal.json'))
    .map(({ path, raw }) => ({
      removal: parseJson(raw, removalSchema),
      isArmed: paths.has(path.replace(/removal\.json$/, 'armed')),
    }));
}
