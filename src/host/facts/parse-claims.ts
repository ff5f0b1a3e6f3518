import { z } from 'zod';
import type { AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { parseRange } from '#domain/addressing/parse-ranges.ts';
import { parseJson } from './parse-json.ts';
import { parseRecordFiles } from './parse-record-files.ts';

const range = z.string().refine((text) => parseRange(text).ok, 'is no range of addresses');

const claimSchema = z.object({
  version: z.literal(1),
  cloud: z.string(),
  owner: z.string(),
  claimedEpochMs: z.number(),
  untilEpochMs: z.number().nullable(),
  operationId: z.string(),
  addressesPerGroup: z.number().nullable(),
  parts: z.array(z.object({ kind: z.enum(['machine', 'public', 'private', 'bridge']), name: z.string().nullable(), range })),
  trace: z.array(
    z.object({
      what: z.enum(['claimed', 'changed', 'taken-over']),
      by: z.string(),
      atEpochMs: z.number(),
      from: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<AddressClaim>;

/** claim.json of each cloud. One that cannot be read makes the whole unreadable: its addresses would be given away. */
export function parseClaims(text: string, nonce: string): readonly AddressClaim[] {
  return parseRecordFiles(text, nonce).map(({ raw }) => parseJson(raw, claimSchema));
}
