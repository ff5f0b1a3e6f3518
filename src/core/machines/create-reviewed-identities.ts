import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { LaunchIdentity } from '#domain/machines/launch-identity.ts';
import type { Environment } from '../ports/environment.ts';

export type ReviewedIdentities = ReturnType<typeof createReviewedIdentities>;

/** A person looks at few reviews at a time; older ones are forgotten first. */
const capacity = 50;

/**
 * What is made up for a change (uuid, operation id, time) is made up once a draft, or once an action, and kept from its review to its
 * run: what the screen showed is what runs, to the letter.
 */
export function createReviewedIdentities({ now, randomBytes, person }: Environment) {
  const identities = new Map<string, LaunchIdentity>();
  const keyOf = (hostId: string, reviewed: object) =>
    JSON.stringify([hostId, Object.entries(reviewed).sort(([a], [b]) => (a < b ? -1 : 1))]);

  return {
    of(hostId: string, reviewed: object): LaunchIdentity {
      const key = keyOf(hostId, reviewed);
      const known = identities.get(key);
      if (known) {
        return known;
      }
      const identity = {
        operationId: buildOperationId(now(), randomBytes(4)),
        uuid: toUuid(randomBytes(16)),
        createdEpochMs: now(),
        createdBy: person,
      };
      identities.set(key, identity);
      const [oldest] = identities.keys();
      if (identities.size > capacity && oldest !== undefined) {
        identities.delete(oldest);
      }
      return identity;
    },
    /** What began has used its identity up: the next of the same draft or action is another operation. */
    spend(hostId: string, reviewed: object): void {
      identities.delete(keyOf(hostId, reviewed));
    },
  };
}

/** Version 4, variant 10 (RFC 9562, 5.4). */
export function toUuid(bytes: Uint8Array): string {
  const marked = [...bytes].map((byte, index) =>
    index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte,
  );
  const hex = marked.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
