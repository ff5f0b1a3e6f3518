import type { TraceProbe } from '#domain/path/trace/trace-probe.ts';
import type { SenderReport } from '#domain/path/trace/trace-result.ts';
import type { HostShell } from './host-shell.ts';

/** Sends the probes of a trace from this laptop. What goes wrong while it does is in the report: it is what the trace is about. */
export interface LaptopProbeSender {
  send(probe: TraceProbe, signal: AbortSignal): Promise<SenderReport>;
}

/** The same from a place that a shell leads to. */
export interface PlaceProbeSender {
  send(shell: HostShell, probe: TraceProbe, signal: AbortSignal): Promise<SenderReport>;
}
