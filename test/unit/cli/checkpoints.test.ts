import { describe, expect, it } from 'vitest';
import type { CheckpointReview } from '#contract/checkpoints.ts';
import { aCheckpointRecord } from '#fakes/checkpoints.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { aHost, aPlan, clientWith } from './builders.ts';
import { runCli, streamOf, type PartialClient } from './run-cli.ts';

const events: readonly OperationEvent[] = [
  {
    kind: 'started',
    operationId: 'op-1',
    title: 'Make checkpoint monday',
    subject: 'monday',
    target: { kind: 'checkpoint', name: 'monday' },
    undoableUntilEpochMs: null,
    steps: [],
    startedBy: 'ada@laptop',
    atEpochMs: 1,
  },
  { kind: 'finished', outcome: { kind: 'succeeded' }, atEpochMs: 9 },
];

const aReview = (more: Partial<CheckpointReview> = {}): CheckpointReview => ({
  plan: aPlan(),
  record: aCheckpointRecord(),
  problems: [],
  script: 'lvcreate -s\n',
  ...more,
});

function clientThat(typed: string[] = [], review = aReview()): PartialClient {
  const run = () => streamOf(...events);
  return {
    ...clientWith([aHost()]),
    checkpoints: {
      reviewCreation: async () => review,
      create: run,
      reviewRestoration: async () => review,
      restore: ({ typedName }) => {
        typed.push(typedName);
        return run();
      },
      reviewDeletion: async () => review,
      delete: run,
    },
  };
}

describe('checkpoint', () => {
  it('is made, and says what it holds and what not', async () => {
    const { code, err } = await runCli(['checkpoint', 'create', 'monday'], { client: clientThat() });
    expect(code).toBe(0);
    expect(err).toContain('RAM is not included');
  });

  it('with --dry-run shows the steps and changes nothing', async () => {
    const { code, out } = await runCli(['checkpoint', 'create', 'monday', '--dry-run', '--json'], { client: clientThat() });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ record: { name: 'monday' }, script: 'lvcreate -s\n' });
  });

  it('is refused with the sentence of the review', async () => {
    const review = aReview({ problems: [{ level: 'refusal', message: 'The disk of nc3 is a raw file.' }] });
    const { code, err } = await runCli(['checkpoint', 'create', 'monday'], { client: clientThat([], review) });
    expect(code).toBe(4);
    expect(err).toContain('The disk of nc3 is a raw file.');
  });

  it('is restored only after its name was typed', async () => {
    const typed: string[] = [];
    const asked = await runCli(['checkpoint', 'restore', 'monday'], { client: clientThat(typed), answers: ['monday'] });
    expect(asked.code).toBe(0);
    expect(asked.err).toContain('What they hold now is lost.');
    expect(typed).toEqual(['monday']);
    expect((await runCli(['checkpoint', 'restore', 'monday'], { client: clientThat() })).code).toBe(7);
    expect((await runCli(['checkpoint', 'restore', 'monday', '--yes', 'y'], { client: clientThat() })).code).toBe(2);
  });

  it('is deleted', async () => {
    expect((await runCli(['checkpoint', 'delete', 'monday'], { client: clientThat() })).code).toBe(0);
  });
});
