import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { Environment } from './ports/environment.ts';

/** A person looks at few plans at a time; older reviews are forgotten first. */
const capacity = 50;

/** The id of an operation is made up at its review and kept until it is begun: names and marks made of it are those that were shown. */
export function createReviewedOperations({ now, randomBytes }: Pick<Environment, 'now' | 'randomBytes'>) {
  const ids = new Map<string, string>();

  return {
    /** The same answer for the same input, until it is spent. */
    of(input: object): string {
      const key = toKey(input);
      const reviewed = ids.get(key);
      if (reviewed !== undefined) {
        return reviewed;
      }
      const id = buildOperationId(now(), randomBytes(4));
      ids.set(key, id);
      const [oldest] = ids.keys();
      if (ids.size > capacity && oldest !== undefined) {
        ids.delete(oldest);
      }
      return id;
    },
    spend(input: object): void {
      ids.delete(toKey(input));
    },
  };
}

function toKey(input: object): string {
  return JSON.stringify(Object.entries(input).sort(([one], [other]) => (one < other ? -1 : 1)));
}
