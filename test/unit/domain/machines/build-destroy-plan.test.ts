import { describe, expect, it } from 'vitest';
import { aDiskFolder, aHost, aVolume } from '#fakes/host-facts.ts';
import { aDefinition, aMachine, aUuid } from '#fakes/machines.ts';
import { known, unavailable } from '#domain/fact.ts';
import { buildDestroyPlan } from '#domain/machines/build-destroy-plan.ts';
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

describe('buildDestroyPlan', () => {
  it('powers off, removes the volume it created and forgets the machine last', () => {
    const destroy = buildDestroyPlan({ machine: aMachine(), facts: withTags('nutshell', machineTag(aUuid)), keepVolumes: false });
    expect(ids(destroy)).toEqual(['check-machine', 'power-off', 'remove-volume', 'remove-folders']);
    expect(destroy.volumes).toMatchObject([{ path: '/dev/vg01/ciab', sizeBytes: 7, isRemoved: true }]);
  });

  it.each<[string, HostFacts, boolean, RegExp]>([
    ['was asked to be kept', withTags('nutshell', machineTag(aUuid)), true, /asked to keep/],
    ['carries no mark', withTags(), false, /did not create it/],
    ['was made for another machine', withTags('nutshell', machineTag('other')), false, /did not create it/],
    ['is gone', aHost(), false, /not there any more/],
    ['could not be read', aHost({ storage: { ...storage, volumes: unavailable('lvs', 'broken') } }), false, /could not be read/],
  ])('keeps a volume that %s', (_, facts, keepVolumes, reason) => {
    const destroy = buildDestroyPlan({ machine: aMachine(), facts, keepVolumes });
    expect(ids(destroy)).toEqual(['check-machine', 'power-off', 'remove-folders']);
    expect(destroy.volumes[0]).toMatchObject({ isRemoved: false, reason: expect.stringMatching(reason) as string });
  });

  describe('of a machine on a file', () => {
    const disk = { kind: 'file', folder: '/srv/disks', format: 'qcow2', name: 'ciab', sizeGiB: 1 } as const;
    const machine = aMachine({ definition: aDefinition({ disk }) });
    const path = '/srv/disks/ciab.qcow2';
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
      const { plan, volumes } = buildDestroyPlan({ machine, facts: withFiles(aFile()), keepVolumes: false });
      expect(volumes).toMatchObject([{ path, sizeBytes: 9, isRemoved: true }]);
      const lines = plan.steps.map(({ action }) => describeAction(action));
      expect(lines[0]).toBe(`guard-destroy.sh /var/lib/nutshell/machines/ciab/machine.json ${aUuid} /srv/disks ${path} ${aUuid}`);
      expect(lines[2]).toBe(`remove-disk-file.sh /srv/disks ${path} ${aUuid}`);
    });

    it('takes away the second name that a file renamed by hand still has', () => {
      const nameless = aFile({ path: `/srv/disks/.nutshell/${aUuid}` });
      const { volumes } = buildDestroyPlan({ machine, facts: withFiles(nameless), keepVolumes: false });
      expect(volumes).toMatchObject([{ path, isRemoved: true, reason: expect.stringContaining('second name') as string }]);
    });

    it.each<[string, HostFacts, boolean, RegExp]>([
      ['was asked to be kept', withFiles(aFile()), true, /asked to keep/],
      ['was put in its place', withFiles(aFile({ machineUuid: null })), false, /did not create it/],
      ['was made for another machine', withFiles(aFile({ machineUuid: 'other' })), false, /did not create it/],
      ['is gone', withFiles(), false, /not there any more/],
      ['lies in a folder that was not read', aHost(), false, /could not be read/],
    ])('keeps a file that %s', (_, facts, keepVolumes, reason) => {
      const destroy = buildDestroyPlan({ machine, facts, keepVolumes });
      expect(ids(destroy)).toEqual(['check-machine', 'power-off', 'remove-folders']);
      expect(destroy.volumes[0]).toMatchObject({ isRemoved: false, reason: expect.stringMatching(reason) as string });
    });
  });

  it.each([
    ['a foreign machine', aMachine({ owner: 'foreign', definition: null }), 'root', /not launched by Nutshell/],
    ['a login that may change nothing', aMachine(), 'none', /needs root/],
    [
      'a definition with a name of its own making',
      aMachine({ definition: aDefinition({ name: '../..' }) }),
      'root',
      /never gives/,
    ],
  ] as const)('refuses %s', (_, machine, privilege, reason) => {
    const destroy = buildDestroyPlan({ machine, facts: { ...withTags(machineTag(aUuid)), privilege }, keepVolumes: false });
    expect(destroy.plan.steps).toEqual([]);
    expect(destroy.refusal).toMatch(reason);
    expect(destroy.volumes.some(({ isRemoved }) => isRemoved)).toBe(false);
  });
});
