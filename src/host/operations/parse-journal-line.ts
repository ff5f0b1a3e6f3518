import type { OperationEvent, OperationOutcome, StepState } from '#domain/activity/operation.ts';
import type { ProblemCode } from '#domain/problem.ts';
import { findHint } from './find-hint.ts';
import { createJournalFields, unreadableLine, type JournalFields } from './journal-fields.ts';
import { parseAbout, type OperationAbout } from './operation-about.ts';

/**
 * What one line of an operation's stream says.
 * - `torn`: it lacks its end (" ."), because the host lost power while it was written; it counts for nothing.
 * - `halted`: it did not go on, and stays as interrupted as it was.
 * - `interrupted`: the journal has no end and nobody is at work on it.
 * - `told`: that was all, and the operation has ended.
 * - `refused`: the host did nothing, for the reason given.
 */
export type JournalLine =
  | { readonly kind: 'event'; readonly event: OperationEvent }
  | { readonly kind: 'halted'; readonly reason: string; readonly atEpochMs: number }
  | { readonly kind: 'interrupted'; readonly cause: InterruptionCause }
  | { readonly kind: 'refused'; readonly code: ProblemCode; readonly reason: string }
  | { readonly kind: 'told' }
  | { readonly kind: 'torn' };

const interruptionCauses = ['restarted', 'killed'] as const;
export type InterruptionCause = (typeof interruptionCauses)[number];

const stepStates = [
  'running',
  'done',
  'failed',
  'undoing',
  'undone',
  'undo-failed',
  'interrupted',
] as const satisfies readonly StepState[];

const refusalCodes = ['missing-on-host', 'command-failed', 'not-found', 'conflict'] as const satisfies readonly ProblemCode[];

/** Reads one line as operation.sh and follow-operation.sh write it. A whole line of another form is `unexpected-output`. */
export function parseJournalLine(line: string): JournalLine {
  if (!line.endsWith(' .')) {
    return { kind: 'torn' };
  }
  const [word = '', ...words] = line.slice(0, -2).split(' ');
  const fields = createJournalFields(words, line);
  switch (word) {
    case 'halted':
      return { kind: 'halted', atEpochMs: fields.takeNumber(), reason: fields.takeText() ?? 'It did not say why.' };
    case 'interrupted':
      return { kind: 'interrupted', cause: fields.takeOneOf(interruptionCauses) };
    case 'told':
      return { kind: 'told' };
    case 'refused': {
      const code = fields.takeOneOf(refusalCodes);
      return { kind: 'refused', code, reason: fields.takeText() ?? 'The host refused and did not say why.' };
    }
    default:
      return { kind: 'event', event: parseEvent(word, fields, line) };
  }
}

function parseEvent(word: string, fields: JournalFields, line: string): OperationEvent {
  switch (word) {
    case 'started': {
      const atEpochMs = fields.takeNumber();
      return { kind: 'started', ...readAbout(fields.takeText(), line), atEpochMs };
    }
    case 'turned':
      return {
        kind: 'turned',
        atEpochMs: fields.takeNumber(),
        way: fields.takeOneOf(['resume', 'undo']),
        by: fields.takeText() ?? 'somebody',
      };
    case 'step':
      return {
        kind: 'step',
        atEpochMs: fields.takeNumber(),
        stepId: fields.takeWord(),
        state: fields.takeOneOf(stepStates),
        exitCode: fields.takeNumberOrNull(),
        stderr: fields.takeText(),
      };
    case 'output':
    case 'live-output':
      return { kind: word, stepId: fields.takeWord(), text: fields.takeText() ?? '' };
    case 'progress':
      return {
        kind: 'progress',
        atEpochMs: fields.takeNumber(),
        stepId: fields.takeWord(),
        doneBytes: fields.takeNumber(),
        totalBytes: fields.takeNumberOrNull(),
      };
    case 'finished': {
      const atEpochMs = fields.takeNumber();
      return { kind: 'finished', atEpochMs, outcome: parseOutcome(fields) };
    }
    default:
      throw unreadableLine(line);
  }
}

function parseOutcome(fields: JournalFields): OperationOutcome {
  const kind = fields.takeOneOf(['succeeded', 'cancelled', 'undone', 'failed']);
  if (kind === 'succeeded') {
    return { kind };
  }
  if (kind !== 'failed') {
    return { kind, leftovers: fields.takeTexts() };
  }
  const stepId = fields.takeWord();
  const message = fields.takeText() ?? 'It did not say why';
  return { kind, stepId, message, hint: findHint(message), leftovers: fields.takeTexts() };
}

function readAbout(text: string | null, line: string): OperationAbout {
  try {
    const about = parseAbout(text ?? '');
    if (about) {
      return about;
    }
  } catch (cause) {
    throw unreadableLine(line, cause);
  }
  throw unreadableLine(line);
}

/** Why an operation has no end, as a sentence. */
export function toInterruptionReason(cause: InterruptionCause): string {
  return cause === 'restarted' ? 'The host was restarted.' : 'Its runner on the host was ended from outside.';
}
