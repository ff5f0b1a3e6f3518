import { buildOperation } from '#domain/activity/build-operation.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { summariseOperation } from '#domain/activity/summarise-operation.ts';
import { HostError } from '#core/ports/host-error.ts';
import { parseJournalLine, toInterruptionReason, type InterruptionCause, type JournalLine } from './parse-journal-line.ts';

/**
 * The answer of list-operations.sh, newest first. An operation whose first line is torn is left out: the host lost power before
 * its first step. An answer without its last line `end` is `unexpected-output`.
 */
export function parseOperationList(text: string, hostId: string): readonly OperationSummary[] {
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.pop() !== 'end') {
    throw new HostError('unexpected-output', 'The list of operations broke off before its end.', { raw: text });
  }
  const firstJournal = lines.findIndex((line) => line.startsWith('journal '));
  const lives = new Map(lines.slice(0, Math.max(0, firstJournal)).map(parseLife));
  const summaries: OperationSummary[] = [];
  for (let index = Math.max(0, firstJournal); index < lines.length; index += 5) {
    const summary = parseEntry(lines.slice(index, index + 5), lives, hostId);
    if (summary) {
      summaries.push(summary);
    }
  }
  // Ids begin with a time too, and tell apart what began in the same millisecond.
  return summaries.sort(
    (one, other) => other.startedEpochMs - one.startedEpochMs || (other.operationId < one.operationId ? -1 : 1),
  );
}

type Life = 'alive' | InterruptionCause;

function parseLife(line: string): readonly [string, Life] {
  const [, operationId, life] = /^operation (\S+) (alive|restarted|killed)$/.exec(line) ?? [];
  if (operationId === undefined) {
    throw unreadable(line);
  }
  return [operationId, life as Life];
}

function parseEntry(lines: readonly string[], lives: ReadonlyMap<string, Life>, hostId: string): OperationSummary | null {
  const [head = '', first = '', turn = '', step = '', last = ''] = lines;
  const life = lives.get(/^journal (\S+)$/.exec(head)?.[1] ?? '');
  if (life === undefined) {
    throw unreadable(head);
  }
  const events = [first, turn, step].flatMap(toEvents);
  const stepId = events.reduce<string | null>((found, event) => (event.kind === 'step' ? event.stepId : found), null);
  const operation = buildOperation([...events, ...toEnd(parseJournalLine(last), life, stepId)]);
  return operation && summariseOperation(operation, hostId);
}

function toEvents(line: string): readonly OperationEvent[] {
  const parsed = line === '-' ? null : parseJournalLine(line);
  return parsed?.kind === 'event' ? [parsed.event] : [];
}

/** How it ended, as far as it has. */
function toEnd(last: JournalLine, life: Life, stepId: string | null): readonly OperationEvent[] {
  if (last.kind === 'event' && last.event.kind === 'finished') {
    return [last.event];
  }
  if (last.kind === 'halted') {
    return [{ kind: 'finished', outcome: { kind: 'interrupted', stepId, reason: last.reason }, atEpochMs: last.atEpochMs }];
  }
  return life === 'alive'
    ? []
    : [{ kind: 'finished', outcome: { kind: 'interrupted', stepId, reason: toInterruptionReason(life) }, atEpochMs: 0 }];
}

function unreadable(line: string): HostError {
  return new HostError('unexpected-output', 'The list of operations holds a line that Nutshell cannot read.', { raw: line });
}
