import { describe, expect, it } from 'vitest';
import type { OperationEvent, OperationOutcome } from '#domain/activity/operation.ts';
import { aStepTitle, aSummary } from '#fakes/operations.ts';
import { aHost, clientWith } from './builders.ts';
import { runCli, streamOf, type PartialClient } from './run-cli.ts';

const undo = { title: 'Remove the volume', command: 'remove-volume.sh vg01 ciab', coversFailure: true };
const started: OperationEvent = {
  kind: 'started',
  operationId: 'op-1',
  title: 'Launch ciab',
  subject: 'ciab',
  target: { kind: 'machine', name: 'ciab' },
  undoableUntilEpochMs: null,
  steps: [
    aStepTitle({ id: 'guard', title: 'Check again', command: 'guard.sh', isGuard: true }),
    aStepTitle({ id: 'volume', title: 'Create the volume', undo }),
    aStepTitle({ id: 'start', title: 'Start QEMU', command: 'qemu' }),
  ],
  startedBy: 'me@laptop',
  atEpochMs: 0,
};
const step = (stepId: string, state: 'running' | 'done' | 'undoing' | 'undone'): OperationEvent => ({
  kind: 'step',
  stepId,
  state,
  atEpochMs: 1,
  exitCode: null,
  stderr: null,
});
const finished = (outcome: OperationOutcome): OperationEvent => ({ kind: 'finished', outcome, atEpochMs: 9 });
const interrupted = finished({ kind: 'interrupted', stepId: 'volume', reason: 'The host was restarted.' });
const journal = [started, step('guard', 'running'), step('guard', 'done'), step('volume', 'running'), interrupted];
const interruption = {
  stepNumber: 2,
  stepCount: 3,
  stepTitle: 'Create the volume',
  isUndoing: false,
  reason: 'The host was restarted.',
};

function clientOf(summary: Parameters<typeof aSummary>[0], more: PartialClient['activity'] = {}): PartialClient {
  const activity = { operations: async () => [aSummary(summary)], follow: () => streamOf(...journal), ...more };
  return { ...clientWith([aHost()]), activity };
}

describe('operations', () => {
  it('are listed with how they stand, and what can be done with those that were interrupted', async () => {
    const client = clientOf({ state: 'interrupted', interruption });
    const { out, err } = await runCli(['operations', 'lab'], { client });
    expect(out).toMatch(/op-1 .*interrupted at 2\/3 .*Launch ciab .*ada@laptop/);
    expect(err).toContain('"Launch ciab" was interrupted. The host was restarted.');
    expect(err).toContain('nutshell operations resume op-1 --host lab\nnutshell operations undo op-1 --host lab');
    const json = await runCli(['operations', 'lab', '--json'], { client });
    expect(JSON.parse(json.out)).toMatchObject({ host: { name: 'lab' }, operations: [{ interruption }] });
  });

  it('are listed with what may still be undone', async () => {
    const soon = await runCli(['operations', 'lab'], { client: clientOf({ undoableUntilEpochMs: Date.now() + 600_000 }) });
    expect(soon.out).toContain('succeeded, can be undone until 20');
    const late = await runCli(['operations', 'lab'], { client: clientOf({ undoableUntilEpochMs: 1 }) });
    expect(late.out).toMatch(/succeeded +Launch ciab/);
  });

  it('are followed to their end, whose kind is the exit code', async () => {
    const client = clientOf({}, { follow: () => streamOf(started, finished({ kind: 'cancelled', leftovers: [] })) });
    const { code, err } = await runCli(['operations', '--follow', 'op-1'], { client });
    expect(code).toBe(130);
    expect(err).toContain('Launch ciab was cancelled; there was nothing to undo; nothing was left behind.');
  });

  it('are cancelled by their id, if they run', async () => {
    const cancelled: string[] = [];
    const cancel = async ({ operationId }: { operationId: string }) => {
      cancelled.push(operationId);
      return null;
    };
    const running = clientOf({ state: 'running' }, { cancel });
    expect((await runCli(['operations', 'cancel', 'op-1', '--dry-run'], { client: running })).code).toBe(0);
    expect(cancelled).toEqual([]);
    expect((await runCli(['operations', 'cancel', 'op-1'], { client: running })).code).toBe(0);
    expect(cancelled).toEqual(['op-1']);
    expect((await runCli(['operations', 'cancel', 'op-2'], { client: running })).code).toBe(3);
    expect((await runCli(['operations', 'cancel', 'op-1'], { client: clientOf({}, { cancel }) })).code).toBe(4);
  });
});

describe('operations resume and undo', () => {
  const interruptedClient = (more: PartialClient['activity'] = {}) => clientOf({ state: 'interrupted', interruption }, more);

  it('show what would happen, and do nothing', async () => {
    const resume = await runCli(['operations', 'resume', 'op-1', '--dry-run'], { client: interruptedClient() });
    expect(resume.code).toBe(0);
    expect(resume.out).toContain('2. Create the volume\n     Was interrupted; is taken back first, and runs again.');
    expect(resume.out).toContain('     remove-volume.sh vg01 ciab\n     lvcreate');
    const { out } = await runCli(['operations', 'undo', 'op-1', '--dry-run', '--json'], { client: interruptedClient() });
    expect(JSON.parse(out)).toMatchObject({ way: 'undo', steps: [{ stepId: 'volume', title: 'Remove the volume' }] });
  });

  it('end as the operation does, however it had ended before', async () => {
    const turned: OperationEvent = { kind: 'turned', way: 'resume', by: 'grace@desk', atEpochMs: 5 };
    const resumed = interruptedClient({
      resume: () => streamOf(...journal, turned, step('volume', 'done'), finished({ kind: 'succeeded' })),
    });
    const { code, err } = await runCli(['operations', 'resume', 'op-1'], { client: resumed });
    expect(code).toBe(0);
    expect(err).toContain('Resumed by grace@desk');
    expect(err).toContain('Launch ciab: done.');
    const undone = (leftovers: readonly string[]) =>
      interruptedClient({
        undo: () =>
          streamOf(
            ...journal,
            { ...turned, way: 'undo' },
            step('volume', 'undoing'),
            step('volume', 'undone'),
            finished({ kind: 'undone', leftovers }),
          ),
      });
    expect((await runCli(['operations', 'undo', 'op-1'], { client: undone([]) })).code).toBe(0);
    expect((await runCli(['operations', 'undo', 'op-1'], { client: undone(['Remove x failed: it is open']) })).code).toBe(1);
  });

  it('are refused with a sentence where there is nothing to resume or undo', async () => {
    const client = clientOf({ state: 'succeeded' });
    const resume = await runCli(['operations', 'resume', 'op-1'], { client });
    expect(resume.code).toBe(4);
    expect(resume.err).toContain('Launch ciab was not interrupted: it has succeeded.');
    const undo = await runCli(['operations', 'undo', 'op-1'], { client });
    expect(undo.code).toBe(4);
    expect(undo.err).toContain('Launch ciab has succeeded, and cannot be undone afterwards.');
    expect((await runCli(['operations', 'undo', 'op-9'], { client })).code).toBe(3);
  });
});
