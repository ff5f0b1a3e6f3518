import { describe, expect, it } from 'vitest';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import { aStepTitle } from '#fakes/operations.ts';
import { aHost, aMachine, aPlan, clientWith } from './builders.ts';
import { runCli, streamOf, type PartialClient } from './run-cli.ts';

const started: OperationEvent = {
  kind: 'started',
  operationId: 'op-1',
  title: 'Pause ciab',
  subject: 'ciab',
  target: { kind: 'machine', name: 'ciab' },
  undoableUntilEpochMs: null,
  steps: [aStepTitle({ id: 'wait', title: 'Wait', command: 'wait' })],
  startedBy: 'me@laptop',
  atEpochMs: 0,
};
const done: OperationEvent = { kind: 'finished', outcome: { kind: 'succeeded' }, atEpochMs: 9 };
const tooLate: OperationEvent = {
  kind: 'finished',
  outcome: { kind: 'failed', stepId: 'wait', message: 'too late', hint: null, leftovers: [] },
  atEpochMs: 9,
};

function clientThatActs(
  actions: MachineAction[],
  { refusal = null, warnings = [], last = done }: { refusal?: string | null; warnings?: string[]; last?: OperationEvent } = {},
): PartialClient {
  const base = clientWith([aHost()], { 'lab-1': [aMachine()] });
  return {
    ...base,
    machines: {
      reviewAction: async ({ action }) => {
        actions.push(action);
        return { plan: aPlan(), machine: aMachine(), refusal, warnings, script: '#!/bin/sh\nstop\n' };
      },
      act: () => streamOf(started, last),
    },
  };
}

const run = async (argv: readonly string[], more: Parameters<typeof clientThatActs>[1] = {}) => {
  const actions: MachineAction[] = [];
  return { ...(await runCli(argv, { client: clientThatActs(actions, more) })), actions };
};

describe('the verbs', () => {
  it.each<[string, MachineAction]>([
    ['start ciab', { kind: 'start', boot: null }],
    ['start ciab --cd', { kind: 'start', boot: 'cd-once' }],
    ['stop ciab', { kind: 'shutdown', limitSeconds: 90 }],
    ['stop ciab --timeout 5', { kind: 'shutdown', limitSeconds: 5 }],
    ['stop ciab --force', { kind: 'power-off' }],
    ['shutdown ciab', { kind: 'shutdown', limitSeconds: 90 }],
    ['pause ciab', { kind: 'pause' }],
    ['resume ciab', { kind: 'resume' }],
    ['reset ciab', { kind: 'reset' }],
    ['insert ciab /srv/a.iso', { kind: 'change', change: { isoPath: '/srv/a.iso' } }],
    ['eject ciab', { kind: 'change', change: { isoPath: null } }],
    ['set ciab --memory 8G --vcpus 4', { kind: 'change', change: { memoryMiB: 8192, vcpus: 4 } }],
    ['set ciab --boot cd --autostart on', { kind: 'change', change: { boot: 'cd-first', autostart: true } }],
    ['grow ciab 200G', { kind: 'change', change: { diskGiB: 200 } }],
    ['adopt ciab --name mine --role nc', { kind: 'adopt', name: 'mine', role: 'nc' }],
    ['release ciab', { kind: 'release' }],
  ])('nutshell %s', async (line, action) => {
    const { code, actions } = await run(line.split(' '));
    expect(actions).toEqual([action]);
    expect(code).toBe(0);
  });

  it.each([
    ['set ciab', 'What shall be set?'],
    ['set ciab --boot floppy', 'neither disk nor cd'],
    ['set ciab --autostart maybe', 'neither on nor off'],
    ['set ciab --memory much', 'is no size'],
    ['stop ciab --timeout soon', 'is no number'],
    ['adopt ciab --role king', 'There is no role king'],
    ['grow ciab', 'missing required argument'],
  ])('nutshell %s is a mistake in the call', async (line, words) => {
    const { code, err, actions } = await run(line.split(' '));
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(actions).toEqual([]);
  });

  it('tell a refusal and change nothing', async () => {
    const { code, err } = await run(['pause', 'ciab'], { refusal: 'ciab is paused already.' });
    expect(code).toBe(4);
    expect(err).toContain('ciab is paused already.\nNothing was changed on the host.');
  });

  it('--dry-run tells the steps, --script prints them, neither runs them', async () => {
    const dry = await run(['start', 'ciab', '--dry-run'], { warnings: ['The host has little RAM.'] });
    expect(dry.out).toContain('warning The host has little RAM.');
    expect(dry.err).toContain('Nothing was changed.');
    expect((await run(['start', 'ciab', '--script'])).out).toBe('#!/bin/sh\nstop\n');
    const refused = await run(['start', 'ciab', '--dry-run', '--json'], { refusal: 'It runs already.' });
    expect(refused.code).toBe(4);
    expect(JSON.parse(refused.out)).toMatchObject({ refusal: 'It runs already.' });
  });

  it('a shutdown that took too long offers to power off', async () => {
    const { code, err } = await run(['stop', 'ciab'], { last: tooLate });
    expect(code).toBe(1);
    expect(err).toContain('Power it off: nutshell stop ciab --force --host lab');
  });

  it('--json tells the events, one a line', async () => {
    const { out } = await run(['pause', 'ciab', '--json']);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as OperationEvent).kind),
    ).toEqual(['started', 'finished']);
  });
});
