import { z } from 'zod';
import type { CheckpointRecord } from '#domain/checkpoints/checkpoint.ts';
import type { FoundCheckpoint } from '#domain/hosts/host-facts.ts';
import { definitionSchema } from './parse-definitions.ts';
import { parseJson } from './parse-json.ts';
import { parseRecordFiles } from './parse-record-files.ts';

const volume = { group: z.string(), volume: z.string(), snapshot: z.string() };

const recordSchema = z.object({
  version: z.literal(1),
  name: z.string(),
  operationId: z.string(),
  createdEpochMs: z.number(),
  createdBy: z.string(),
  machines: z.array(
    z.object({
      name: z.string(),
      uuid: z.string(),
      state: z.enum(['running', 'paused', 'stopped']),
      definition: definitionSchema,
      disk: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('lvm'), ...volume, roomBytes: z.number() }),
        z.object({ kind: z.literal('lvm-thin'), ...volume, pool: z.string() }),
        z.object({ kind: z.literal('qcow2'), folder: z.string(), path: z.string(), snapshot: z.string() }),
      ]),
    }),
  ),
}) satisfies z.ZodType<CheckpointRecord>;

/** checkpoint.json of each, and `finished` beside it, which holds for how many milliseconds the machines stood still. */
export function parseCheckpoints(text: string, nonce: string): readonly FoundCheckpoint[] {
  const files = parseRecordFiles(text, nonce);
  return files
    .filter(({ path }) => path.endsWith('/checkpoint.json'))
    .map(({ path, raw }) => {
      const finished = files.find((file) => file.path === path.replace(/checkpoint\.json$/, 'finished'));
      const pausedMs = /^\d+$/.exec(finished?.raw.trim() ?? '');
      return {
        record: parseJson(raw, recordSchema),
        isFinished: finished !== undefined,
        pausedMs: pausedMs ? Number(pausedMs[0]) : null,
      };
    });
}
