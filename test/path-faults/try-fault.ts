import { diagnosePath } from '#domain/path/diagnose-path.ts';
import type { Diagnosis } from '#domain/path/diagnosis.ts';
import type { Finding } from '#domain/path/causes/cause.ts';
import { proposeProbe } from '#domain/path/propose-probe.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { replicaCard } from '#fakes/path-places.ts';
import type { PathReplica } from '#support/path-replica.ts';
import type { PathFault } from './path-fault.ts';

export interface Tried {
  readonly diagnosis: Diagnosis;
  /** From asking the three places to the verdict. */
  readonly ms: number;
}

export type Question = Pick<PathFault, 'wish' | 'otherCards' | 'isNestedUnread' | 'isMachineUnread'>;

/** Reads the places as they are now and thinks the probe through. */
export async function diagnoseReplica(
  replica: PathReplica,
  { wish, otherCards = [], isNestedUnread, isMachineUnread }: Question = {},
): Promise<Tried> {
  const startedMs = performance.now();
  const read = await replica.inspectAll();
  const places = {
    host: read.host,
    machine: isMachineUnread ? null : read.machine,
    nested: isNestedUnread || isMachineUnread ? null : read.nested,
  };
  const probe = proposeProbe(places, replicaCard, wish);
  const diagnosis = diagnosePath({ places, card: replicaCard, otherCards, probe });
  return { diagnosis, ms: Math.round(performance.now() - startedMs) };
}

/** Runs the commands that the screen would show. */
export function applyFix(replica: PathReplica, { fix }: Finding): void {
  for (const { place, argv } of fix.steps) {
    replica.run(place, quoteArgv(argv));
  }
}
