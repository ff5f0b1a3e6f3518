import type { OperationEvent, OperationWay } from '#domain/activity/operation.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { Fact } from '#domain/fact.ts';
import type { DiskFolder } from '#domain/hosts/storage-facts.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { HostNotice } from '#domain/hosts/host-notice.ts';
import type { Plan } from '#domain/plans/plan.ts';
import type { Privilege } from '#domain/hosts/connection.ts';
import type { HostShell } from './host-shell.ts';

/** Reads every fact about a host and all its machines in one round trip. */
export interface HostReader {
  read(shell: HostShell, privilege: Privilege, signal?: AbortSignal): Promise<HostFacts>;
  /** A folder for disk files that no machine has a disk in yet, so that no reading tells about it. */
  inspectFolder(shell: HostShell, privilege: Privilege, folder: string): Promise<Fact<DiskFolder>>;
}

/** Hands plans to the host, where they run detached from this connection and write a journal. */
export interface OperationRunner {
  /**
   * Starts the plan and follows its journal. Stopping to listen, also by the signal, does not stop the operation: it only ends the
   * channel that listened. A signal that fired before anything was sent begins nothing.
   */
  start(shell: HostShell, request: OperationRequest, signal?: AbortSignal): AsyncIterable<OperationEvent>;
  /** The journal from its beginning, then live. */
  follow(shell: HostShell, operationId: string, signal?: AbortSignal): AsyncIterable<OperationEvent>;
  list(shell: HostShell, hostId: string): Promise<readonly OperationSummary[]>;
  /**
   * Has an operation that does not run go on, or takes it back, and follows its journal from the beginning. What may not be
   * continued this way is refused by the host: not-found, conflict. Stopping to listen stops nothing.
   */
  continue(shell: HostShell, request: ContinuationRequest, signal?: AbortSignal): AsyncIterable<OperationEvent>;
  /** Takes effect at the next border between two steps, or at once where the step allows it. A HostError (not-found, conflict) where nothing runs under this id. */
  cancel(shell: HostShell, operationId: string): Promise<void>;
  /** The plan as a POSIX script that runs by itself, with exactly the steps that `start` hands to the host. */
  toScript(plan: Plan): Promise<string>;
}

export interface OperationRequest {
  /** From buildOperationId: sorts by time, safe as a folder's name. */
  readonly operationId: string;
  readonly plan: Plan;
  readonly startedBy: string;
}

/** Tells what changes on a host while it is listened to, over one channel. Ends, or throws a HostError, when the link does. */
export interface HostWatcher {
  watch(shell: HostShell, privilege: Privilege, signal: AbortSignal): AsyncIterable<HostNotice>;
}

export interface ContinuationRequest {
  readonly operationId: string;
  readonly way: OperationWay;
  /** Who asked for it. */
  readonly by: string;
}
