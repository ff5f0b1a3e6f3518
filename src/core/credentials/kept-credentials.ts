import { z } from 'zod';
import type { CredentialsSummary } from '#contract/credentials.ts';
import { describeHolder, type CloudCredentials } from '#domain/credentials/cloud-credentials.ts';
import type { SecretStore } from '../ports/stores.ts';

/** Credentials of a cloud with where they came from. */
export interface KeptCredentials {
  readonly credentials: CloudCredentials;
  readonly fetchedAtEpochMs: number;
  readonly origin: string;
  readonly warnings: readonly string[];
}

const text = z.string();
const maybe = z.string().nullable();

/** What an older or newer Nutshell kept otherwise is fetched again. */
const kept = z.object({
  credentials: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('aws'),
      ...{ cloud: text, account: maybe, user: maybe, accessKeyId: text, secretAccessKey: text },
      endpoints: z.object({ ec2: text }).catchall(text),
      certificatePaths: z.array(text),
    }),
    z.object({
      kind: z.literal('openstack'),
      ...{ cloud: text, authUrl: text, user: text, password: text },
      ...{ project: maybe, userDomain: maybe, projectDomain: maybe, region: maybe },
    }),
  ]),
  fetchedAtEpochMs: z.number(),
  origin: text,
  warnings: z.array(text),
});

/** Credentials by host and cloud, in the system's keychain where there is one. */
export function createKeptCredentials(secrets: SecretStore) {
  const toKey = (hostId: string, cloud: string): string => `cloud:${hostId}:${cloud}:credentials`;
  return {
    isPersistent: secrets.isPersistent,
    async get(hostId: string, cloud: string): Promise<KeptCredentials | null> {
      const stored = await secrets.get(toKey(hostId, cloud));
      return stored === null ? null : (kept.safeParse(parseJson(stored)).data ?? null);
    },
    put: (hostId: string, value: KeptCredentials) => secrets.put(toKey(hostId, value.credentials.cloud), JSON.stringify(value)),
    remove: (hostId: string, cloud: string) => secrets.remove(toKey(hostId, cloud)),
  };
}

export function toSummary({ credentials, fetchedAtEpochMs, origin, warnings }: KeptCredentials): CredentialsSummary {
  const isAws = credentials.kind === 'aws';
  return {
    kind: credentials.kind,
    holder: describeHolder(credentials),
    accessKeyId: isAws ? credentials.accessKeyId : null,
    endpoints: isAws ? credentials.endpoints : { keystone: credentials.authUrl },
    ...{ fetchedAtEpochMs, origin, warnings },
  };
}

function parseJson(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch {
    return null;
  }
}
