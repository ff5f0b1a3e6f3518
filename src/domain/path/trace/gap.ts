import type { HopPlace } from '../chain.ts';
import type { Evidence } from '../evidence.ts';
import type { LaneTrail } from './follow-lane.ts';
import type { TraceStop } from './trace-plan.ts';

/** Where something was lost. */
export interface Gap {
  readonly trail: LaneTrail;
  /** The stops between which it was lost, both included; blind ones between them as well. */
  readonly stops: readonly TraceStop[];
  readonly places: ReadonlySet<HopPlace>;
}

export function showArp({ target, sender, times, last }: NonNullable<LaneTrail['arp']>, { stops }: LaneTrail): Evidence {
  return {
    text: `Who has ${target}? Tell ${sender} (${times === 1 ? 'once' : `${times} times`}, unanswered)`,
    command: `tcpdump -i ${stops[last]?.name ?? '?'} arp`,
  };
}
