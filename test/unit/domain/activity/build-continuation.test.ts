import { describe, expect, it } from 'vitest';
import { aStepTitle, aSummary } from '#fakes/operations.ts';
import { buildContinuation } from '#domain/activity/build-continuation.ts';
import { buildOperation, type Operation } from '#domain/activity/build-operation.ts';
import { canResume, canUndo } from '#domain/activity/can-continue.ts';
import type { OperationEvent, OperationStepTitle, StepState } from '#domain/activity/operation.ts';

const undo = (id: string, coversFailure = true) => ({ title: `Undo ${id}`, command: `undo-${id}`, coversFailure });
const title = (id: string, more: Partial<OperationStepTitle> = {}) => aStepTitle({ id, title: id, command: id, ...more });

/** An operation that was interrupted in the last step that is given a state. */
function interrupted(steps: readonly OperationStepTitle[], states: Readonly<Record<string, StepState>>): Operation {
  const events: OperationEvent[] = [
    {
      kind: 'started',
      operationId: 'op-1',
      title: 'Launch ciab',
      subject: 'ciab',
      target: { kind: 'machine', name: 'ciab' },
      undoableUntilEpochMs: null,
      steps,
      startedBy: 'ada@laptop',
      atEpochMs: 0,
    },
    ...Object.entries(states).map(([stepId, state]): OperationEvent => ({
      kind: 'step',
      stepId,
      state,
      atEpochMs: 1,
      exitCode: null,
      stderr: null,
    })),
    { kind: 'finished', outcome: { kind: 'interrupted', stepId: null, reason: 'The host was restarted.' }, atEpochMs: 2 },
  ];
  const operation = buildOperation(events);
  if (!operation) throw new Error('no operation');
  return operation;
}

const commandsOf = (operation: Operation, way: 'resume' | 'undo') =>
  buildContinuation(operation, way).map(({ stepId, commands }) => `${stepId}: ${commands.join(' | ')}`);

describe('what a resume would do', () => {
  it('asks the guard again, proves what was done, and runs the rest', () => {
    const steps = [title('guard', { isGuard: true }), title('a', { check: 'prove-a' }), title('b'), title('c'), title('d')];
    const operation = interrupted(steps, { guard: 'done', a: 'done', b: 'done', c: 'running' });
    expect(commandsOf(operation, 'resume')).toEqual(['guard: guard', 'a: prove-a', 'b: ', 'c: c', 'd: d']);
  });

  it.each<[Partial<OperationStepTitle>, string]>([
    [{ undo: undo('a'), check: 'prove' }, 'a: undo-a | a'],
    [{ undo: undo('a', false), check: 'prove' }, 'a: prove | a'],
    [{ undo: undo('a', false) }, 'a: a'],
    [{ undo: undo('a'), check: 'prove', onInterruption: 'trust-check' }, 'a: prove | undo-a | a'],
    [{ undo: undo('a'), check: 'prove', onInterruption: 'run-again' }, 'a: a'],
  ])('treats the step that was interrupted as it may be treated: %j', (more, expected) => {
    expect(commandsOf(interrupted([title('a', more)], { a: 'running' }), 'resume')).toEqual([expected]);
  });
});

describe('what an undo would do', () => {
  it('takes back what was done, the last first, and what nobody else can have made', () => {
    const steps = [title('a', { undo: undo('a') }), title('b'), title('c', { undo: undo('c') }), title('d', { undo: undo('d') })];
    const operation = interrupted(steps, { a: 'done', b: 'done', c: 'running' });
    expect(commandsOf(operation, 'undo')).toEqual(['c: undo-c', 'a: undo-a']);
  });

  it('leaves what nobody can know to have happened, and says so', () => {
    const [step] = buildContinuation(interrupted([title('a', { undo: undo('a', false) })], { a: 'running' }), 'undo');
    expect(step).toMatchObject({ commands: [], explanation: expect.stringContaining('Look at it on the host.') as string });
  });

  it('goes on with an undo that was interrupted', () => {
    const steps = [title('a', { undo: undo('a') }), title('b', { undo: undo('b', false) }), title('c', { undo: undo('c') })];
    const operation = interrupted(steps, { a: 'done', c: 'undone', b: 'undoing' });
    expect(commandsOf(operation, 'undo')).toEqual(['b: undo-b', 'a: undo-a']);
  });
});

describe('whether an operation may be resumed or undone', () => {
  const interruption = { stepNumber: 1, stepCount: 2, stepTitle: 'a', isUndoing: false, reason: 'The host was restarted.' };

  it('may go on where it was interrupted on the way forward, and be undone in any case', () => {
    const cut = aSummary({ state: 'interrupted', interruption });
    expect(canResume(cut).ok).toBe(true);
    expect(canUndo(cut, 0).ok).toBe(true);
    const undoing = aSummary({ state: 'interrupted', interruption: { ...interruption, isUndoing: true } });
    expect(canResume(undoing).ok).toBe(false);
    expect(canUndo(undoing, 0).ok).toBe(true);
  });

  it('may be undone after it has succeeded only as long as its plan says', () => {
    const summary = aSummary({ state: 'succeeded', undoableUntilEpochMs: 100 });
    expect(canUndo(summary, 99).ok).toBe(true);
    expect(canUndo(summary, 100)).toMatchObject({ ok: false, reason: expect.stringContaining('is over') as string });
    expect(canUndo(aSummary(), 0).ok).toBe(false);
  });

  it.each(['running', 'failed', 'cancelled', 'undone'] as const)('is refused with a sentence where it is %s', (state) => {
    for (const verdict of [canResume(aSummary({ state })), canUndo(aSummary({ state }), 0)]) {
      expect(verdict).toMatchObject({ ok: false, reason: expect.stringMatching(/^Launch ciab .*\.$/) as string });
    }
  });

  it('may be undone again where something was left behind', () => {
    expect(canUndo(aSummary({ state: 'failed', leftovers: ['Remove x failed'] }), 0).ok).toBe(true);
  });
});
