import type { Lane } from '../walk/walk-step.ts';
import type { ArpSeen, Copy, Sightings } from './copy.ts';
import type { TraceStop } from './trace-plan.ts';

/** How far one lane was seen, by positions in `stops`, which is in the lane's own order. */
export interface LaneTrail {
  readonly lane: Lane;
  readonly stops: readonly TraceStop[];
  /** -1: nowhere. */
  readonly last: number;
  /** The first behind it that somebody listened at, and where nothing came by; null: there is none. */
  readonly next: number | null;
  /** Different probes at the last stop. */
  readonly probes: number;
  /** The question for the next station's address, where that was seen further on than any probe and nobody answered. */
  readonly arp: UnansweredArp | null;
}

export interface UnansweredArp {
  readonly target: string;
  readonly sender: string;
  readonly times: number;
  readonly last: number;
  readonly next: number | null;
}

/** `destination` of the lane's packets before anybody saw one. */
export function followLane(lane: Lane, stops: readonly TraceStop[], sightings: Sightings, destination: string | null): LaneTrail {
  const { copies, arps } = sightings;
  const ours = copies.filter((copy) => copy.lane === lane);
  const last = stops.findLastIndex(({ hopId }) => ours.some((copy) => copy.hopId === hopId));
  const there = ours.filter(({ hopId }) => hopId === stops[last]?.hopId);
  return {
    lane,
    stops,
    last,
    next: findNext(stops, last),
    probes: new Set(there.map(({ number }) => number)).size,
    arp: findUnanswered(stops, last, { ours, arps, destination }),
  };
}

export function findNext(stops: readonly TraceStop[], last: number): number | null {
  const next = stops.findIndex(({ blindReason }, at) => at > last && blindReason === null);
  return next < 0 ? null : next;
}

interface Asked {
  readonly ours: readonly Copy[];
  readonly arps: readonly ArpSeen[];
  readonly destination: string | null;
}

/**
 * Only questions behind the last probe tell of it, and best those for where it goes; behind a probe that was seen also others, because
 * NAT and routes may lead elsewhere. Questions back to its sender are of the other lane.
 */
function findUnanswered(stops: readonly TraceStop[], last: number, { ours, arps, destination }: Asked): UnansweredArp | null {
  const behind = new Map(stops.flatMap(({ hopId }, at) => (at >= last ? [[hopId, at] as const] : [])));
  const answered = new Set(arps.flatMap(({ operation, sender }) => (operation === 'reply' ? [sender] : [])));
  const wanted = new Set([...ours.map((copy) => copy.destination), ...(destination === null ? [] : [destination])]);
  const senders = new Set(ours.map(({ source }) => source));
  const isOpen = ({ hopId, operation, target, sender }: ArpSeen): boolean =>
    operation === 'request' && target !== sender && behind.has(hopId) && !answered.has(target) && !senders.has(target);
  const questions = arps.filter((arp) => isOpen(arp) && (wanted.has(arp.target) || ours.length > 0));
  const rank = (arp: ArpSeen): number => (wanted.has(arp.target) ? 1000 : 0) + positionOf(behind, arp);
  const [question] = [...questions].sort((one, other) => rank(other) - rank(one));
  if (question === undefined) {
    return null;
  }
  const same = questions.filter(({ target }) => target === question.target);
  const furthest = Math.max(...same.map((each) => positionOf(behind, each)));
  const times = same.filter((each) => positionOf(behind, each) === furthest).length;
  return { target: question.target, sender: question.sender, times, last: furthest, next: findNext(stops, furthest) };
}

function positionOf(behind: ReadonlyMap<string, number>, { hopId }: ArpSeen): number {
  return behind.get(hopId) ?? -1;
}
