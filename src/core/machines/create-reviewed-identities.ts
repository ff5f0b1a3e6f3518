import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { LaunchIdentity } from '#domain/machines/launch-identity.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import type { Environment } from '../ports/environment.ts';

/** A person looks at few drafts at a time; older reviews are forgotten first. */
const capacity = 50;

/**
 * What is made up for a launch (uuid, operation id, time) is made up once a draft and kept from its review to its launch: what
 * the screen showed is what runs, to the letter.
 */
export function createReviewedIdentities({ now, randomBytes, person }: Environment) {
  const identities = new Map<string, LaunchIdentity>();
  const keyOf = (hostId: string, draft: MachineDraft) =>
    JSON.stringify([hostId, Object.entries(draft).sort(([a], [b]) => (a < b ? -1 : 1))]);

  return {
    of(hostId: string, draft: MachineDraft): LaunchIdentity {
      const key = keyOf(hostId, draft);
      const reviewed = identities.get(key);
      if (reviewed) {
        return reviewed;
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
    /** A launch that began has used its identity up: the next one of the same draft is another operation. */
    spend(hostId: string, draft: MachineDraft): void {
      identities.delete(keyOf(hostId, draft));
    },
  };
}

/** Version 4, variant 10 (RFC 9562, 5.4). */
function toUuid(bytes: Uint8Array): string {
  const marked = [...bytes].map((byte, index) =>
    index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte,
  );
  const hex = marked.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
