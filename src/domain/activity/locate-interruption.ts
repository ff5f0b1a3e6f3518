import type { Interruption } from './operation-summary.ts';
import type { OperationOutcome, StepState } from './operation.ts';

interface Interrupted {
  readonly isUndoing: boolean;
  readonly steps: readonly { readonly id: string; readonly title: string; readonly state: StepState }[];
}

/** The step that ran; where the last one had ended, the one that was to come. */
export function locateInterruption(
  { steps, isUndoing }: Interrupted,
  { stepId, reason }: Extract<OperationOutcome, { readonly kind: 'interrupted' }>,
): Interruption {
  const last = steps.findIndex(({ id }) => id === stepId);
  const hasEnded = !isUndoing && steps[last]?.state === 'done';
  const index = hasEnded ? Math.min(last + 1, steps.length - 1) : last;
  return {
    stepNumber: index + 1,
    stepCount: steps.length,
    stepTitle: steps[index]?.title ?? null,
    isUndoing,
    reason,
  };
}
