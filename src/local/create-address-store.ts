import path from 'node:path';
import { z } from 'zod';
import type { AddressStore, RememberedAddresses } from '#core/ports/addressing-adapters.ts';
import { createJsonFile } from './create-json-file.ts';

const claim = z.object({
  version: z.literal(1),
  cloud: z.string(),
  owner: z.string(),
  claimedEpochMs: z.number(),
  untilEpochMs: z.number().nullable(),
  operationId: z.string(),
  addressesPerGroup: z.number().nullable(),
  parts: z.array(
    z.object({ kind: z.enum(['machine', 'public', 'private', 'bridge']), name: z.string().nullable(), range: z.string() }),
  ),
  trace: z.array(
    z.object({
      what: z.enum(['claimed', 'changed', 'taken-over']),
      by: z.string(),
      atEpochMs: z.number(),
      from: z.string().nullable(),
    }),
  ),
});

const addressesFile = z.strictObject({
  hosts: z.record(z.string(), z.strictObject({ owned: z.array(z.string()), claims: z.array(claim) })),
});

const nothing: RememberedAddresses = { owned: [], claims: [] };

/** `addresses.json` in the data directory: what the person owns in the network of each host, and whose claims were seen there last. */
export function createAddressStore(dataDirectory: string): AddressStore {
  const file = createJsonFile(path.join(dataDirectory, 'addresses.json'), 1, addressesFile);
  const change = (hostId: string, more: Partial<RememberedAddresses>) =>
    file.update((current) => {
      const { owned, claims } = { ...nothing, ...current?.hosts[hostId], ...more };
      return { hosts: { ...current?.hosts, [hostId]: { owned: [...owned], claims: claims.map(copy) } } };
    });
  return {
    list: async () => (await file.read())?.hosts ?? {},
    saveOwned: (hostId, owned) => change(hostId, { owned }),
    saveClaims: (hostId, claims) => change(hostId, { claims }),
  };
}

function copy({ parts, trace, ...more }: RememberedAddresses['claims'][number]): z.infer<typeof claim> {
  return { ...more, parts: [...parts], trace: [...trace] };
}
