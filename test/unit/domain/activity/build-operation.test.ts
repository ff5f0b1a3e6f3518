import { describe, expect, it } from 'vitest';
import { buildOperation } from '#domain/activity/build-operation.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { OperationEvent, OperationOutcome, StepState } from '#domain/activity/operation.ts';
import { aStepTitle } from '#fakes/operations.ts';

const started: OperationEvent = {
  kind: 'started',
  operationId: 'op-1',
  title: 'Launch ciab',
  subject: 'ciab',
  target: { kind: 'machine', name: 'ciab' },
  undoableUntilEpochMs: null,
  steps: ['one', 'two', 'three', 'four'].map((id) => aStepTitle({ id, title: `Do ${id}`, command: id })),
  startedBy: 'ada@laptop',
  atEpochMs: 1,
};
let clock = 1;
const step = (
  stepId: string,
  state: StepState,
  exitCode: number | null = null,
  stderr: string | null = null,
): OperationEvent => ({
  kind: 'step',
  stepId,
  state,
  atEpochMs: ++clock,
  exitCode,
  stderr,
});
const finished = (outcome: OperationOutcome): OperationEvent => ({ kind: 'finished', outcome, atEpochMs: ++clock });
const sentence = (...events: OperationEvent[]) => buildOperation([started, ...events])?.sentence;

describe('buildOperation', () => {
  it('is nothing before the first event', () => {
    expect(buildOperation([])).toBeNull();
    expect(buildOperation([step('one', 'running')])).toBeNull();
  });

  it('shows where it is', () => {
    const operation = buildOperation([started, step('one', 'running'), step('one', 'done', 0), step('two', 'running')]);
    expect(operation).toMatchObject({ percent: 25, currentStepId: 'two', outcome: null });
    expect(operation?.steps.map(({ state }) => state)).toEqual(['done', 'running', 'waiting', 'waiting']);
    expect(operation?.sentence).toBe('Launch ciab: step 2 of 4, Do two.');
    expect(sentence()).toBe('Launch ciab: waiting to begin.');
  });

  it('keeps what a step said, and never counts backwards', () => {
    const operation = buildOperation([
      started,
      step('one', 'running'),
      { kind: 'output', stepId: 'one', text: 'Logical volume "ciab" created.' },
      step('one', 'done', 0),
      step('two', 'running'),
      step('two', 'failed', 5, 'no room'),
      step('one', 'undoing'),
      step('one', 'undone', 0),
    ]);
    expect(operation?.percent).toBe(25);
    expect(operation?.steps[0]).toMatchObject({ state: 'undone', output: 'Logical volume "ciab" created.\n', exitCode: 0 });
    expect(operation?.steps[1]).toMatchObject({ state: 'failed', exitCode: 5, stderr: 'no room' });
  });

  it('tells a failure with what was undone and what was left', () => {
    const events = [step('one', 'done', 0), step('two', 'failed', 5), step('one', 'undone', 0)];
    const message = 'lvcreate exited with 5: insufficient free space';
    expect(sentence(...events, finished({ kind: 'failed', stepId: 'two', message, hint: null, leftovers: [] }))).toBe(
      'Launch ciab failed at “Do two”: lvcreate exited with 5: insufficient free space; 1 step was undone; nothing was left behind.',
    );
    const leftovers = ['Remove volume failed: it is open'];
    expect(sentence(step('two', 'failed', 5), finished({ kind: 'failed', stepId: 'two', message, hint: null, leftovers }))).toBe(
      'Launch ciab failed at “Do two”: lvcreate exited with 5: insufficient free space; there was nothing to undo; left behind: Remove volume failed: it is open.',
    );
  });

  it('skips the steps that were not reached, and tells every other end', () => {
    const operation = buildOperation([
      started,
      step('one', 'running'),
      step('one', 'done', 0),
      finished({ kind: 'cancelled', leftovers: [] }),
    ]);
    expect(operation?.steps.map(({ state }) => state)).toEqual(['done', 'skipped', 'skipped', 'skipped']);
    expect(operation?.sentence).toBe('Launch ciab was cancelled; there was nothing to undo; nothing was left behind.');
    expect(sentence(finished({ kind: 'succeeded' }))).toBe('Launch ciab: done.');
    expect(sentence(finished({ kind: 'interrupted', stepId: 'two', reason: 'The host was restarted.' }))).toBe(
      'Launch ciab was interrupted at step 2 of 4, “Do two”. The host was restarted. Nothing was undone.',
    );
  });
});

describe('buildOperationId', () => {
  it('sorts by time and fits the door’s rule', () => {
    const id = buildOperationId(Date.UTC(2026, 10, 22, 11, 0, 9), Uint8Array.of(0, 255, 16, 1));
    expect(id).toBe('20261122t110009-00ff1001');
    expect(id).toMatch(/^[0-9a-z-]{1,64}$/);
  });
});
