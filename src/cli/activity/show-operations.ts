import { canUndo } from '#domain/activity/can-continue.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { Host } from '#domain/hosts/host.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import { formatTime } from '../terminal/format.ts';
import { chooseOperation } from './choose-operation.ts';
import { tellOperation } from './tell-operation.ts';

export interface OperationsOptions {
  readonly follow?: string;
}

export async function showOperations(
  invocation: Invocation,
  wanted: string | undefined,
  options: OperationsOptions,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  const operations = await client.activity.operations({ hostId: host.id }, { signal });
  if (options.follow !== undefined) {
    const { operationId } = chooseOperation(operations, options.follow);
    return tellOperation(invocation, host, client.activity.follow({ hostId: host.id, operationId }, { signal }));
  }
  await output.answer({ host: { id: host.id, name: host.name }, operations }, (paint) =>
    operations.length === 0
      ? `No operation has run on ${host.name} yet.`
      : drawTable(['ID', 'BEGUN', 'STATE', 'WHAT', 'BY'], operations.map(toRow), paint),
  );
  tellWhatCanBeDone(invocation, host, operations);
  return exitCodes.done;
}

function toRow(summary: OperationSummary): readonly string[] {
  const { operationId, startedEpochMs, title, startedBy } = summary;
  return [operationId, formatTime(startedEpochMs), describeState(summary), title, startedBy];
}

function describeState(summary: OperationSummary): string {
  const { state, interruption, leftovers, undoableUntilEpochMs } = summary;
  if (interruption !== null) {
    return `interrupted at ${interruption.stepNumber}/${interruption.stepCount}`;
  }
  if (state === 'succeeded' && undoableUntilEpochMs !== null && canUndo(summary, Date.now()).ok) {
    return `succeeded, can be undone until ${formatTime(undoableUntilEpochMs)}`;
  }
  return leftovers.length > 0 ? `${state}, ${leftovers.length} left behind` : state;
}

function tellWhatCanBeDone({ output }: Invocation, host: Host, operations: readonly OperationSummary[]): void {
  for (const { operationId, title, interruption } of operations) {
    if (interruption !== null) {
      const ending = `${operationId} --host ${quoteArgv([host.name])}`;
      const resume = interruption.isUndoing ? '' : `nutshell operations resume ${ending}\n`;
      output.tell(`"${title}" was interrupted. ${interruption.reason}\n${resume}nutshell operations undo ${ending}`);
    }
  }
}
