import { describe, expect, it } from 'vitest';
import { planCreation } from '#core/checkpoints/plan-creation.ts';
import { aCheckpoint } from '#fakes/checkpoints.ts';
import { aHost, aThinPool, aVolumeGroup } from '#fakes/host-facts.ts';
import { aDefinition, aMachine } from '#fakes/machines.ts';
import { known } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { MachineDisk } from '#domain/machines/machine-disk.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { describeAction } from '#domain/plans/describe-action.ts';

const identity = { operationId: 'op-1', createdEpochMs: 7, createdBy: 'ada@laptop' };
const { storage } = aHost();
const on = (name: string, disk: MachineDisk, more: Partial<Machine> = {}): Machine =>
  aMachine({ name, definition: aDefinition({ name, disk, uuid: `uuid-${name}` }), ...more });
const classic = on('front', { kind: 'lvm', group: 'vg01', name: 'front', sizeGiB: 100 });
const thin = on('nc1', { kind: 'lvm-thin', group: 'vg01', pool: 'pool', name: 'nc1', sizeGiB: 50 });
const inside = on('nc2', { kind: 'file', folder: '/srv', format: 'qcow2', name: 'nc2', sizeGiB: 50 });
const raw = on('nc3', { kind: 'file', folder: '/srv', format: 'raw', name: 'nc3', sizeGiB: 50 });
const off: Partial<Machine> = {
  state: { kind: 'stopped', how: { kind: 'powered-off', sentence: 'Off.', atEpochMs: null, lastWords: null } },
};

interface Case {
  readonly machines?: readonly Machine[];
  readonly names?: readonly string[] | null;
  readonly name?: string;
  readonly roomGiB?: number | null;
  readonly facts?: HostFacts;
}
const planFor = ({
  machines = [classic, thin, inside],
  names = null,
  name = 'monday',
  roomGiB = null,
  facts = aHost(),
}: Case = {}) => planCreation({ wish: { name, machines: names, roomGiB }, facts, machines, identity });
const lines = (planned: ReturnType<typeof planFor>) => planned.plan.steps.map(({ action }) => describeAction(action));

describe('a checkpoint of several machines', () => {
  it('pauses all, snapshots each as its storage can, and lets all go on', () => {
    const planned = planFor();
    expect(planned.problems).toEqual([]);
    expect(planned.plan.steps.map(({ id }) => id)).toEqual([
      ...['check-host', 'prepare-folders', 'create-record-folder', 'write-record', 'pause-machines'],
      ...['snapshot-front', 'snapshot-nc1', 'snapshot-nc2', 'resume-machines', 'finish-record'],
    ]);
    expect(lines(planned)[5]).toMatch(/^lvcreate -s -n checkpoint-op-1-1 -L 20480m --addtag nutshell .* vg01\/front$/);
    expect(lines(planned)[6]).toMatch(/^lvcreate -s -n checkpoint-op-1-2 --addtag nutshell .* vg01\/nc1$/);
    expect(lines(planned)[7]).toContain('snapshot-file.sh create uuid-nc2');
  });

  it('can take back every step that changes something, and the pause also where it failed halfway', () => {
    const { steps } = planFor().plan;
    const undone = steps.filter(({ undo }) => undo !== null);
    expect(undone.map(({ id }) => id)).toEqual([
      ...['create-record-folder', 'pause-machines'],
      ...['snapshot-front', 'snapshot-nc1', 'snapshot-nc2'],
    ]);
    expect(steps.find(({ id }) => id === 'pause-machines')?.undo?.coversFailure).toBe(true);
  });

  it('pauses nobody who does not run', () => {
    const paused = {
      ...classic,
      state: { kind: 'running', pid: 1, sinceEpochMs: null, isPaused: true, pauseReason: null },
    } as const;
    const planned = planFor({ machines: [paused, { ...thin, ...off }] });
    expect(planned.plan.steps.map(({ id }) => id)).not.toContain('pause-machines');
    expect(planned.record.machines.map(({ state }) => state)).toEqual(['paused', 'stopped']);
    expect(planned.problems).toMatchObject([{ level: 'warning' }]);
  });

  it('takes a fifth of each disk for changes, less where the group has less', () => {
    const groups = known([aVolumeGroup('vg01', 10)], 'vgs');
    const small = planFor({ machines: [classic], facts: aHost({ storage: { ...storage, groups } }) });
    expect(small.problems).toEqual([]);
    expect(small.record.machines[0]?.disk).toMatchObject({ roomBytes: 9 * 1024 ** 3 });
  });

  it.each<[string, Case, RegExp]>([
    ['a raw file', { machines: [raw] }, /is the raw file .*, which cannot hold a snapshot/],
    [
      'a foreign machine',
      { machines: [aMachine({ definition: null, owner: 'foreign' })], names: ['ciab'] },
      /not launched by Nutshell/,
    ],
    ['no machine at all', { machines: [] }, /at least one machine/],
    ['a name that is taken', { facts: aHost({ checkpoints: known([aCheckpoint()], 'cat') }) }, /called monday already/],
    ['more room than there is', { machines: [classic], roomGiB: 5_000 }, /Volume group vg01 has 900 GiB free/],
    [
      'a pool that is full',
      {
        machines: [thin],
        facts: aHost({ storage: { ...storage, volumes: known([aThinPool('pool', { dataPercent: 97 })], 'lvs') } }),
      },
      /Thin pool vg01\/pool is 97 % full/,
    ],
    ['a login that may change nothing', { facts: aHost({ privilege: 'none' }) }, /needs root/],
  ])('refuses %s in a sentence', (_, wish, sentence) => {
    const { problems, plan } = planFor(wish);
    expect(problems.map(({ message }) => message).join(' ')).toMatch(sentence);
    expect(plan.steps).toEqual([]);
  });
});
