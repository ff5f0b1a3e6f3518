import { drawTrace } from '#domain/path/trace/draw-trace.ts';
import type { TraceEvent, TraceOutcome, TraceResult } from '#domain/path/trace/trace-result.ts';
import type { TraceOrigin } from '#domain/path/trace/trace-probe.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findMachine } from '../machines/find-machine.ts';
import { toWayIn, type WayInOptions } from './way-in.ts';

export interface TraceOptions extends WayInOptions {
  readonly host?: string;
  readonly from: TraceOrigin;
  readonly to?: string;
  readonly icmp?: boolean;
  readonly udp?: boolean;
  readonly tcp?: boolean;
  readonly kernelEvidence?: boolean;
}

export async function traceMachine(invocation: Invocation, name: string, options: TraceOptions): Promise<ExitCode> {
  const { host } = await findMachine(invocation, name, options.host, false);
  const { client } = await invocation.session();
  const { output, signal } = invocation;
  const events = client.path.trace(
    {
      hostId: host.id,
      machine: name,
      from: options.from,
      ...toWayIn(options, invocation.acceptedFingerprints),
      ...toProtocol(options),
      ...toDestination(options.to),
      ...(options.kernelEvidence === true && { mayAskKernels: true }),
    },
    { signal },
  );
  let result: TraceResult | null = null;
  for await (const event of events) {
    output.item(event);
    tell(invocation, event);
    result = event.kind === 'result' ? event.result : result;
  }
  if (result === null) {
    throw new CommandFault('unexpected-output', 'The trace ended without a result.', 'Try it again.');
  }
  if (!output.isJson) {
    const text = drawTrace(result);
    await output.answer(result, () => text);
  }
  return codeOf[result.verdict.outcome];
}

function tell({ output }: Invocation, event: TraceEvent): void {
  if (event.kind === 'stage') {
    output.tellForNow(event.sentence);
  } else if (event.kind === 'blind') {
    output.tell(`blind at ${event.hopId}: ${event.reason}`);
  }
}

const codeOf: Readonly<Record<TraceOutcome, ExitCode>> = {
  passed: exitCodes.done,
  'one-way': exitCodes.done,
  refused: exitCodes.pathBroken,
  unanswered: exitCodes.pathBroken,
  lost: exitCodes.pathBroken,
  'reply-lost': exitCodes.pathBroken,
  'wrong-answer': exitCodes.pathBroken,
  answered: exitCodes.unclear,
  'not-sent': exitCodes.unclear,
};

function toProtocol({ icmp, udp, tcp }: TraceOptions): { readonly protocol?: 'icmp' | 'udp' | 'tcp' } {
  return icmp ? { protocol: 'icmp' } : udp ? { protocol: 'udp' } : tcp ? { protocol: 'tcp' } : {};
}

/** ADDRESS or ADDRESS:PORT, of IPv4. */
function toDestination(text: string | undefined): { readonly to?: string; readonly port?: number } {
  if (text === undefined) {
    return {};
  }
  const found = /^([^:]+)(?::(\d{1,5}))?$/.exec(text);
  const to = found?.[1];
  if (to === undefined) {
    throw usageFault(`"${text}" is no place for probes to go.`, 'Write ADDRESS or ADDRESS:PORT, for example 10.101.7.30:22.');
  }
  const port = found?.[2];
  return { to, ...(port !== undefined && { port: Number(port) }) };
}
