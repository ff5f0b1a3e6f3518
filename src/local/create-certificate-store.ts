import path from 'node:path';
import { z } from 'zod';
import type { CertificateStore } from '#core/ports/access-adapters.ts';
import { createJsonFile } from './create-json-file.ts';

const certificatesFile = z.strictObject({
  hosts: z.record(z.string(), z.record(z.string(), z.strictObject({ fingerprint: z.string(), sinceEpochMs: z.number() }))),
});

/** `certificates.json` in the data directory: what the services of clouds have shown to this laptop. */
export function createCertificateStore(dataDirectory: string): CertificateStore {
  const file = createJsonFile(path.join(dataDirectory, 'certificates.json'), 1, certificatesFile);
  return {
    find: async (hostId, key) => (await file.read())?.hosts[hostId]?.[key] ?? null,
    save: (hostId, key, certificate) =>
      file.update((current) => ({
        hosts: { ...current?.hosts, [hostId]: { ...current?.hosts[hostId], [key]: { ...certificate } } },
      })),
  };
}
