import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHostStory, type HostStory } from '#support/host-story.ts';
import { planCreation } from '#core/checkpoints/plan-creation.ts';
import { buildDeleteCheckpointPlan } from '#domain/checkpoints/build-delete-plan.ts';
import { buildRestorePlan } from '#domain/checkpoints/build-restore-plan.ts';
import { toStates } from '#domain/checkpoints/check-restore.ts';
import { listCheckpoints } from '#domain/checkpoints/list-checkpoints.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { getDiskPath, type MachineDisk } from '#domain/machines/machine-disk.ts';

let story: HostStory;
const disks: Readonly<Record<string, MachineDisk>> = {
  classic: { kind: 'lvm', group: 'vg01', name: 'classic', sizeGiB: 0.25 },
  thin: { kind: 'lvm-thin', group: 'vg01', pool: 'pool', name: 'thin', sizeGiB: 0.25 },
  inside: { kind: 'file', folder: '/var/lib/nutshell/disks', format: 'qcow2', name: 'inside', sizeGiB: 0.25 },
};
const names = Object.keys(disks);

/** The emulated host takes a second for what a real one does in milliseconds. */
const timeout = 900_000;

beforeAll(async () => {
  story = await openHostStory();
  await story.type('lvcreate -qq -y -L 512m -T vg01/pool');
  for (const [name, disk] of Object.entries(disks)) {
    await story.launch(name, { disk });
  }
}, 1_800_000);
afterAll(() => story.close());

/** As a guest would, from the host. Nobody but its QEMU writes to a file that is in use, so that one stays as it is. */
async function writeAll(word: string): Promise<void> {
  await story.write('/dev/vg01/classic', word);
  await story.write('/dev/vg01/thin', word);
}
const insidePath = '/var/lib/nutshell/disks/inside.qcow2';
async function plan(name: string, roomGiB: number | null = 0.0625, machines: readonly string[] | null = null) {
  const facts = await story.read();
  const operationId = story.newId();
  const identity = { operationId, createdEpochMs: Date.now(), createdBy: 'test@laptop' };
  return { operationId, ...planCreation({ wish: { name, machines, roomGiB }, facts, machines: buildMachines(facts), identity }) };
}

const statuses = () => Promise.all(names.map((name) => story.statusOf(name)));
const traces = () =>
  story.type('lvs --noheadings -o lv_name vg01 | sort | xargs; ls /var/lib/nutshell/checkpoints; ls /run/nutshell');

describe('a checkpoint of machines on a volume, a thin volume and a file', () => {
  it('is made at one moment, and everybody goes on', { timeout }, async () => {
    await writeAll('before');
    const { plan: create, problems, operationId } = await plan('monday');
    expect(problems).toEqual([]);
    const operation = await story.run(create, operationId);
    expect(operation.sentence).toBe('Make checkpoint monday: done.');
    expect(await statuses()).toEqual(['running', 'running', 'running']);
    const [checkpoint] = listCheckpoints(await story.read());
    expect(checkpoint).toMatchObject({ state: 'whole', remarks: [], record: { name: 'monday' } });
    expect(checkpoint?.pausedMs).toBeGreaterThan(0);
    expect(await story.type(`qemu-img snapshot -l -U ${insidePath}`)).toContain(`checkpoint-${operationId}`);
  });

  it('is refused a second time under the lock, and changes nothing', { timeout }, async () => {
    const before = await traces();
    const facts = await story.read();
    const { plan: again, operationId } = await plan('tuesday');
    // As if somebody had been faster: the same name is there by the time this runs.
    await story.type('mkdir /var/lib/nutshell/checkpoints/tuesday');
    const operation = await story.run(again, operationId);
    expect(operation.sentence).toContain('There is a checkpoint /var/lib/nutshell/checkpoints/tuesday already');
    await story.type('rmdir /var/lib/nutshell/checkpoints/tuesday');
    expect(await traces()).toBe(before);
    expect(listCheckpoints(facts)).toHaveLength(1);
  });

  it('leaves nobody paused and no snapshot behind where one of them fails', { timeout }, async () => {
    const before = await traces();
    const { plan: create, operationId } = await plan('tuesday');
    // The last snapshot cannot be made: its file is on the way.
    const broken = {
      ...create,
      steps: create.steps.map((step) =>
        step.id === 'snapshot-inside'
          ? { ...step, action: { kind: 'run', argv: ['sh', '-c', 'echo no room >&2; exit 5'] } as const }
          : step,
      ),
    };
    const operation = await story.run(broken, operationId);
    expect(operation.outcome).toMatchObject({ kind: 'failed', stepId: 'snapshot-inside', leftovers: [] });
    expect(await statuses()).toEqual(['running', 'running', 'running']);
    expect(await traces()).toBe(before);
  });

  it('refuses what the group has no room for', { timeout }, async () => {
    const { problems } = await plan('huge', 100_000, ['classic']);
    expect(problems).toMatchObject([{ level: 'refusal', message: expect.stringContaining('Volume group vg01 has') as string }]);
  });

  it('gives all disks back what they held, and stays', { timeout }, async () => {
    await writeAll('after');
    const facts = await story.read();
    const [checkpoint] = listCheckpoints(facts);
    if (!checkpoint) throw new Error('There is no checkpoint');
    const operationId = story.newId();
    const { record } = checkpoint;
    const states = toStates(buildMachines(facts));
    const nowEpochMs = Date.now();
    const restore = buildRestorePlan({ record, states, operationId, restoredBy: 'test@laptop', nowEpochMs, graceSeconds: 600 });
    const operation = await story.run(restore, operationId);
    expect(operation.sentence).toBe('Restore checkpoint monday: done.');
    expect(await story.readWord('/dev/vg01/classic')).toBe('before');
    expect(await story.readWord('/dev/vg01/thin')).toBe('before');
    expect(await story.type('pgrep -c qemu-system || true')).toBe('0');
    expect(await story.readWord(`/dev/vg01/removed-${operationId}-1`)).toBe('after');
    expect(listCheckpoints(await story.read())).toMatchObject([{ state: 'whole', remarks: [] }]);
  });

  it('is deleted without a trace, and the machines stay', { timeout }, async () => {
    const [checkpoint] = listCheckpoints(await story.read());
    if (!checkpoint) throw new Error('There is no checkpoint');
    const operation = await story.run(buildDeleteCheckpointPlan(checkpoint.record));
    expect(operation.sentence).toBe('Delete checkpoint monday: done.');
    expect(await story.type('lvs --noheadings -o lv_name vg01')).not.toContain('checkpoint-');
    expect(await story.type(`qemu-img snapshot -l ${insidePath}`)).toBe('');
    for (const disk of Object.values(disks)) {
      expect(await story.type(`test -e ${getDiskPath(disk)} && echo there`)).toBe('there');
    }
  });
});
