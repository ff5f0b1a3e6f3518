import type { Lane } from '../walk/walk-step.ts';
import type { Copy } from './copy.ts';
import type { TraceStop } from './trace-plan.ts';

/** What happened to a probe's header between two neighbouring hops that saw it. */
export interface Rewrite {
  readonly lane: Lane;
  readonly fromHopId: string;
  readonly toHopId: string;
  /** In words: "destination 10.101.7.2 becomes 172.16.0.5". */
  readonly changes: readonly string[];
}

/** `stops` in the order of the lane. */
export function findRewrites(lane: Lane, stops: readonly TraceStop[], copies: readonly Copy[]): readonly Rewrite[] {
  const ours = copies.filter((copy) => copy.lane === lane);
  const [number] = ours.map((copy) => copy.number);
  const seen = stops.flatMap(({ hopId }) => ours.find((copy) => copy.hopId === hopId && copy.number === number) ?? []);
  return seen.flatMap((copy, at) => {
    const before = seen[at - 1];
    const changes = before === undefined ? [] : compare(before, copy);
    return before === undefined || changes.length === 0 ? [] : [{ lane, fromHopId: before.hopId, toHopId: copy.hopId, changes }];
  });
}

function compare(before: Copy, after: Copy): readonly string[] {
  const pairs = [
    ['source', before.source, after.source],
    ['destination', before.destination, after.destination],
    ['source port', before.sourcePort, after.sourcePort],
    ['destination port', before.destinationPort, after.destinationPort],
  ] as const;
  const hops = before.timeToLive - after.timeToLive;
  return [
    ...pairs.flatMap(([name, from, to]) => (from === to ? [] : [`${name} ${from} becomes ${to}`])),
    ...(hops > 0 ? [`routed: time to live ${before.timeToLive} becomes ${after.timeToLive}`] : []),
  ];
}
