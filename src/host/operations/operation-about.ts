import type { OperationStepTitle } from '#domain/activity/operation.ts';
import type { PlanTarget } from '#domain/plans/plan.ts';

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

/** null for what no Nutshell wrote. A text that is no JSON is a SyntaxError. */
export function parseAbout(text: string): OperationAbout | null {
  const about = JSON.parse(text) as Partial<OperationAbout> | null;
  const { operationId, title, subject, startedBy, steps } = about ?? {};
  if (!isText(operationId) || !isText(title) || !isText(subject) || !isText(startedBy) || !Array.isArray(steps)) {
    return null;
  }
  return {
    operationId,
    title,
    subject,
    // The first journals were all about a machine, and none could be undone at will.
    target: about?.target ?? { kind: 'machine', name: subject },
    undoableUntilEpochMs: about?.undoableUntilEpochMs ?? null,
    steps: steps.map(withDefaults),
    startedBy,
  };
}

function withDefaults(step: Partial<OperationStepTitle>): OperationStepTitle {
  const { id = '', title = '', command = '', isGuard = false, isCancellable = false } = step;
  const { check = null, undo = null, onInterruption = 'undo-first' } = step;
  return { id, title, command, isGuard, isCancellable, check, undo, onInterruption };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
