import type { OperationEvent, OperationOutcome, OperationStepTitle, StepState } from '#domain/activity/operation.ts';
import type { PlanTarget } from '#domain/plans/plan.ts';
import type { ProblemCode } from '#domain/problem.ts';
import { HostError } from '#core/ports/host-error.ts';
import { findHint } from './find-hint.ts';

/**
 * What one line of an operation's stream says. `torn`: the line lacks its end (" ."), because the host lost power while it was
 * written; it counts for nothing. `refused`: the host began nothing, for the reason given.
 */
export type JournalLine =
  | { readonly kind: 'event'; readonly event: OperationEvent }
  | { readonly kind: 'refused'; readonly code: ProblemCode; readonly reason: string }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'torn' };

/** What the laptop writes into the journal's first line; the host adds its clock. */
export interface OperationAbout {
  readonly operationId: string;
  readonly title: string;
  readonly subject: string;
  readonly target: PlanTarget;
  readonly undoableUntilEpochMs: number | null;
  readonly steps: readonly OperationStepTitle[];
  readonly startedBy: string;
}

export function encodeAbout(about: OperationAbout): string {
  return Buffer.from(JSON.stringify(about), 'utf8').toString('base64');
}

const stepStates: readonly string[] = [
  'running',
  'done',
  'failed',
  'undoing',
  'undone',
  'undo-failed',
] satisfies readonly StepState[];

const refusalCodes: readonly ProblemCode[] = ['missing-on-host', 'command-failed', 'not-found', 'conflict'];

/** Reads one line as operation.sh and follow-operation.sh write it. A whole line of another form is `unexpected-output`. */
export function parseJournalLine(line: string): JournalLine {
  if (!line.endsWith(' .')) {
    return { kind: 'torn' };
  }
  const [word = '', ...fields] = line.slice(0, -2).split(' ');
  switch (word) {
    case 'started':
      return toEvent({ kind: 'started', ...parseAbout(fields[1], line), atEpochMs: parseTime(fields[0], line) });
    case 'step':
      return toEvent(parseStep(fields, line));
    case 'output':
      return toEvent({ kind: 'output', stepId: parseWord(fields[0], line), text: decode(fields[1]) ?? '' });
    case 'finished':
      return toEvent({ kind: 'finished', atEpochMs: parseTime(fields[0], line), outcome: parseOutcome(fields.slice(1), line) });
    case 'refused':
      return {
        kind: 'refused',
        code: parseCode(fields[0], line),
        reason: decode(fields[1]) ?? 'The host refused and did not say why.',
      };
    case 'interrupted':
      return { kind: 'interrupted' };
    default:
      throw unreadable(line);
  }
}

function parseStep([time, stepId, state, exitCode, stderr]: readonly string[], line: string): OperationEvent {
  if (!isStepState(state)) {
    throw unreadable(line);
  }
  return {
    kind: 'step',
    atEpochMs: parseTime(time, line),
    stepId: parseWord(stepId, line),
    state,
    exitCode: exitCode === undefined || exitCode === '-' ? null : parseTime(exitCode, line),
    stderr: decode(stderr),
  };
}

function parseOutcome([word, ...fields]: readonly string[], line: string): OperationOutcome {
  switch (word) {
    case 'succeeded':
      return { kind: 'succeeded' };
    case 'cancelled':
      return { kind: 'cancelled', leftovers: fields.map((field) => decode(field) ?? '') };
    case 'failed': {
      const [stepId, text, ...leftovers] = fields;
      const message = decode(text) ?? 'It did not say why';
      return {
        kind: 'failed',
        stepId: parseWord(stepId, line),
        message,
        hint: findHint(message),
        leftovers: leftovers.map((field) => decode(field) ?? ''),
      };
    }
    default:
      throw unreadable(line);
  }
}

function parseAbout(field: string | undefined, line: string): OperationAbout {
  try {
    const about = JSON.parse(decode(field) ?? '') as Partial<OperationAbout> | null;
    if (isAbout(about)) {
      return { ...about, ...withDefaults(about) };
    }
  } catch (cause) {
    throw unreadable(line, cause);
  }
  throw unreadable(line);
}

/** What the first journals did not say: they were all about a machine, and none could be undone at will. */
function withDefaults({
  subject,
  target,
  undoableUntilEpochMs,
}: FirstAbout): Pick<OperationAbout, 'target' | 'undoableUntilEpochMs'> {
  return { target: target ?? { kind: 'machine', name: subject }, undoableUntilEpochMs: undoableUntilEpochMs ?? null };
}

type FirstAbout = Omit<OperationAbout, 'target' | 'undoableUntilEpochMs'> & Partial<OperationAbout>;

function isAbout(about: Partial<OperationAbout> | null): about is FirstAbout {
  const texts = [about?.operationId, about?.title, about?.subject, about?.startedBy];
  return texts.every((text) => typeof text === 'string') && Array.isArray(about?.steps);
}

function parseCode(field: string | undefined, line: string): ProblemCode {
  const code = refusalCodes.find((candidate) => candidate === field);
  if (code === undefined) {
    throw unreadable(line);
  }
  return code;
}

function isStepState(word: string | undefined): word is StepState {
  return word !== undefined && stepStates.includes(word);
}

function parseTime(field: string | undefined, line: string): number {
  if (field === undefined || !/^\d+$/.test(field)) {
    throw unreadable(line);
  }
  return Number(field);
}

function parseWord(field: string | undefined, line: string): string {
  if (field === undefined || field === '') {
    throw unreadable(line);
  }
  return field;
}

/** Base64 of UTF-8 without what a command put after its last line; - is no text. */
function decode(field: string | undefined): string | null {
  return field === undefined || field === '-' ? null : Buffer.from(field, 'base64').toString('utf8').trimEnd();
}

function toEvent(event: OperationEvent): JournalLine {
  return { kind: 'event', event };
}

function unreadable(line: string, cause?: unknown): HostError {
  return new HostError(
    'unexpected-output',
    'The journal of an operation holds a line that Nutshell cannot read. It may be from a newer Nutshell.',
    {
      hint: 'Look into /var/lib/nutshell/operations on the host.',
      raw: line,
      cause,
    },
  );
}
