import { buildKernelOrder } from '#domain/path/trace/kernel/build-kernel-order.ts';
import type { KernelEngine, KernelLine, KernelNotice, KernelReport } from '#domain/path/trace/kernel/kernel-report.ts';
import { toKernelName } from '#domain/path/trace/kernel/to-kernel-name.ts';
import type { TracePlan } from '#domain/path/trace/trace-plan.ts';
import type { TraceProbe } from '#domain/path/trace/trace-probe.ts';
import { HostError } from '../ports/host-error.ts';
import type { KernelWatcher } from '../ports/kernel-watcher.ts';
import type { TracePlace } from './trace-place.ts';

const readyWithinMs = 15_000;
/** Behind an end that nobody waits for: what is not swept by then is the watchdog's. */
const sweepWithinMs = 20_000;
/** Of a rule set that is much longer than any that was seen, with five probes through all of it and back. */
const mostLines = 4_000;

export interface KernelEvidenceOptions {
  readonly watcher: KernelWatcher;
  readonly probe: TraceProbe;
  readonly plan: TracePlan;
  readonly maxSeconds: number;
  readonly signal: AbortSignal;
}

/** Asks the kernels of all places that are looked into. What goes wrong in one of them is in its report: a trace can do without. */
export function createKernelEvidence(options: KernelEvidenceOptions, places: readonly TracePlace[]) {
  const asked = places.map((place) => askPlace(options, place));
  let ending: Promise<readonly KernelReport[]> | null = null;

  return {
    async untilReady(): Promise<void> {
      const late = new Promise((resolve) => setTimeout(resolve, readyWithinMs).unref());
      await Promise.race([Promise.all(asked.map(({ ready }) => ready)), late]);
    },
    /** Takes everything away again. Whoever asks twice gets the same. */
    end(): Promise<readonly KernelReport[]> {
      ending ??= Promise.all(asked.map((each) => each.end()));
      return ending;
    },
  };
}

function askPlace({ watcher, probe, plan, maxSeconds, signal }: KernelEvidenceOptions, { place, shell, asRoot }: TracePlace) {
  const stopping = new AbortController();
  const engines: KernelEngine[] = [];
  const unavailable: { readonly engine: string; readonly reason: string }[] = [];
  const lines: KernelLine[] = [];
  const devices = plan.stops.filter((stop) => stop.place === place && stop.blindReason === null).map(({ name }) => name);
  let markReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (markReady = resolve));

  function take(notice: KernelNotice): void {
    if (notice.kind === 'ready') {
      engines.push(...notice.engines);
      markReady();
    } else if (notice.kind === 'unavailable') {
      unavailable.push({ engine: notice.engine, reason: notice.reason });
    } else if (lines.length < mostLines) {
      lines.push(notice.line);
    }
  }

  async function watch(): Promise<void> {
    const order = buildKernelOrder(probe, devices);
    const request = { shell, asRoot, order, maxSeconds, signal: AbortSignal.any([signal, stopping.signal]) };
    try {
      for await (const notice of watcher.watch(request)) {
        take(notice);
      }
    } catch (error) {
      if (!stopping.signal.aborted && !signal.aborted) {
        unavailable.push({ engine: 'kernel', reason: explain(error) });
      }
    } finally {
      markReady();
    }
  }

  const watching = watch();
  // Whoever waits for `end` hears of it; until then it is no unhandled rejection.
  watching.catch(() => undefined);

  return {
    ready,
    /** Collected before the watching ends, for its watchdog would take away what is to be read. */
    async end(): Promise<KernelReport> {
      const request = { shell, asRoot, name: toKernelName(probe), signal: AbortSignal.timeout(sweepWithinMs) };
      const collected = await watcher
        .collect(request)
        .catch((error: unknown) => ({ lines: [], leftovers: [], isComplete: false, reason: explain(error) }));
      stopping.abort();
      await watching;
      return {
        place,
        engines,
        unavailable,
        lines: [...lines, ...collected.lines],
        leftovers: collected.leftovers,
        unswept: collected.isComplete ? null : 'reason' in collected ? collected.reason : 'The script was cut off.',
      };
    },
  };
}

/** Only what a host may do wrong; a fault of ours must not hide in a report. */
function explain(error: unknown): string {
  if (!(error instanceof HostError)) {
    throw error;
  }
  return error.message;
}
