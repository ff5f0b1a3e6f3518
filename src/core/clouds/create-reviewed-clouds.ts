import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { CloudIdentity } from '#domain/clouds/plan/cloud-plan-input.ts';
import { toUuid } from '../machines/create-reviewed-identities.ts';
import type { Environment } from '../ports/environment.ts';

/** A person looks at few reviews at a time; older ones are forgotten first. */
const capacity = 20;

/** One completed file on one host, with everything else that a plan is made of. */
export interface ReviewedCloud {
  readonly hostId: string;
  readonly file: string;
  readonly days: number | null;
}

/** What is made up for a cloud is made up at its review, and kept until it is begun: what was shown is what runs, to the letter. */
export function createReviewedClouds({ now, randomBytes, person }: Environment) {
  const identities = new Map<string, CloudIdentity>();
  const keyOf = ({ hostId, file, days }: ReviewedCloud) => JSON.stringify([hostId, file, days]);

  return {
    of(reviewed: ReviewedCloud, machines: readonly string[], hostNowEpochMs: number): CloudIdentity {
      const key = keyOf(reviewed);
      const known = identities.get(key);
      if (known) {
        return known;
      }
      const identity: CloudIdentity = {
        operationId: buildOperationId(now(), randomBytes(4)),
        createdEpochMs: now(),
        createdBy: person,
        hostNowEpochMs,
        uuidOf: Object.fromEntries(machines.map((name) => [name, toUuid(randomBytes(16))])),
      };
      identities.set(key, identity);
      const [oldest] = identities.keys();
      if (identities.size > capacity && oldest !== undefined) {
        identities.delete(oldest);
      }
      return identity;
    },
    spend(reviewed: ReviewedCloud): void {
      identities.delete(keyOf(reviewed));
    },
  };
}
