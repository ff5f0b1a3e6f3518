import type { KernelOrder } from '#domain/path/trace/kernel/build-kernel-order.ts';
import type { KernelLine, KernelNotice } from '#domain/path/trace/kernel/kernel-report.ts';
import type { HostShell } from './host-shell.ts';

/** Has the kernel of one place tell what it does to the probes of a trace. */
export interface KernelWatcher {
  /** Sets up, and tells what is said at once, until the signal says so; a watchdog there takes everything away then. */
  watch(request: KernelRequest & { readonly order: KernelOrder; readonly maxSeconds: number }): AsyncIterable<KernelNotice>;
  /** What is only read at the end; takes everything away, and looks whether something is left. */
  collect(request: KernelRequest & { readonly name: string }): Promise<KernelCollection>;
}

export interface KernelRequest {
  readonly shell: HostShell;
  readonly asRoot: boolean;
  readonly signal: AbortSignal;
}

export interface KernelCollection {
  readonly lines: readonly KernelLine[];
  readonly leftovers: readonly string[];
  /** Whether it came to its end. */
  readonly isComplete: boolean;
}
