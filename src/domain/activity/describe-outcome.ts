import { unreachable } from '../unreachable.ts';
import { locateInterruption } from './locate-interruption.ts';
import type { Interruption } from './operation-summary.ts';
import type { OperationOutcome, StepState } from './operation.ts';

interface Told {
  readonly title: string;
  readonly outcome: OperationOutcome | null;
  readonly currentStepId: string | null;
  readonly isUndoing: boolean;
  readonly steps: readonly { readonly id: string; readonly title: string; readonly state: StepState }[];
}

/** One sentence on an operation: "Launch ciab failed at “Create volume”: lvcreate exited with 5: …; 1 step was undone; nothing was left behind." */
export function describeOutcome(operation: Told): string {
  const { title, outcome } = operation;
  if (outcome === null) {
    return describeProgress(operation);
  }
  switch (outcome.kind) {
    case 'succeeded':
      return operation.isUndoing ? `${title} was not undone: the time in which it could be is over.` : `${title}: done.`;
    case 'cancelled':
      return `${title} was cancelled; ${describeCleaning(operation, outcome.leftovers)}.`;
    case 'undone':
      return `${title} was undone; ${describeCleaning(operation, outcome.leftovers)}.`;
    case 'failed': {
      const message = outcome.message.replace(/\.$/, '');
      return `${title} failed at “${titleOf(operation, outcome.stepId)}”: ${message}; ${describeCleaning(operation, outcome.leftovers)}.`;
    }
    case 'interrupted':
      return describeInterruption(title, locateInterruption(operation, outcome));
    default:
      return unreachable(outcome, 'operation outcome');
  }
}

/** "Launch ciab was interrupted at step 4 of 6, “Create volume”. The host was restarted. Nothing was undone." */
export function describeInterruption(title: string, interruption: Interruption): string {
  const { stepNumber, stepCount, stepTitle, isUndoing, reason } = interruption;
  const step = stepTitle === null ? 'before its first step' : `at step ${stepNumber} of ${stepCount}, “${stepTitle}”`;
  return isUndoing
    ? `${title} was interrupted ${step}, while it was being undone. ${reason}`
    : `${title} was interrupted ${step}. ${reason} Nothing was undone.`;
}

function describeProgress({ title, steps, currentStepId, isUndoing }: Told): string {
  const index = steps.findIndex((step) => step.id === currentStepId);
  const step = steps[index];
  if (!step) {
    return steps.every(({ state }) => state === 'waiting') && !isUndoing
      ? `${title}: waiting to begin.`
      : `${title}: between two steps.`;
  }
  return step.state === 'undoing'
    ? `${title}: undoing “${step.title}”.`
    : `${title}: step ${index + 1} of ${steps.length}, ${step.title}.`;
}

function describeCleaning({ steps }: Told, leftovers: readonly string[]): string {
  const undone = steps.filter(({ state }) => state === 'undone').length;
  const work = undone === 0 ? 'there was nothing to undo' : undone === 1 ? '1 step was undone' : `${undone} steps were undone`;
  return leftovers.length === 0 ? `${work}; nothing was left behind` : `${work}; left behind: ${leftovers.join('; ')}`;
}

function titleOf({ steps }: Told, stepId: string): string {
  return steps.find(({ id }) => id === stepId)?.title ?? stepId;
}
