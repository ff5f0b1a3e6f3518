import type { OperationEvent } from '#domain/activity/operation.ts';
import { buildPlanScript } from '#domain/plans/build-plan-script.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { unreachable } from '#domain/unreachable.ts';
import type { OperationRunner } from '#core/ports/host-adapters.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { HostCommand, HostShell, RunRequest } from '#core/ports/host-shell.ts';
import type { Resources } from '#core/ports/stores.ts';
import { buildContinueScript, buildStartScript } from './build-start-script.ts';
import { operationScripts, readPlanScripts, readScripts } from './host-scripts.ts';
import { parseJournalLine, toInterruptionReason, type JournalLine } from './parse-journal-line.ts';
import { parseOperationList } from './parse-operation-list.ts';

export interface OperationRunnerOptions {
  readonly resources: Resources;
  /** Where the host keeps journals, the lock and definitions. Another one only in tests. */
  readonly stateDirectory?: string;
}

/** Durable operations as docs/decisions/0003-durable-operations.md has them: the host runs them, this only starts and listens. */
export function createOperationRunner({
  resources,
  stateDirectory = '/var/lib/nutshell',
}: OperationRunnerOptions): OperationRunner {
  async function buildCall(scripts: readonly string[], call: readonly string[]): Promise<HostCommand> {
    const text = await readScripts(resources, scripts);
    return { kind: 'script', name: scripts.at(-1) ?? 'sh', text: `${text}\n${call.join('\n')}\n`, args: [] };
  }

  const use = (operationId: string) => quoteArgv(['use_operation', stateDirectory, operationId]);

  return {
    async *start(shell, request, signal) {
      const text = await buildStartScript(resources, request, stateDirectory);
      const command = { kind: 'script', name: 'start-operation.sh', text, args: [] } as const;
      yield* hand(shell, { purpose: `${request.plan.title}: start and follow`, command }, signal);
    },
    async *continue(shell, request, signal) {
      const text = await buildContinueScript(resources, request, stateDirectory);
      const command = { kind: 'script', name: 'continue-operation.sh', text, args: [] } as const;
      const verb = request.way === 'resume' ? 'Resume' : 'Undo';
      yield* hand(shell, { purpose: `${verb} operation ${request.operationId} and follow it`, command }, signal);
    },
    async *follow(shell, operationId, signal) {
      const command = await buildCall(operationScripts.follow, [use(operationId), 'follow_operation']);
      yield* readEvents(shell, { purpose: `Follow operation ${operationId}`, command, ...(signal && { signal }) });
    },
    async list(shell, hostId) {
      const command = await buildCall(operationScripts.list, [quoteArgv(['list_operations', stateDirectory])]);
      const { stdout } = await shell.run({ purpose: 'List operations', command, asRoot: true });
      return parseOperationList(stdout, hostId);
    },
    async cancel(shell, operationId) {
      const command = await buildCall(operationScripts.cancel, [use(operationId), 'cancel_operation']);
      const { stdout } = await shell.run({ purpose: `Cancel operation ${operationId}`, command, asRoot: true });
      if (stdout.trim() !== 'cancelling .') {
        toEvent(parseJournalLine(stdout.trim()), { stepId: null, atEpochMs: 0 });
      }
    },
    async toScript(plan) {
      return buildPlanScript(plan, await readPlanScripts(resources, plan));
    },
  };
}

/** Sends what starts a runner, unless nobody wants it any more, and tells what the runner does. */
async function* hand(shell: HostShell, request: RunRequest, signal: AbortSignal | undefined): AsyncIterable<OperationEvent> {
  if (signal?.aborted) {
    throw new HostError('cancelled', 'This was given up before anything was begun.');
  }
  // The first line comes from the runner, which is detached by then. Until then leaving would stop the start of it.
  const { late, heed } = delaySignal(signal);
  yield* readEvents(shell, { ...request, signal: late }, heed);
}

/**
 * A journal holds an end more than once where the operation was taken up again; the host says when it has told all. A stream that
 * ends before is a fault of the link: the operation itself goes on.
 */
async function* readEvents(
  shell: HostShell,
  request: RunRequest,
  onLine: () => void = () => undefined,
): AsyncIterable<OperationEvent> {
  let stepId: string | null = null;
  let atEpochMs = 0;
  for await (const line of shell.lines({ ...request, asRoot: true })) {
    onLine();
    const parsed = parseJournalLine(line);
    const event = toEvent(parsed, { stepId, atEpochMs });
    if (event) {
      stepId = event.kind === 'step' ? event.stepId : stepId;
      atEpochMs = 'atEpochMs' in event ? event.atEpochMs : atEpochMs;
      yield event;
    }
    if (parsed.kind === 'told' || parsed.kind === 'interrupted') {
      return;
    }
  }
  throw new HostError('link-lost', 'The host stopped telling about this operation before its end.', {
    hint: 'The operation goes on by itself. Follow it again from the list of operations.',
  });
}

/** Where the journal stood before the line. */
interface JournalPlace {
  readonly stepId: string | null;
  readonly atEpochMs: number;
}

/** The event a line tells, or null for a torn one; a refusal becomes the error it is. */
function toEvent(line: JournalLine, { stepId, atEpochMs }: JournalPlace): OperationEvent | null {
  switch (line.kind) {
    case 'event':
      return line.event;
    case 'halted':
      return { kind: 'finished', outcome: { kind: 'interrupted', stepId, reason: line.reason }, atEpochMs: line.atEpochMs };
    case 'interrupted': {
      const reason = toInterruptionReason(line.cause);
      return { kind: 'finished', outcome: { kind: 'interrupted', stepId, reason }, atEpochMs };
    }
    case 'refused':
      throw new HostError(line.code, line.reason);
    case 'told':
    case 'torn':
      return null;
    default:
      return unreachable(line, 'journal line');
  }
}

/** A signal that says nothing before `heed` was called, whatever the given one said meanwhile. */
function delaySignal(signal: AbortSignal | undefined): { readonly late: AbortSignal; readonly heed: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  return {
    late: controller.signal,
    heed: () => {
      if (signal?.aborted) {
        abort();
      } else {
        // The same listener is added once, however often this is called.
        signal?.addEventListener('abort', abort, { once: true });
      }
    },
  };
}
