import { describe, expect, it } from 'vitest';
import { parsePlace } from '#cli/disks/parse-place.ts';
import { known } from '#domain/fact.ts';
import type { DiskPlace } from '#domain/machines/machine-disk.ts';
import { aDiskFolder, aHost as someFacts, aThinPool, aVolume, aVolumeGroup } from '#fakes/host-facts.ts';
import { aHost, aReading, clientWith } from './builders.ts';
import { runCli, type PartialClient } from './run-cli.ts';

const group = { kind: 'lvm', group: 'vg01' } as const;
const pool = { kind: 'lvm-thin', group: 'vg01', pool: 'pool0' } as const;
const files = { kind: 'file', folder: '/srv/disks', format: 'raw' } as const;

describe('the place of a disk', () => {
  it.each<[object, DiskPlace | null, DiskPlace | null]>([
    [{}, group, group],
    [{}, null, null],
    [{ vg: 'vg02' }, group, { kind: 'lvm', group: 'vg02' }],
    [{ vg: 'vg02' }, files, { kind: 'lvm', group: 'vg02' }],
    [{ pool: 'pool1' }, group, { kind: 'lvm-thin', group: 'vg01', pool: 'pool1' }],
    [{ diskKind: 'thin' }, pool, pool],
    [{ diskKind: 'lvm' }, pool, group],
    [{ folder: '/d' }, group, { kind: 'file', folder: '/d', format: 'qcow2' }],
    [{ folder: '/d' }, files, { kind: 'file', folder: '/d', format: 'raw' }],
    [{ diskKind: 'qcow2' }, files, { kind: 'file', folder: '/srv/disks', format: 'qcow2' }],
    [{ diskKind: 'raw' }, null, { kind: 'file', folder: '/var/lib/nutshell/disks', format: 'raw' }],
  ])('%j over %j is %j', (options, otherwise, expected) => {
    expect(parsePlace(options, otherwise)).toEqual(expected);
  });

  it.each<[object, DiskPlace | null, string]>([
    [{ diskKind: 'qcow' }, null, 'There is no kind of disk called qcow.'],
    [{ diskKind: 'lvm' }, null, 'Which volume group?'],
    [{ diskKind: 'thin' }, group, 'Which thin pool?'],
    [{ diskKind: 'lvm', pool: 'p' }, group, 'A disk of kind lvm has no --pool.'],
    [{ diskKind: 'raw', vg: 'v', pool: 'p' }, group, 'A disk of kind raw has no --vg and no --pool.'],
    [{ pool: 'p', folder: '/d' }, group, 'has no --pool'],
  ])('%j over %j is refused', (options, otherwise, sentence) => {
    expect(() => parsePlace(options, otherwise)).toThrow(sentence);
  });
});

describe('hosts disks', () => {
  const storage = {
    groups: known([aVolumeGroup('vg01', 40)], 'vgs'),
    volumes: known([aThinPool('pool0', { dataPercent: 95 }), aVolume('x', { pool: 'pool0', sizeBytes: 300 * 1024 ** 3 })], 'lvs'),
    folders: known([aDiskFolder()], 'stat'),
  };
  const clientOf = (host = aHost()): PartialClient => {
    const client = clientWith([host]);
    return { hosts: { ...client.hosts, read: async () => aReading({ facts: someFacts({ storage }) }) } };
  };

  it('lists each place with its room, where the next disk goes, and what stands against others', async () => {
    const { code, out, err } = await runCli(['hosts', 'disks', 'lab'], { client: clientOf() });
    expect(code).toBe(0);
    expect(out.replaceAll(/ +/g, ' ').split('\n')).toEqual([
      ' PLACE SIZE FREE PROMISED SPARE',
      '* volume group vg01 2 TiB 40 GiB 0 B 40 GiB',
      ' thin pool vg01/pool0 200 GiB 10 GiB 110 GiB -100 GiB',
      ' qcow2 files in /var/lib/nutshell/disks 100 GiB 60 GiB 0 B 60 GiB',
      ' raw files in /var/lib/nutshell/disks 100 GiB 60 GiB 0 B 60 GiB',
      '',
    ]);
    expect(err).toContain('warning Thin pool vg01/pool0 is nearly full');
    expect(err).toContain('unless something else is said');
  });

  it('in JSON is one document, with what was chosen for the host', async () => {
    const place = { kind: 'file', folder: '/var/lib/nutshell/disks', format: 'raw' } as const;
    const { out } = await runCli(['hosts', 'disks', '--json'], { client: clientOf(aHost({ diskPlace: place })) });
    expect(JSON.parse(out)).toMatchObject({ host: { name: 'lab' }, chosen: place, next: place });
  });
});

describe('hosts set', () => {
  const recording = (places: unknown[]): PartialClient => ({
    hosts: {
      ...clientWith([aHost()]).hosts,
      setDiskPlace: async ({ place }) => {
        places.push(place);
        return aHost(place === null ? {} : { diskPlace: place });
      },
    },
  });

  it('remembers a place, and forgets it again', async () => {
    const places: unknown[] = [];
    const thin = ['hosts', 'set', 'lab', '--disk-kind', 'thin', '--vg', 'vg01', '--pool', 'pool0'];
    expect(await runCli(thin, { client: recording(places) })).toMatchObject({
      code: 0,
      out: 'New disks on lab go to thin pool vg01/pool0.\n',
    });
    await runCli(['hosts', 'set', 'lab', '--any-place'], { client: recording(places) });
    expect(places).toEqual([pool, null]);
  });

  it('with --dry-run remembers nothing', async () => {
    const places: unknown[] = [];
    const { out } = await runCli(['hosts', 'set', 'lab', '--folder', '/srv', '--dry-run'], { client: recording(places) });
    expect(out).toBe('New disks on lab would go to qcow2 files in /srv.\n');
    expect(places).toEqual([]);
  });

  it.each([[['hosts', 'set', 'lab']], [['hosts', 'set', 'lab', '--any-place', '--vg', 'vg01']]])(
    'asks where: %j',
    async (argv) => {
      const { code, err } = await runCli(argv, { client: clientWith([aHost()]) });
      expect(code).toBe(2);
      expect(err).toContain('Where shall new disks on lab go?');
    },
  );
});
