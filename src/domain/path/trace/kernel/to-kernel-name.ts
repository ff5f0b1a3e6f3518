import type { TraceProbe } from '../trace-probe.ts';

/** What everything that is set up in a kernel for a trace is called, so that it is found and taken away again. */
export function toKernelName({ token }: TraceProbe): string {
  return `nutshell_trace_${token}`;
}
