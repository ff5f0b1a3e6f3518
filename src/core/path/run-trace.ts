import { createItemQueue } from '#contract/item-queue.ts';
import { valueOr } from '#domain/fact.ts';
import type { Chain } from '#domain/path/chain.ts';
import type { Diagnosis } from '#domain/path/diagnosis.ts';
import { createSightings } from '#domain/path/trace/create-sightings.ts';
import { listChanges } from '#domain/path/trace/explain-loss.ts';
import { findRewrites } from '#domain/path/trace/find-rewrites.ts';
import { judgeTrace } from '#domain/path/trace/judge-trace.ts';
import type { TracePlan } from '#domain/path/trace/trace-plan.ts';
import { buildTraceFilter, type TraceProbe } from '#domain/path/trace/trace-probe.ts';
import type { SenderReport, TraceEvent, TraceObservation } from '#domain/path/trace/trace-result.ts';
import type { HopListener } from '../ports/hop-listener.ts';
import type { KernelWatcher } from '../ports/kernel-watcher.ts';
import type { PlaceReader } from '../ports/place-reader.ts';
import { runAtShell } from './create-inside-reader.ts';
import { createKernelEvidence } from './create-kernel-evidence.ts';
import { createTraceListeners } from './create-trace-listeners.ts';
import type { TracePlace } from './trace-place.ts';

export interface TraceOrder {
  readonly chain: Chain;
  readonly probe: TraceProbe;
  readonly plan: TracePlan;
  readonly places: readonly TracePlace[];
  readonly diagnosis: Diagnosis | null;
  readonly send: (signal: AbortSignal) => Promise<SenderReport>;
  /** Whether the kernels may be asked what they do to the probes, which changes them for as long as it takes. */
  readonly hasKernelConsent: boolean;
  readonly signal: AbortSignal;
}

export interface TraceTools {
  readonly listener: HopListener;
  readonly reader: PlaceReader;
  readonly kernelWatcher: KernelWatcher;
  readonly now: () => number;
}

/** What is kept of each packet: all heads, the mark, and what an error quotes. */
const snapBytes = 192;
const maxSeconds = 120;

/** Listens everywhere, sends, waits until nothing more comes, reads the counters again, and judges. Nothing goes on when it is over. */
export async function* runTrace(order: TraceOrder, tools: TraceTools): AsyncGenerator<TraceEvent> {
  const { listener, reader, now } = tools;
  const { chain, probe, plan, places, signal } = order;
  const startedAtEpochMs = now();
  const events = createItemQueue<TraceEvent>();
  const sightings = createSightings(probe);
  const listeners = createTraceListeners({ listener, filter: buildTraceFilter(probe), snapBytes, maxSeconds, now }, places, {
    plan,
    sightings,
    tell: events.push,
    signal,
  });

  const kernel = order.hasKernelConsent
    ? createKernelEvidence({ watcher: tools.kernelWatcher, probe, plan, maxSeconds, signal }, places)
    : null;

  const work = async (): Promise<void> => {
    events.push({ kind: 'plan', probe, plan });
    events.push({ kind: 'stage', sentence: 'Starting to listen at every device.' });
    await Promise.all([listeners.untilReady(), kernel?.untilReady()]);
    events.push({ kind: 'stage', sentence: 'Sending probes.' });
    const sender = await order.send(signal);
    events.push({ kind: 'stage', sentence: 'Waiting for what is still under way.' });
    await listeners.untilQuiet();
    events.push({ kind: 'stage', sentence: 'Reading what was counted.' });
    const read = await Promise.all(
      places.map(async ({ place, shell, asRoot, before }) => ({
        place,
        before,
        after: await reader.read(runAtShell(shell, 'Read the network after a trace', asRoot, signal)),
      })),
    );
    await listeners.stop();
    if (kernel !== null) {
      events.push({ kind: 'stage', sentence: 'Taking away what the kernels were asked with.' });
    }
    const reports = (await kernel?.end()) ?? [];
    const observation: TraceObservation = {
      probe,
      plan: listeners.planAsHeard(),
      sightings: sightings.all(),
      sender,
      places: read,
      diagnosis: order.diagnosis,
      kernel: reports,
    };
    events.push({ kind: 'result', result: toResult(chain, observation, startedAtEpochMs, now() - startedAtEpochMs) });
  };

  work().then(events.end, (error: unknown) => events.fail(error instanceof Error ? error : new Error(String(error))));
  try {
    for (let item = await events.next(); item.done !== true; item = await events.next()) {
      yield item.value;
    }
  } finally {
    await kernel?.end();
    await listeners.stop();
  }
}

function toResult(chain: Chain, observation: TraceObservation, startedAtEpochMs: number, durationMs: number) {
  const { probe, plan, sightings, sender } = observation;
  const { copies, errors } = sightings;
  return {
    machineName: chain.machineName,
    startedAtEpochMs,
    durationMs,
    probe,
    plan,
    verdict: judgeTrace(observation),
    copies,
    errors,
    rewrites: [...findRewrites('forward', plan.stops, copies), ...findRewrites('reverse', [...plan.stops].reverse(), copies)],
    changes: listChanges(observation),
    connections: findConnections(observation),
    sender,
    kernel: observation.kernel,
  };
}

/** Of the machine's translated connections those to the address that was asked. */
function findConnections({ places, probe }: TraceObservation): readonly string[] {
  return places
    .flatMap(({ after }) => valueOr(after.connections, []))
    .filter(({ protocol, original }) => protocol === probe.protocol && original.destination === probe.destination)
    .map(({ text }) => text)
    .slice(0, 10);
}
