import type { createSightings } from '#domain/path/trace/create-sightings.ts';
import type { TracePlan, TraceStop } from '#domain/path/trace/trace-plan.ts';
import type { TraceEvent } from '#domain/path/trace/trace-result.ts';
import type { HopListener, ListenNotice } from '../ports/hop-listener.ts';
import { HostError } from '../ports/host-error.ts';
import type { TracePlace } from './trace-place.ts';

/** A busy host starts programs slowly; who is not ready then is blind. */
const readyWithinMs = 10_000;
/** Behind the last thing that was seen. An old tcpdump hands packets over up to a second late. */
const quietMs = 1_500;
/** A question for an address is given up after three seconds (neigh/*\/mcast_solicit, once a second). */
const arpQuietMs = 3_500;
const longestWaitMs = 15_000;
const lookEveryMs = 100;

export interface ListeningOptions {
  readonly listener: HopListener;
  readonly filter: string;
  readonly snapBytes: number;
  readonly maxSeconds: number;
  readonly now: () => number;
}

export interface ListeningOrder {
  readonly plan: TracePlan;
  readonly sightings: ReturnType<typeof createSightings>;
  readonly tell: (event: TraceEvent) => void;
  readonly signal: AbortSignal;
}

/** One listener in each place, over one channel each; all of them begin at once. */
export function createTraceListeners(options: ListeningOptions, places: readonly TracePlace[], order: ListeningOrder) {
  const { listener, filter, snapBytes, maxSeconds, now } = options;
  const { plan, sightings, tell } = order;
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, order.signal]);
  const blind = new Map<string, string>();
  const ready = new Set<string>();
  let lastSeenMs = now();
  const heard = plan.stops.filter(({ blindReason }) => blindReason === null);

  function goBlind({ hopId }: TraceStop, reason: string): void {
    if (!blind.has(hopId) && !stopping.signal.aborted) {
      blind.set(hopId, reason);
      tell({ kind: 'blind', hopId, reason });
    }
  }

  function take(stop: TraceStop, notice: ListenNotice): void {
    if (notice.kind === 'listening') {
      ready.add(stop.hopId);
      tell({ kind: 'listening', hopId: stop.hopId });
    } else if (notice.kind === 'ended') {
      goBlind(stop, notice.reason ?? 'tcpdump ended there.');
    } else if (notice.kind === 'packets') {
      const copies = notice.packets.flatMap((packet) => sightings.take(stop.hopId, packet));
      lastSeenMs = copies.length > 0 ? now() : lastSeenMs;
      copies.forEach((copy) => tell({ kind: 'copy', copy }));
    }
  }

  async function listenIn({ place, shell, asRoot }: TracePlace): Promise<void> {
    const stops = heard.filter((stop) => stop.place === place);
    const interfaces = stops.map(({ name }) => name);
    const purpose = `Listen at ${interfaces.join(', ')} for a trace`;
    try {
      const notices = listener.listen({ shell, asRoot, purpose, interfaces, filter, snapBytes, maxSeconds, signal });
      for await (const notice of notices) {
        const stop = notice.kind === 'beat' ? undefined : stops[notice.at];
        if (stop !== undefined) {
          take(stop, notice);
        }
      }
    } catch (error) {
      // A place that cannot be listened in is what a trace has to live with; nobody's fault of ours is hidden by that.
      if (!(error instanceof HostError)) {
        throw error;
      }
      stops.forEach((stop) => goBlind(stop, error.message));
    }
    stops.forEach((stop) => goBlind(stop, 'The listener ended.'));
  }

  const all = Promise.all(places.filter(({ place }) => heard.some((stop) => stop.place === place)).map(listenIn));
  // Whoever waits for `stop` hears of it; until then it is no unhandled rejection.
  all.catch(() => undefined);

  return {
    async untilReady(): Promise<void> {
      const startedMs = now();
      const isSettled = ({ hopId }: TraceStop): boolean => ready.has(hopId) || blind.has(hopId);
      await waitUntil(() => heard.every(isSettled) || now() - startedMs > readyWithinMs, order.signal);
      heard.filter((stop) => !isSettled(stop)).forEach((stop) => goBlind(stop, 'tcpdump was not ready in time.'));
    },
    async untilQuiet(): Promise<void> {
      const startedMs = now();
      const neededMs = (): number => (sightings.all().arps.length > 0 ? arpQuietMs : quietMs);
      const isQuiet = (): boolean => now() - Math.max(startedMs, lastSeenMs) > neededMs();
      await waitUntil(() => isQuiet() || now() - startedMs > longestWaitMs, order.signal);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await all;
    },
    /** The plan with what could not be heard after all. */
    planAsHeard: (): TracePlan => withBlind(plan, blind),
  };
}

async function waitUntil(isOver: () => boolean, signal: AbortSignal): Promise<void> {
  while (!isOver() && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

function withBlind(plan: TracePlan, blind: ReadonlyMap<string, string>): TracePlan {
  const stops = plan.stops.map((stop) => ({ ...stop, blindReason: stop.blindReason ?? blind.get(stop.hopId) ?? null }));
  return { ...plan, stops };
}
