import { describe, expect, it } from 'vitest';
import { aStepTitle, aSummary } from '#fakes/operations.ts';
import { buildOperation } from '#domain/activity/build-operation.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { describeBytes, describeState, getShownPercent, getTurnStart } from '#renderer/features/activity/operation-words.ts';

const mebibyte = 1024 ** 2;
const started: OperationEvent = {
  kind: 'started',
  operationId: 'op-1',
  title: 'Fetch debian.iso',
  subject: 'debian.iso',
  target: { kind: 'image', path: '/srv/iso/debian.iso' },
  undoableUntilEpochMs: null,
  steps: [aStepTitle({ id: 'fetch' }), aStepTitle({ id: 'name' })],
  startedBy: 'ada@laptop',
  atEpochMs: 1_000,
};
const running: OperationEvent = {
  kind: 'step',
  stepId: 'fetch',
  state: 'running',
  atEpochMs: 1_000,
  exitCode: null,
  stderr: null,
};
const progress = (doneBytes: number, atEpochMs: number): OperationEvent => ({
  kind: 'progress',
  stepId: 'fetch',
  doneBytes,
  totalBytes: 100 * mebibyte,
  atEpochMs,
});

describe('how an operation is told', () => {
  it('says in a list where it stopped and what it left', () => {
    const interruption = {
      stepNumber: 4,
      stepCount: 6,
      stepTitle: 'Create',
      isUndoing: false,
      reason: 'The host was restarted.',
    };
    expect(describeState(aSummary({ state: 'interrupted', interruption }))).toBe('Interrupted at 4 of 6');
    expect(describeState(aSummary({ state: 'failed', leftovers: ['Remove x failed'] }))).toBe('Failed, 1 left behind');
    expect(describeState(aSummary())).toBe('Succeeded');
  });

  it('moves with the step that runs, and says how fast and how long', () => {
    const operation = buildOperation([started, running, progress(0, 1_000), progress(50 * mebibyte, 11_000)]);
    expect(operation && getShownPercent(operation)).toBe(25);
    const shown = operation?.steps[0]?.progress;
    expect(shown && describeBytes(shown)).toBe('50 MiB of 100 MiB, 5 MiB/s, 10 s left');
  });

  it('counts from when it was taken up, not the hours that it lay there', () => {
    const operation = buildOperation([started, { kind: 'turned', way: 'resume', by: 'grace@desk', atEpochMs: 90_000 }]);
    expect(operation && getTurnStart(operation)).toBe(90_000);
  });
});
