import type { OperationEvent } from '#domain/activity/operation.ts';
import { buildPlanScript } from '#domain/plans/build-plan-script.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import type { OperationRunner } from '#core/ports/host-adapters.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { HostCommand, HostShell, RunRequest } from '#core/ports/host-shell.ts';
import type { Resources } from '#core/ports/stores.ts';
import { buildStartScript } from './build-start-script.ts';
import { operationScripts, readPlanScripts, readScripts } from './host-scripts.ts';
import { parseJournalLine, type JournalLine } from './parse-journal-line.ts';
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
  const { library, follow, list, cancel } = operationScripts;

  async function buildCall(name: string, names: readonly string[], call: readonly string[]): Promise<HostCommand> {
    const text = await readScripts(resources, [library, ...names]);
    return { kind: 'script', name, text: `${text}\n${call.join('\n')}\n`, args: [] };
  }

  const use = (operationId: string) => quoteArgv(['use_operation', stateDirectory, operationId]);

  return {
    async *start(shell, request, signal) {
      const text = await buildStartScript(resources, request, stateDirectory);
      if (signal?.aborted) {
        throw new HostError('cancelled', `${request.plan.title} was given up before anything was begun.`);
      }
      const command = { kind: 'script', name: 'start-operation.sh', text, args: [] } as const;
      // The first line comes from the runner, which is detached by then. Until then leaving would stop the start of it.
      const { late, heed } = delaySignal(signal);
      yield* readEvents(shell, { purpose: `${request.plan.title}: start and follow`, command, signal: late }, heed);
    },
    async *follow(shell, operationId, signal) {
      const command = await buildCall(follow, [follow], [use(operationId), 'follow_operation']);
      yield* readEvents(shell, { purpose: `Follow operation ${operationId}`, command, ...(signal && { signal }) });
    },
    async list(shell, hostId) {
      const command = await buildCall(list, [list], [quoteArgv(['list_operations', stateDirectory])]);
      const { stdout } = await shell.run({ purpose: 'List operations', command, asRoot: true });
      return parseOperationList(stdout, hostId);
    },
    async cancel(shell, operationId) {
      const command = await buildCall(cancel, [cancel], [use(operationId), 'cancel_operation']);
      const { stdout } = await shell.run({ purpose: `Cancel operation ${operationId}`, command, asRoot: true });
      if (stdout.trim() !== 'cancelling .') {
        toEvent(parseJournalLine(stdout.trim()));
      }
    },
    async toScript(plan) {
      return buildPlanScript(plan, await readPlanScripts(resources, plan));
    },
  };
}

/** The stream ends with `finished`. One that ends before says so as a fault of the link: the operation itself goes on. */
async function* readEvents(
  shell: HostShell,
  request: RunRequest,
  onLine: () => void = () => undefined,
): AsyncIterable<OperationEvent> {
  let lastStepId: string | null = null;
  let lastEpochMs = 0;
  for await (const line of shell.lines({ ...request, asRoot: true })) {
    onLine();
    const parsed = parseJournalLine(line);
    if (parsed.kind === 'interrupted') {
      yield { kind: 'finished', outcome: { kind: 'interrupted', stepId: lastStepId }, atEpochMs: lastEpochMs };
      return;
    }
    const event = toEvent(parsed);
    if (event) {
      lastStepId = event.kind === 'step' ? event.stepId : lastStepId;
      lastEpochMs = event.kind === 'output' ? lastEpochMs : event.atEpochMs;
      yield event;
    }
    if (event?.kind === 'finished') {
      return;
    }
  }
  throw new HostError('link-lost', 'The host stopped telling about this operation before its end.', {
    hint: 'The operation goes on by itself. Follow it again from the list of operations.',
  });
}

/** The event a line tells, or null for a torn one; a refusal becomes the error it is. */
function toEvent(line: JournalLine): OperationEvent | null {
  if (line.kind === 'refused') {
    throw new HostError(line.code, line.reason);
  }
  return line.kind === 'event' ? line.event : null;
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
