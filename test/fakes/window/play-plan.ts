import type { OperationEvent } from '#domain/activity/operation.ts';
import { buildStepTitles } from '#domain/activity/build-step-titles.ts';
import type { Plan } from '#domain/plans/plan.ts';

interface Play {
  readonly failsAtStep: string | null;
  readonly stepMs: number;
}

/** The journal of a plan as a host would write it, step by step; where a step is to fail, the ones before it are undone. */
export async function* playPlan(plan: Plan, operationId: string, { failsAtStep, stepMs }: Play): AsyncGenerator<OperationEvent> {
  const at = () => ({ atEpochMs: Date.now() });
  const steps = buildStepTitles(plan);
  const { title, subject, target, undoableUntilEpochMs } = plan;
  const about = { operationId, title, subject, target, undoableUntilEpochMs, steps, startedBy: 'ada@laptop' };
  yield { kind: 'started', ...about, ...at() };
  for (const [index, { id }] of plan.steps.entries()) {
    yield { kind: 'step', stepId: id, state: 'running', exitCode: null, stderr: null, ...at() };
    await new Promise((resolve) => setTimeout(resolve, stepMs));
    if (id === failsAtStep) {
      const stderr = '  Volume group "vg01" has insufficient free space (3071 extents): 25600 required.';
      yield { kind: 'step', stepId: id, state: 'failed', exitCode: 5, stderr, ...at() };
      for (const done of plan.steps.slice(0, index).reverse()) {
        yield {
          kind: 'step',
          stepId: done.id,
          state: done.undo === null ? 'done' : 'undone',
          exitCode: 0,
          stderr: null,
          ...at(),
        };
      }
      const message = 'lvcreate exited with 5: the volume group vg01 has 12 GiB free, 100 GiB were asked for.';
      yield {
        kind: 'finished',
        outcome: { kind: 'failed', stepId: id, message, hint: 'Choose a smaller disk, or free space in vg01.', leftovers: [] },
        ...at(),
      };
      return;
    }
    yield { kind: 'step', stepId: id, state: 'done', exitCode: 0, stderr: null, ...at() };
  }
  yield { kind: 'finished', outcome: { kind: 'succeeded' }, ...at() };
}
