import { describe, expect, it } from 'vitest';
import { aDiskFolder, aHost, aVolume } from '#fakes/host-facts.ts';
import { aCheckpoint } from '#fakes/checkpoints.ts';
import { aDefinition, aMachine, anEnd, aUuid } from '#fakes/machines.ts';
import { known, unavailable } from '#domain/fact.ts';
import { buildDestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import type { DestroyWish } from '#domain/machines/destroy-wish.ts';
import type { Machine } from '#domain/machines/machine.ts';
import type { MachineEnd } from '#domain/machines/machine-state.ts';
import { machineTag } from '#domain/machines/volume-tags.ts';
import { describeAction } from '#domain/plans/describe-action.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { DiskFile } from '#domain/hosts/storage-facts.ts';

const { storage } = aHost();
const withTags = (...tags: string[]): HostFacts =>
  aHost({
    storage: {
      ...storage,
      volumes: known([aVolume('ciab', { sizeBytes: 7, tags })], 'lvs'),
    },
  });
const ids = (plan: ReturnType<typeof buildDestroyPlan>) => plan.plan.steps.map(({ id }) => id);

interface Choices {
  readonly machine?: Machine;
  readonly facts?: HostFacts;
  readonly wish?: Partial<DestroyWish>;
}

/** Ten minutes to undo, nothing kept: say only what differs. */
function destroy({ machine = aMachine(), facts = withTags('nutshell', machineTag(aUuid)), wish = {} }: Choices = {}) {
  const full: DestroyWish = { keepVolumes: [], graceMinutes: 10, isForeignMeant: false, ...wish };
  return buildDestroyPlan({ machine, facts, wish: full, operationId: 'op-1', destroyedBy: 'ada@laptop' });
}

const around = (...inner: readonly string[]) => [
  ...['check-machine', 'create-removal', 'write-removal', 'write-purge', 'power-off'],
  ...inner,
  ...['remove-sockets', 'set-aside-definition', 'start-clock'],
];

describe('buildDestroyPlan', () => {
  it('powers off, sets the volume that it created aside, then the definition, and starts the clock last', () => {
    const destroyed = destroy();
    expect(ids(destroyed)).toEqual(around('set-aside-vg01-ciab'));
    expect(destroyed.volumes).toMatchObject([{ path: '/dev/vg01/ciab', sizeBytes: 7, isRemoved: true, isChoosable: true }]);
    expect(destroyed.plan.undoableUntilEpochMs).toBe(1_700_000_600_000);
  });

  it('can take everything back that it set aside, and nothing else', () => {
    const undone = destroy().plan.steps.filter(({ undo }) => undo !== null);
    expect(undone.map(({ id }) => id)).toEqual([
      ...['create-removal', 'set-aside-vg01-ciab', 'remove-sockets', 'set-aside-definition', 'start-clock'],
    ]);
  });

  it('brings a machine back as powered off, not as ended by a restart of the host, unless it was so before', () => {
    const undoOf = (kind: MachineEnd['kind']) =>
      destroy({ machine: aMachine({ state: { kind: 'stopped', how: anEnd({ kind }) } }) }).plan.steps.find(
        ({ id }) => id === 'remove-sockets',
      )?.undo;
    expect(undoOf('powered-off')?.argv.at(-1)).toBe('/run/nutshell/machines/ciab');
    expect(undoOf('host-restarted')).toBeNull();
  });

  it('removes at once where no time to undo is wanted, and says that nothing brings it back', () => {
    const destroyed = destroy({ wish: { graceMinutes: 0 } });
    expect(ids(destroyed).at(-1)).toBe('purge');
    expect(destroyed.plan.undoableUntilEpochMs).toBeNull();
  });

  it('says of each volume when it may have been written last, as far as that can be known', () => {
    const stopped = (atEpochMs: number | null) =>
      aMachine({ state: { kind: 'stopped', how: { kind: 'powered-off', sentence: 'Off.', atEpochMs, lastWords: null } } });
    const lastUse = (machine: Machine) => destroy({ machine }).volumes[0]?.lastUse;
    expect(lastUse(aMachine())).toMatchObject({ kind: 'in-use' });
    expect(lastUse(stopped(77))).toEqual({ kind: 'used-until', atEpochMs: 77 });
    expect(lastUse(stopped(null))).toEqual({ kind: 'unknown' });
  });

  it('keeps a volume that others gave the machine', () => {
    const theirs = { path: '/dev/vg00/data', sizeBytes: 5 };
    const machine = aMachine({ volumes: [...aMachine().volumes, theirs] });
    expect(destroy({ machine }).volumes[1]).toMatchObject({ ...theirs, isRemoved: false, isChoosable: false });
  });

  it('does not take a disk away from under a checkpoint', () => {
    const facts = { ...withTags('nutshell', machineTag(aUuid)), checkpoints: known([aCheckpoint()], 'cat') };
    expect(destroy({ facts })).toMatchObject({ refusal: expect.stringContaining('checkpoint monday') as string });
    expect(destroy({ facts, wish: { keepVolumes: 'all' } }).refusal).toBeNull();
  });

  it('only powers a foreign machine off, and only where that is meant', () => {
    const machine = aMachine({ owner: 'foreign', definition: null, argv: ['qemu-kvm', '-name', "it's $(x)"] });
    expect(destroy({ machine })).toMatchObject({ isForeign: true, refusal: expect.stringContaining('not launched') as string });
    const meant = destroy({ machine, wish: { isForeignMeant: true } });
    expect(meant.plan.steps.map(({ action }) => describeAction(action))).toEqual([
      `stop-machine.sh --process 4711 qemu-kvm -name 'it'\\''s $(x)'`,
    ]);
    expect(meant.volumes.some(({ isRemoved }) => isRemoved)).toBe(false);
  });

  it.each<[string, HostFacts, boolean, RegExp]>([
    ['was asked to be kept', withTags('nutshell', machineTag(aUuid)), true, /asked to keep/],
    ['carries no mark', withTags(), false, /did not create it/],
    ['was made for another machine', withTags('nutshell', machineTag('other')), false, /did not create it/],
    ['is gone', aHost(), false, /not there any more/],
    ['could not be read', aHost({ storage: { ...storage, volumes: unavailable('lvs', 'broken') } }), false, /could not be read/],
  ])('keeps a volume that %s', (_, facts, keepVolumes, reason) => {
    const destroyed = destroy({ facts, wish: { keepVolumes: keepVolumes ? ['/dev/vg01/ciab'] : [] } });
    expect(ids(destroyed)).toEqual(around());
    expect(destroyed.volumes[0]).toMatchObject({ isRemoved: false, reason: expect.stringMatching(reason) as string });
  });

  describe('of a machine on a file', () => {
    const disk = { kind: 'file', folder: '/srv/disks', format: 'qcow2', name: 'ciab', sizeGiB: 1 } as const;
    const path = '/srv/disks/ciab.qcow2';
    const machine = aMachine({ definition: aDefinition({ disk }), volumes: [{ path, sizeBytes: 9 }] });
    const withFiles = (...files: DiskFile[]) =>
      aHost({ storage: { ...storage, folders: known([aDiskFolder({ path: '/srv/disks', state: 'there', files })], 'stat') } });
    const aFile = (more: Partial<DiskFile> = {}): DiskFile => ({
      path,
      sizeBytes: 9,
      allocatedBytes: 3,
      machineUuid: aUuid,
      ...more,
    });

    it('removes the file that it made, and proves again on the host whose it is', () => {
      const { plan, volumes } = destroy({ machine, facts: withFiles(aFile()) });
      expect(volumes).toMatchObject([{ path, sizeBytes: 9, isRemoved: true }]);
      const lines = plan.steps.map(({ action }) => describeAction(action));
      expect(lines[0]).toContain(
        `--machine /var/lib/nutshell/machines/ciab/machine.json ${aUuid} /var/lib/nutshell/removed/op-1`,
      );
      expect(lines[0]).toContain(`--file /srv/disks ${path} ${aUuid} --until 1700000600 300`);
      expect(lines[5]).toBe(`set-aside-file.sh /srv/disks ${path} ${aUuid} op-1`);
    });

    it('takes away the second name that a file renamed by hand still has', () => {
      const nameless = aFile({ path: `/srv/disks/.nutshell/${aUuid}` });
      const { volumes } = destroy({ machine, facts: withFiles(nameless) });
      expect(volumes).toMatchObject([{ path, isRemoved: true, reason: expect.stringContaining('second name') as string }]);
    });

    it.each<[string, HostFacts, boolean, RegExp]>([
      ['was asked to be kept', withFiles(aFile()), true, /asked to keep/],
      ['was put in its place', withFiles(aFile({ machineUuid: null })), false, /did not create it/],
      ['was made for another machine', withFiles(aFile({ machineUuid: 'other' })), false, /did not create it/],
      ['is gone', withFiles(), false, /not there any more/],
      ['lies in a folder that was not read', aHost(), false, /could not be read/],
    ])('keeps a file that %s', (_, facts, keepVolumes, reason) => {
      const destroyed = destroy({ machine, facts, wish: { keepVolumes: keepVolumes ? 'all' : [] } });
      expect(ids(destroyed)).toEqual(around());
      expect(destroyed.volumes[0]).toMatchObject({ isRemoved: false, reason: expect.stringMatching(reason) as string });
    });
  });

  it.each([
    ['a login that may change nothing', aMachine(), 'none', /needs root/],
    [
      'a definition with a name of its own making',
      aMachine({ definition: aDefinition({ name: '../..' }) }),
      'root',
      /never gives/,
    ],
  ] as const)('refuses %s', (_, machine, privilege, reason) => {
    const destroyed = destroy({ machine, facts: { ...withTags(machineTag(aUuid)), privilege } });
    expect(destroyed.plan.steps).toEqual([]);
    expect(destroyed.refusal).toMatch(reason);
  });
});
