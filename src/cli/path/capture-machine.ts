import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import type { ViewedCaptureEvent } from '#domain/path/capture/viewed-capture-event.ts';
import { usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findMachine } from '../machines/find-machine.ts';
import { parseCount } from '../machines/parse-size.ts';
import { createCaptureReport, type CaptureReport } from './create-capture-report.ts';
import { createCaptureFile, createCapturePipe, type CaptureSink } from './create-capture-sink.ts';
import { toWayIn, type WayInOptions } from './way-in.ts';

export interface CaptureOptions extends WayInOptions {
  readonly host?: string;
  readonly hop?: readonly string[];
  readonly output?: string;
  readonly wireshark?: boolean;
  readonly count?: string;
  readonly durationSeconds?: string;
  readonly filter?: string;
  readonly snapBytes?: string;
}

const usualSeconds = 3_600;

export async function captureMachine(invocation: Invocation, name: string, options: CaptureOptions): Promise<ExitCode> {
  const { output } = invocation;
  const limits = readLimits(options);
  checkTarget(invocation, options);
  const { host } = await findMachine(invocation, name, options.host, false);
  const { client } = await invocation.session();
  const { filter = '', hop = [], wireshark = false } = options;
  const { maxSeconds, snapBytes, count } = limits;
  const question = { hostId: host.id, machine: name, hops: [...hop], filter, snapBytes, maxSeconds };
  const asked = { ...question, ...toWayIn(options, invocation.acceptedFingerprints) };
  const ending = new AbortController();
  const stop = (): void => ending.abort();
  invocation.signal.addEventListener('abort', stop, { once: true });
  const report = createCaptureReport(output, options.output === undefined && !wireshark);
  const sink = createSink(invocation, options.output);
  const { signal } = ending;
  let hasReader = true;
  try {
    const events = wireshark ? client.path.captureIntoViewer(asked, { signal }) : client.path.capture(asked, { signal });
    hasReader = await take(events, { report, sink, count });
  } catch (error) {
    // Ctrl-C is how a capture without an end is ended.
    if (!signal.aborted) {
      throw error;
    }
  } finally {
    await sink?.close();
    stop();
  }
  await report.conclude(options.output === '-' ? null : (options.output ?? null));
  return hasReader && report.isDeaf() ? exitCodes.missing : exitCodes.done;
}

function readLimits({ count, durationSeconds, snapBytes }: CaptureOptions) {
  const limits = {
    count: count === undefined ? null : parseCount(count, '--count'),
    maxSeconds: durationSeconds === undefined ? usualSeconds : parseCount(durationSeconds, '--duration-seconds'),
    snapBytes: snapBytes === undefined ? 0 : parseCount(snapBytes, '--snap-bytes'),
  };
  if (limits.count === 0) {
    throw usageFault('--count is at least 1.');
  }
  return limits;
}

/** One place for the packets, and no bytes where a person reads. */
function checkTarget({ output }: Invocation, { output: file, wireshark }: CaptureOptions): void {
  if (wireshark === true && file !== undefined) {
    throw usageFault('--wireshark and -o exclude each other.', 'Wireshark itself saves what it shows.');
  }
  if (file === '-' && output.isJson) {
    throw usageFault('-o - and --json both want standard output.', 'Choose one of them.');
  }
  if (file === '-' && output.isScreen) {
    throw usageFault(
      'A terminal cannot show pcapng.',
      'Pipe it into a program, for example: nutshell capture ciab -o - | tshark -r -',
    );
  }
}

function createSink({ output }: Invocation, file: string | undefined): CaptureSink | null {
  return file === undefined ? null : file === '-' ? createCapturePipe(output) : createCaptureFile(file);
}

interface Sinks {
  readonly report: CaptureReport;
  readonly sink: CaptureSink | null;
  readonly count: number | null;
}

/** False: whoever read the packets has left. */
async function take(events: AsyncIterable<CaptureEvent | ViewedCaptureEvent>, { report, sink, count }: Sinks): Promise<boolean> {
  let left = count ?? Number.POSITIVE_INFINITY;
  for await (const event of events) {
    const taken = event.kind === 'packets' ? { ...event, packets: event.packets.slice(0, left) } : event;
    report.take(taken);
    const isTaken = taken.kind === 'viewer' || taken.kind === 'passed-on' || sink === null || (await sink.take(taken));
    left -= taken.kind === 'packets' ? taken.packets.length : taken.kind === 'passed-on' ? taken.count : 0;
    if (left <= 0 || !isTaken) {
      return isTaken;
    }
  }
  return true;
}
