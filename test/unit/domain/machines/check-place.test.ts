import { describe, expect, it } from 'vitest';
import { aDiskFolder, aHost, aThinPool, aVolume, aVolumeGroup } from '#fakes/host-facts.ts';
import { known, unavailable } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { DiskFolder, Volume } from '#domain/hosts/storage-facts.ts';
import { checkPlace } from '#domain/machines/check-place.ts';
import { checkPreferredPlace } from '#domain/machines/check-preferred-place.ts';
import type { MachineDisk } from '#domain/machines/machine-disk.ts';

const gibibyte = 1024 ** 3;
const { storage } = aHost();
const thin = { kind: 'lvm-thin', group: 'vg01', pool: 'pool0', name: 'ciab', sizeGiB: 100 } as const;
const file = { kind: 'file', folder: '/srv/disks', format: 'qcow2', name: 'ciab', sizeGiB: 50 } as const;

const check = (disk: MachineDisk, facts: HostFacts) =>
  checkPlace(disk, facts).map(({ field, level, message }) => `${level} ${field ?? '-'}: ${message}`);
const withVolumes = (...volumes: Volume[]) => aHost({ storage: { ...storage, volumes: known(volumes, 'lvs') } });
const withFolder = (more: Partial<DiskFolder> = {}) =>
  aHost({ storage: { ...storage, folders: known([aDiskFolder({ path: '/srv/disks', state: 'there', ...more })], 'stat') } });
const aThinVolume = (name: string, sizeGiB: number) => aVolume(name, { pool: 'pool0', sizeBytes: sizeGiB * gibibyte });
const onFileSystem = (freeGiB: number, type = 'xfs') => ({
  fileSystem: { device: '1', type, sizeBytes: 200 * gibibyte, freeBytes: freeGiB * gibibyte },
});
const aFile = (sizeGiB: number, allocatedGiB: number) => ({
  path: '/srv/disks/other.qcow2',
  sizeBytes: sizeGiB * gibibyte,
  allocatedBytes: allocatedGiB * gibibyte,
  machineUuid: null,
});

describe('a volume group', () => {
  it.each([
    ['wzxn--', /is exported.*vgimport vg01/],
    ['wz-pn-', /A disk of volume group vg01 is missing/],
    ['rz--n-', /read-only/],
  ])('that nothing can be made in is refused with what to do: %s', (attributes, words) => {
    const groups = known([{ ...aVolumeGroup('vg01', 900), attributes }], 'vgs');
    const facts = aHost({ storage: { ...aHost().storage, groups } });
    const thick = { kind: 'lvm', group: 'vg01', name: 'ciab', sizeGiB: 100 } as const;
    expect(checkPlace(thick, facts)).toMatchObject([
      { level: 'refusal', field: 'disk.place', message: expect.stringMatching(words) as string },
    ]);
  });
});

describe('a thin pool', () => {
  it('that can keep all its promises needs no word', () => {
    expect(check(thin, withVolumes(aThinPool('pool0'), aThinVolume('other', 100)))).toEqual([]);
  });

  it('that promises more than it has is said with the figures', () => {
    expect(check(thin, withVolumes(aThinPool('pool0'), aThinVolume('a', 100), aThinVolume('b', 90)))).toEqual([
      expect.stringMatching(/^warning disk.size: With this disk thin pool vg01\/pool0 .* 240 GiB .* 150 GiB free of 200 GiB/),
    ]);
  });

  it('of another group or another pool’s volumes promise nothing here', () => {
    const elsewhere = aVolume('x', { group: 'vg02', pool: 'pool0', sizeBytes: 900 * gibibyte });
    const other = aVolume('y', { pool: 'pool1', sizeBytes: 900 * gibibyte });
    expect(check(thin, withVolumes(aThinPool('pool0'), elsewhere, other))).toEqual([]);
  });

  it.each([
    ['data', { dataPercent: 90 }, /nearly full: 90 % of its data room/],
    ['metadata', { metadataPercent: 93.7 }, /nearly full: 93 % of its metadata room/],
    ['out of space', { attributes: 'twi-aotzD-' }, /out of data space/],
    ['failed', { attributes: 'twi-aotzF-' }, /failed/],
    [
      'not active',
      { dataPercent: null, metadataPercent: null },
      /no thin pool vg01\/pool0 that could be used. The host has no active/,
    ],
  ])('is refused where it is %s', (_, more, sentence) => {
    expect(check(thin, withVolumes(aThinPool('pool0', more)))).toEqual([expect.stringMatching(sentence)]);
  });

  it('that is not there is told with those that are', () => {
    expect(check({ ...thin, pool: 'gone' }, withVolumes(aThinPool('pool0')))).toEqual([
      'refusal disk.place: There is no thin pool vg01/gone that could be used. The host has vg01/pool0.',
    ]);
  });

  it('of a host whose volumes could not be read is not guessed', () => {
    const facts = aHost({ storage: { ...storage, volumes: unavailable('lvs', 'broken') } });
    expect(check(thin, facts)).toEqual(["refusal disk.place: The host's thin pools could not be read: broken."]);
  });
});

describe('a folder', () => {
  it.each(['qcow2', 'raw'] as const)('with room for all of it takes a %s file without a word', (format) => {
    expect(check({ ...file, format }, withFolder())).toEqual([]);
  });

  it('counts what other files may still grow by, also in other folders of the file system', () => {
    const inHere = withFolder({ ...onFileSystem(100), files: [aFile(80, 20)] });
    expect(check(file, inHere)).toEqual([
      expect.stringMatching(
        /^warning disk.size: With this disk the file system of \/srv\/disks .* 110 GiB .* 100 GiB free of 200 GiB/,
      ),
    ]);
    const folders = [
      aDiskFolder({ path: '/srv/disks', state: 'there', ...onFileSystem(100) }),
      aDiskFolder({ path: '/srv/more', state: 'there', ...onFileSystem(100), files: [aFile(80, 20)] }),
    ];
    const beside = aHost({ storage: { ...storage, folders: known(folders, 'stat') } });
    expect(check(file, beside)).toHaveLength(1);
  });

  it.each<[string, MachineDisk, HostFacts, RegExp]>([
    [
      'too small for a raw file',
      { ...file, format: 'raw' },
      withFolder(onFileSystem(40)),
      /50 GiB do not fit.* 40 GiB free of 200 GiB/,
    ],
    ['on a file system that is nearly full', file, withFolder(onFileSystem(9)), /nearly full: 95 % is in use/],
    ['in memory', file, withFolder(onFileSystem(100, 'tmpfs')), /lies in memory \(tmpfs\)/],
    ['that is none', file, withFolder({ state: 'no-folder' }), /\/srv\/disks is no folder/],
    ['that is not there', file, withFolder({ state: 'not-there' }), /There is no folder \/srv\/disks/],
    ['that was not looked at', file, aHost(), /was not looked at/],
    [
      'of a host without qemu-img',
      file,
      { ...withFolder(), tools: known({ ...toolsOf(aHost()), qemuImg: null }, 'x') },
      /no qemu-img, which makes qcow2 files. .* choose raw/,
    ],
    [
      'of a host without fallocate',
      { ...file, format: 'raw' },
      { ...withFolder(), tools: known({ ...toolsOf(aHost()), fallocate: null }, 'x') },
      /no fallocate, which makes raw files. .* choose qcow2/,
    ],
  ])('%s is refused', (_, disk, facts, sentence) => {
    expect(check(disk, facts)).toEqual([expect.stringMatching(sentence)]);
    expect(check(disk, facts)[0]).toMatch(/^refusal /);
  });

  it('of Nutshell’s own need not be there yet', () => {
    expect(check({ ...file, folder: '/var/lib/nutshell/disks' }, aHost())).toEqual([]);
  });
});

function toolsOf({ tools }: HostFacts) {
  if (tools.kind === 'unavailable') throw new Error(tools.reason);
  return tools.value;
}

describe('the place that a person chose for new disks', () => {
  const thick = { kind: 'lvm', group: 'vg01', name: 'ciab', sizeGiB: 100 } as const;
  const passedOver = (preferred: Parameters<typeof checkPreferredPlace>[1], facts = aHost()) =>
    checkPreferredPlace(thick, preferred, facts).map(({ level, message }) => `${level}: ${message}`);

  it('needs no word where the disk goes there, or the person chose another one for this disk', () => {
    expect(passedOver(null)).toEqual([]);
    expect(passedOver({ kind: 'lvm', group: 'vg01' })).toEqual([]);
    const other = known([aVolumeGroup('vg01', 900), aVolumeGroup('vg02', 900)], 'vgs');
    expect(passedOver({ kind: 'lvm', group: 'vg02' }, aHost({ storage: { ...storage, groups: other } }))).toEqual([]);
  });

  it('is named where it is gone, or nothing can be made there', () => {
    expect(passedOver({ kind: 'lvm', group: 'vg09' })).toEqual([
      'warning: New disks go to volume group vg09 on this host, as you chose; this one goes to volume group vg01. The host shows no volume group vg09 any more.',
    ]);
    const full = withFolder(onFileSystem(1));
    expect(passedOver({ kind: 'file', folder: '/srv/disks', format: 'qcow2' }, full)).toEqual([
      expect.stringMatching(/^warning: New disks go to qcow2 files in \/srv\/disks .* nearly full/),
    ]);
    expect(passedOver({ kind: 'file', folder: '/never/read', format: 'raw' })).toEqual([]);
  });
});
