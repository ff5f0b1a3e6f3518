import type { PlanStep } from '../../plans/plan.ts';

/** The steps of one machine of a cloud: their ids bear its name, so that progress can be told machine by machine. */
export function ofMachine(name: string, steps: readonly PlanStep[]): readonly PlanStep[] {
  return steps.map((step) => ({ ...step, id: `${step.id}@${name}` }));
}

/** Whose step it is; null where it is the whole cloud's. No name of a machine holds an @. */
export function findStepMachine(stepId: string): string | null {
  const at = stepId.lastIndexOf('@');
  return at < 0 ? null : stepId.slice(at + 1);
}
