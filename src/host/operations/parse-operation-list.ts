import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { HostError } from '#core/ports/host-error.ts';
import { parseJournalLine } from './parse-journal-line.ts';

/**
 * The answer of list-operations.sh, newest first. An operation whose first line is torn is left out: the host lost power before
 * its first step. An answer without its last line `end` is `unexpected-output`.
 */
export function parseOperationList(text: string, hostId: string): readonly OperationSummary[] {
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.pop() !== 'end') {
    throw new HostError('unexpected-output', 'The list of operations broke off before its end.', { raw: text });
  }
  const summaries: OperationSummary[] = [];
  for (let index = 0; index < lines.length; index += 3) {
    const [head = '', first = '', last = ''] = lines.slice(index, index + 3);
    const summary = parseEntry(head, first, last);
    if (summary) {
      summaries.push({ ...summary, hostId });
    }
  }
  return summaries.sort((one, other) => other.startedEpochMs - one.startedEpochMs);
}

function parseEntry(head: string, first: string, last: string): Omit<OperationSummary, 'hostId'> | null {
  const found = /^operation (\S+) (alive|gone)$/.exec(head);
  if (!found) {
    throw new HostError('unexpected-output', 'The list of operations holds a line that Nutshell cannot read.', { raw: head });
  }
  const started = parseJournalLine(first);
  if (started.kind !== 'event' || started.event.kind !== 'started') {
    return null;
  }
  const { title, subject, target, undoableUntilEpochMs, startedBy, atEpochMs } = started.event;
  const state = toState(parseJournalLine(last), found[2] === 'alive');
  const about = { title, subject, target, undoableUntilEpochMs, startedBy };
  return { operationId: found[1] ?? '', ...about, startedEpochMs: atEpochMs, state };
}

function toState(last: ReturnType<typeof parseJournalLine>, isAlive: boolean): OperationSummary['state'] {
  const event: OperationEvent | null = last.kind === 'event' ? last.event : null;
  if (event?.kind === 'finished') {
    return event.outcome.kind;
  }
  return isAlive ? 'running' : 'interrupted';
}
