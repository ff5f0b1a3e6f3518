import { unreachable } from '../unreachable.ts';
import type { Operation, OperationStep } from './build-operation.ts';
import type { OperationWay } from './operation.ts';

/** What a resume or an undo does with one step, in the order it does it. */
export interface ContinuationStep {
  readonly stepId: string;
  /** Of the step, or of its undo. */
  readonly title: string;
  /** A sentence: what happens, and why. */
  readonly explanation: string;
  /** What runs, in this order; some only where the explanation says so. Empty where nothing does. */
  readonly commands: readonly string[];
}

/**
 * What the host would do if this operation were resumed or undone now; operation.sh decides the same from the same journal.
 * Steps that nothing happens to are left out of an undo and shown in a resume.
 */
export function buildContinuation({ steps, isUndoing }: Operation, way: OperationWay): readonly ContinuationStep[] {
  return way === 'resume'
    ? steps.map(resumeStep)
    : [...steps].reverse().flatMap((step) => undoStep(step, isUndoing && step.state === 'interrupted'));
}

function resumeStep(step: OperationStep): ContinuationStep {
  const { id, title, isGuard, state } = step;
  const tell = (explanation: string, ...commands: readonly (string | null)[]): ContinuationStep => ({
    stepId: id,
    title,
    explanation,
    commands: commands.filter((command) => command !== null),
  });
  if (isGuard) {
    return tell(
      'Looks at the host again. If something else has taken what is needed meanwhile, nothing is changed.',
      step.command,
    );
  }
  switch (state) {
    case 'done':
      return step.check === null
        ? tell('Was done.')
        : tell('Was done; this is proven again, and the step runs again if it is no longer so.', step.check);
    case 'interrupted':
    case 'failed':
      return repeatStep(step, tell);
    default:
      return tell('Runs now.', step.command);
  }
}

function repeatStep(
  { command, check, undo, onInterruption }: OperationStep,
  tell: (explanation: string, ...commands: readonly (string | null)[]) => ContinuationStep,
): ContinuationStep {
  const cleaning = undo?.coversFailure === true ? undo.command : null;
  const again = cleaning === null ? 'it runs again' : 'it is taken back and runs again';
  switch (onInterruption) {
    case 'run-again':
      return tell('Was interrupted; goes on where it stopped.', command);
    case 'trust-check':
      return tell(`Was interrupted; counts as done if its check succeeds, else ${again}.`, check, cleaning, command);
    case 'undo-first':
      if (cleaning !== null) {
        return tell('Was interrupted; is taken back first, and runs again.', cleaning, command);
      }
      return check === null
        ? tell('Was interrupted; runs again.', command)
        : tell('Was interrupted; counts as done if its check succeeds, else it runs again.', check, command);
    default:
      return unreachable(onInterruption, 'way to go on');
  }
}

function undoStep({ id, title, state, check, undo }: OperationStep, wasUndoing: boolean): readonly ContinuationStep[] {
  if (undo === null) {
    return [];
  }
  const tell = (explanation: string, ...commands: readonly string[]): readonly ContinuationStep[] => [
    { stepId: id, title: undo.title, explanation, commands },
  ];
  if (state === 'done' || state === 'undo-failed' || wasUndoing) {
    return tell(`Takes back “${title}”.`, undo.command);
  }
  if (state !== 'interrupted' && state !== 'failed') {
    return [];
  }
  if (undo.coversFailure) {
    return tell(`Takes back what there is of “${title}”.`, undo.command);
  }
  if (state === 'failed') {
    return [];
  }
  return check === null
    ? tell(`Left as it is: nobody can tell whether “${title}” took effect. Look at it on the host.`)
    : tell(`Takes back “${title}” if its check succeeds.`, check, undo.command);
}
