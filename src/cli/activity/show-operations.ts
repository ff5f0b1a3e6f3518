import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { suggestionFor } from '../suggest-name.ts';
import { drawTable } from '../terminal/draw-table.ts';
import { formatTime } from '../terminal/format.ts';
import { tellOperation } from './tell-operation.ts';

export interface OperationsOptions {
  readonly follow?: string;
  readonly cancel?: string;
}

export async function showOperations(
  invocation: Invocation,
  wanted: string | undefined,
  options: OperationsOptions,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  if (options.follow !== undefined && options.cancel !== undefined) {
    throw usageFault('Use --follow or --cancel, not both.', 'To see how a cancelled operation ends, follow it afterwards.');
  }
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  const operations = await client.activity.operations({ hostId: host.id }, { signal });
  if (options.follow !== undefined) {
    const { operationId } = chooseOperation(operations, options.follow);
    return tellOperation(invocation, host, client.activity.follow({ hostId: host.id, operationId }, { signal }));
  }
  if (options.cancel !== undefined) {
    const operation = chooseOperation(operations, options.cancel);
    await client.activity.cancel({ hostId: host.id, operationId: operation.operationId }, { signal });
    await output.answer({ operation }, () => `"${operation.title}" stops at the next border between two steps.`);
    return exitCodes.done;
  }
  await output.answer({ host: { id: host.id, name: host.name }, operations }, (paint) =>
    operations.length === 0
      ? `No operation has run on ${host.name} yet.`
      : drawTable(['ID', 'BEGUN', 'STATE', 'WHAT', 'BY'], operations.map(toRow), paint),
  );
  return exitCodes.done;
}

function toRow({ operationId, startedEpochMs, state, title, startedBy }: OperationSummary): readonly string[] {
  return [operationId, formatTime(startedEpochMs), state, title, startedBy];
}

function chooseOperation(operations: readonly OperationSummary[], id: string): OperationSummary {
  const found = operations.find((operation) => operation.operationId === id);
  if (!found) {
    const known = operations.map((operation) => operation.operationId);
    throw new CommandFault('not-found', `There is no operation ${id} on this host.`, suggestionFor(id, known, 'operations'));
  }
  return found;
}
