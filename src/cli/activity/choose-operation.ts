import { buildOperation, type Operation } from '#domain/activity/build-operation.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { Host } from '#domain/hosts/host.ts';
import { CommandFault } from '../command-fault.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { suggestionFor } from '#domain/suggest-name.ts';

export interface FoundOperation {
  readonly host: Host;
  readonly summary: OperationSummary;
}

/** The operation of that id on the host that was named, or on the only one there is. */
export async function findOperation(invocation: Invocation, id: string, wantedHost: string | undefined): Promise<FoundOperation> {
  const host = await useHost(invocation, wantedHost);
  const { client } = await invocation.session();
  const operations = await client.activity.operations({ hostId: host.id }, { signal: invocation.signal });
  return { host, summary: chooseOperation(operations, id) };
}

export function chooseOperation(operations: readonly OperationSummary[], id: string): OperationSummary {
  const found = operations.find((operation) => operation.operationId === id);
  if (!found) {
    const known = operations.map((operation) => operation.operationId);
    throw new CommandFault('not-found', `There is no operation ${id} on this host.`, suggestionFor(id, known, 'operations'));
  }
  return found;
}

/** The whole of an operation, from its journal. To be asked of one that does not run: it is read to its end. */
export async function readOperation(invocation: Invocation, { host, summary }: FoundOperation): Promise<Operation> {
  const { client } = await invocation.session();
  const { operationId } = summary;
  const events: OperationEvent[] = [];
  for await (const event of client.activity.follow({ hostId: host.id, operationId }, { signal: invocation.signal })) {
    events.push(event);
  }
  const operation = buildOperation(events);
  if (!operation) {
    throw new CommandFault('unexpected-output', `The journal of operation ${operationId} is empty.`, null);
  }
  return operation;
}
