import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import { usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findMachine } from '../machines/find-machine.ts';
import { parseCount } from '../machines/parse-size.ts';
import { createCaptureFile } from './create-capture-file.ts';
import { createCaptureReport, type CaptureReport } from './create-capture-report.ts';
import { toWayIn, type WayInOptions } from './way-in.ts';

export interface CaptureOptions extends WayInOptions {
  readonly host?: string;
  readonly hop?: readonly string[];
  readonly output?: string;
  readonly count?: string;
  readonly durationSeconds?: string;
  readonly filter?: string;
  readonly snapBytes?: string;
}

const usualSeconds = 3_600;

export async function captureMachine(invocation: Invocation, name: string, options: CaptureOptions): Promise<ExitCode> {
  const count = options.count === undefined ? null : parseCount(options.count, '--count');
  const maxSeconds =
    options.durationSeconds === undefined ? usualSeconds : parseCount(options.durationSeconds, '--duration-seconds');
  const snapBytes = options.snapBytes === undefined ? 0 : parseCount(options.snapBytes, '--snap-bytes');
  if (count === 0) {
    throw usageFault('--count is at least 1.');
  }
  const { host } = await findMachine(invocation, name, options.host, false);
  const { client } = await invocation.session();
  const { filter = '', hop = [] } = options;
  const question = { hostId: host.id, machine: name, hops: [...hop], filter, snapBytes, maxSeconds };
  const ending = new AbortController();
  const stop = (): void => ending.abort();
  invocation.signal.addEventListener('abort', stop, { once: true });
  const report = createCaptureReport(invocation.output, options.output === undefined);
  const file = options.output === undefined ? null : createCaptureFile(options.output);
  try {
    const events = client.path.capture(
      { ...question, ...toWayIn(options, invocation.acceptedFingerprints) },
      { signal: ending.signal },
    );
    await take(events, { report, file, count });
  } catch (error) {
    // Ctrl-C is how a capture without an end is ended.
    if (!ending.signal.aborted) {
      throw error;
    }
  } finally {
    file?.close();
    stop();
  }
  await report.conclude(options.output ?? null);
  return report.isDeaf() ? exitCodes.missing : exitCodes.done;
}

interface Sinks {
  readonly report: CaptureReport;
  readonly file: ReturnType<typeof createCaptureFile> | null;
  readonly count: number | null;
}

async function take(events: AsyncIterable<CaptureEvent>, { report, file, count }: Sinks): Promise<void> {
  let left = count ?? Number.POSITIVE_INFINITY;
  for await (const event of events) {
    const taken = event.kind === 'packets' ? { ...event, packets: event.packets.slice(0, left) } : event;
    report.take(taken);
    file?.take(taken);
    left -= taken.kind === 'packets' ? taken.packets.length : 0;
    if (left <= 0) {
      return;
    }
  }
}
