import { createStore } from 'zustand/vanilla';
import { ApiError, toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import { applyEvent, type Operation } from '#domain/activity/build-operation.ts';
import type { OperationEvent, OperationWay } from '#domain/activity/operation.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { Problem } from '#domain/problem.ts';
import type { Place } from './place.ts';

export interface FollowedOperation {
  readonly hostId: string;
  readonly operation: Operation;
  /** Why its events no longer arrive, though it may go on on the host. */
  readonly problem: Problem | null;
  readonly isCancelling: boolean;
  /** Where the person is led once it has succeeded, if they are still looking. */
  readonly leadsTo: Place | null;
}

export interface OperationsState {
  /** By operation id, in the order they were met. */
  readonly followed: Readonly<Record<string, FollowedOperation>>;
  readonly historyByHost: Readonly<Record<string, readonly OperationSummary[]>>;
  readonly historyProblem: Problem | null;
  /** Resolves with the operation's id as soon as the host has begun it; refusals reject. The rest is followed in the background. */
  readonly run: (hostId: string, events: AsyncIterable<OperationEvent>, leadsTo: Place | null) => Promise<string>;
  /** An operation that is already on the host, from its first event. One that was interrupted may run again: it is read anew. */
  readonly follow: (hostId: string, operationId: string) => Promise<void>;
  /** Has an interrupted operation go on, or takes one back; resolves as `run` does. */
  readonly goOn: (hostId: string, operationId: string, way: OperationWay) => Promise<void>;
  readonly cancel: (hostId: string, operationId: string) => Promise<void>;
  readonly loadHistory: (hostId: string) => Promise<void>;
}

const notStarted: Problem = {
  code: 'internal',
  message: 'The operation ended before it said that it had begun.',
  hint: 'Look under Activity whether the host did anything.',
  raw: null,
};

export function createOperationsStore(client: Pick<AppClient, 'activity'>) {
  return createStore<OperationsState>()((set, get) => {
    const put = (operationId: string, change: Partial<FollowedOperation>) =>
      set(({ followed }) => {
        const known = followed[operationId];
        return known === undefined ? {} : { followed: { ...followed, [operationId]: { ...known, ...change } } };
      });

    const begin = (hostId: string, operation: Operation, leadsTo: Place | null) =>
      set(({ followed }) => ({
        followed: {
          ...followed,
          [operation.operationId]: { hostId, operation, problem: null, isCancelling: false, leadsTo },
        },
      }));

    return {
      followed: {},
      historyByHost: {},
      historyProblem: null,
      run: (hostId, events, leadsTo) =>
        new Promise((resolve, reject) => {
          consumeEvents(events, {
            onBegun: (operation) => {
              begin(hostId, operation, leadsTo);
              resolve(operation.operationId);
            },
            onChange: put,
          }).catch(reject);
        }),
      async follow(hostId, operationId) {
        const known = get().followed[operationId];
        if (known !== undefined && known.problem === null && known.operation.outcome?.kind !== 'interrupted') {
          return;
        }
        const events = client.activity.follow({ hostId, operationId });
        await consumeEvents(events, {
          onBegun: (operation) => begin(hostId, operation, known?.leadsTo ?? null),
          onChange: put,
        });
      },
      async goOn(hostId, operationId, way) {
        const events = client.activity[way]({ hostId, operationId });
        await get().run(hostId, events, get().followed[operationId]?.leadsTo ?? null);
      },
      async cancel(hostId, operationId) {
        put(operationId, { isCancelling: true });
        try {
          await client.activity.cancel({ hostId, operationId });
        } catch (error) {
          put(operationId, { isCancelling: false, problem: toProblem(error) });
        }
      },
      async loadHistory(hostId) {
        try {
          const history = await client.activity.operations({ hostId });
          set(({ historyByHost }) => ({ historyByHost: { ...historyByHost, [hostId]: history }, historyProblem: null }));
        } catch (error) {
          set({ historyProblem: toProblem(error) });
        }
      },
    };
  });
}

interface Consumer {
  readonly onBegun: (operation: Operation) => void;
  readonly onChange: (operationId: string, change: Partial<FollowedOperation>) => void;
}

/** Takes events until they end. A stream that breaks before its first event rejects; one that breaks later leaves its reason. */
async function consumeEvents(events: AsyncIterable<OperationEvent>, { onBegun, onChange }: Consumer): Promise<void> {
  let operation: Operation | null = null;
  try {
    for await (const event of events) {
      operation = applyEvent(operation, event);
      if (operation !== null && event.kind === 'started') {
        onBegun(operation);
      } else if (operation !== null) {
        onChange(operation.operationId, { operation });
      }
    }
  } catch (error) {
    if (operation === null) {
      throw error;
    }
    onChange(operation.operationId, { problem: toProblem(error) });
  }
  if (operation === null) {
    throw new ApiError(notStarted);
  }
}

/** The newest operation that still runs, else null. */
export function findRunning(followed: OperationsState['followed']): FollowedOperation | null {
  return (
    Object.values(followed)
      .filter(({ operation }) => operation.outcome === null)
      .sort((one, other) => other.operation.startedEpochMs - one.operation.startedEpochMs)[0] ?? null
  );
}
