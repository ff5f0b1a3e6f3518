import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Host } from '#domain/hosts/host.ts';
import type { HostStore } from '#core/ports/stores.ts';
import { createJsonFile } from './create-json-file.ts';

const auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agent') }),
  z.strictObject({ kind: z.literal('key'), path: z.string().min(1) }),
  z.strictObject({ kind: z.literal('password') }),
]);

const target = z.strictObject({
  address: z.string().regex(/^[^\s\p{Cc}-][^\s\p{Cc}]*$/u, 'not a host name or an IP address'),
  port: z.int().min(1).max(65_535),
  user: z.string().regex(/^[^\s\p{Cc}:@-][^\s\p{Cc}:@]*$/u, 'not a login name'),
  auth,
});

const host = target.extend({
  id: z.string().min(1),
  name: z.string().min(1),
  jumps: z.array(target),
  origin: z.enum(['own', 'practice']),
  diskPlace: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('lvm'), group: z.string() }),
      z.strictObject({ kind: z.literal('lvm-thin'), group: z.string(), pool: z.string() }),
      z.strictObject({ kind: z.literal('file'), folder: z.string(), format: z.enum(['qcow2', 'raw']) }),
    ])
    .exactOptional(),
});

const hostsFile = z.strictObject({ hosts: z.array(host) });

/**
 * `hosts.json` in the data directory. Saving merges: what this process added, changed or removed since it last read is applied to
 * what the file holds now, so a host that another Nutshell added meanwhile stays.
 */
export function createHostStore(dataDirectory: string): HostStore {
  const file = createJsonFile(path.join(dataDirectory, 'hosts.json'), 1, hostsFile);
  let lastSeen: readonly Host[] = [];
  return {
    list: async () => (lastSeen = (await file.read())?.hosts ?? []),
    save: async (wanted) => {
      await file.update((current) => {
        const merged = mergeHosts(lastSeen, wanted, current?.hosts ?? []);
        lastSeen = merged;
        return { hosts: merged.map((each) => ({ ...each, jumps: [...each.jumps] })) };
      });
    },
  };
}

/** Three-way merge by id: `base` is what this process last saw, `wanted` what it wants, `current` what the file holds now. */
export function mergeHosts(base: readonly Host[], wanted: readonly Host[], current: readonly Host[]): readonly Host[] {
  const baseById = new Map(base.map((each) => [each.id, each]));
  const wantedIds = new Set(wanted.map(({ id }) => id));
  const currentById = new Map(current.map((each) => [each.id, each]));
  const mine = wanted.flatMap((each) => {
    const isUntouched = isDeepStrictEqual(each, baseById.get(each.id));
    // Untouched here: the file decides, also where another process removed it.
    const kept = isUntouched ? currentById.get(each.id) : each;
    return kept ? [kept] : [];
  });
  const fromOthers = current.filter(({ id }) => !wantedIds.has(id) && !baseById.has(id));
  return [...mine, ...fromOthers];
}
