import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aUuid } from '#fakes/machines.ts';
import { shells } from './operation-bench.ts';

let root = '';
let folder = '';
let file = '';
let mark = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nutshell-disks-'));
  folder = join(root, "it's $(a) folder");
  file = join(folder, 'ciab.raw');
  mark = join(folder, '.nutshell', aUuid);
  mkdirSync(join(folder, '.nutshell'), { recursive: true });
  mkdirSync(join(root, 'bin'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A program of the host that prints what it is told. */
function standIn(name: string, script: string): void {
  const path = join(root, 'bin', name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

function launchDisk(): void {
  writeFileSync(mark, 'what the guest wrote');
  linkSync(mark, file);
}

describe.each(shells)('under %s', (...shell) => {
  const [program, ...before] = shell;
  const run = (script: string, ...args: string[]) => {
    const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}` };
    const { status, stderr } = spawnSync(program, [...before, join('resources/host', script), ...args], {
      env,
      encoding: 'utf8',
    });
    return { status, stderr };
  };

  describe('remove-disk-file.sh', () => {
    it('removes a file that Nutshell made under both its names, and the folder of the last one', () => {
      launchDisk();
      expect(run('remove-disk-file.sh', folder, file, aUuid)).toEqual({ status: 0, stderr: '' });
      expect(readdirSync(folder)).toEqual([]);
    });

    it('leaves the folder where another machine has a disk in it', () => {
      launchDisk();
      writeFileSync(join(folder, '.nutshell', 'another'), 'x');
      run('remove-disk-file.sh', folder, file, aUuid);
      expect(readdirSync(join(folder, '.nutshell'))).toEqual(['another']);
    });

    it.each<[string, () => void]>([
      ['was put in its place', () => writeFileSync(file, 'precious')],
      [
        'is a link to another',
        () => {
          writeFileSync(join(root, 'precious'), 'x');
          symlinkSync(join(root, 'precious'), file);
        },
      ],
      ['is a link to nothing', () => symlinkSync(join(root, 'nothing'), file)],
      ['is a folder', () => mkdirSync(file)],
    ])('leaves a file that %s, and says so', (_, put) => {
      writeFileSync(mark, 'what the guest wrote');
      put();
      const { status, stderr } = run('remove-disk-file.sh', folder, file, aUuid);
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: `${file} is not the file that Nutshell made for this machine, so it stays.\n`,
      });
      expect(readdirSync(folder)).toContain('ciab.raw');
      expect(existsSync(mark)).toBe(true);
    });

    it('leaves a file of this name where Nutshell made none', () => {
      writeFileSync(file, 'precious');
      expect(run('remove-disk-file.sh', folder, file, aUuid).stderr).toContain('so it stays');
      expect(existsSync(file)).toBe(true);
    });

    it('has nothing against a file that is gone, and takes its second name away', () => {
      writeFileSync(mark, 'what the guest wrote');
      expect(run('remove-disk-file.sh', folder, file, aUuid)).toEqual({ status: 0, stderr: '' });
      expect(run('remove-disk-file.sh', folder, file, aUuid)).toEqual({ status: 0, stderr: '' });
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  describe('remove-disk-name.sh', () => {
    it('leaves a file its second name, so that the launch can go on with it', () => {
      launchDisk();
      expect(run('remove-disk-name.sh', file, mark)).toEqual({ status: 0, stderr: '' });
      expect(readdirSync(folder)).toEqual(['.nutshell']);
      expect(existsSync(mark)).toBe(true);
      expect(run('remove-disk-name.sh', file, mark)).toEqual({ status: 0, stderr: '' });
    });

    it('leaves what somebody else has under that name', () => {
      writeFileSync(mark, 'what the guest wrote');
      symlinkSync(mark, file);
      expect(run('remove-disk-name.sh', file, mark)).toEqual({ status: 0, stderr: '' });
      rmSync(file);
      writeFileSync(file, 'precious');
      expect(run('remove-disk-name.sh', file, mark)).toEqual({ status: 0, stderr: '' });
      expect(readdirSync(folder)).toEqual(['.nutshell', 'ciab.raw']);
    });
  });

  describe('guard-destroy.sh', () => {
    const guard = () => {
      const definition = join(root, 'machine.json');
      writeFileSync(definition, `{\n  "uuid": "${aUuid}"\n}`);
      return run('guard-destroy.sh', '--machine', definition, aUuid, join(root, 'removed'), '--file', folder, file, aUuid);
    };

    it('lets a file go that has its second name, and one that is gone', () => {
      expect(guard()).toEqual({ status: 0, stderr: '' });
      launchDisk();
      expect(guard()).toEqual({ status: 0, stderr: '' });
    });

    it('refuses a file that somebody put in its place since', () => {
      launchDisk();
      rmSync(file);
      writeFileSync(file, 'precious');
      expect(guard()).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('no longer the file that Nutshell made') as string,
      });
    });
  });

  describe('guard-launch.sh', () => {
    const guard = (...disk: string[]) => {
      const common = ['--name', 'ciab', '--machines', join(root, 'state/machines'), '--run', join(root, 'run')];
      return run('guard-launch.sh', ...common, '--qemu', 'sh', '--bridge', 'none', '--mac', '52:54:00:12:34:60', ...disk).stderr;
    };
    const mebibyte = 1024 ** 2;
    const inGroup = (mebibytes: number) => guard('--group', 'vg01', '--volume', 'ciab', '--bytes', String(mebibytes * mebibyte));
    const inPool = (mebibytes: number, ...more: string[]) =>
      guard('--group', 'vg01', '--pool', 'pool0', '--volume', 'ciab', '--bytes', String(mebibytes * mebibyte), ...more);
    const inFolder = (mebibytes: number, format = 'raw', ...more: string[]) =>
      guard('--folder', folder, '--file', `ciab.${format}`, '--format', format, '--bytes', String(mebibytes * mebibyte), ...more);

    /** As LVM prints it, with its blanks in front. */
    const pool = (row: string, volumes = '  |1073741824\n  pool0|536870912') =>
      standIn(
        'lvs',
        `case "$*" in *data_percent*) echo '  ${row}' ;; *pool_lv*) printf '%s\\n' '${volumes}' ;; *) printf '  other\\n  pool0\\n' ;; esac`,
      );

    it('lets a volume through for which the group has room, and no other', () => {
      standIn('vgs', "echo '  4194304 25'");
      standIn('lvs', "printf '  other\\n'");
      expect(inGroup(100)).not.toMatch(/vg01/);
      expect(inGroup(101)).toContain('Volume group vg01 has 100 MiB free, the disk needs 101 MiB.');
      standIn('lvs', "printf '  other\\n  ciab\\n'");
      expect(inGroup(1)).toContain('Volume vg01/ciab exists already');
      standIn('vgs', 'echo \'  Volume group "vg01" not found\' >&2; exit 5');
      expect(inGroup(1)).toContain('Volume group vg01 cannot be used: Volume group "vg01" not found');
    });

    it('lets a thin volume through where the pool is not full', () => {
      pool('twi-aotz-- 1073741824 89.99 10.00');
      expect(inPool(512, '--promises', 'kept')).not.toMatch(/pool0/);
      expect(inPool(513)).not.toMatch(/pool0/);
    });

    it.each([
      [
        'that others were promised since the review',
        'twi-aotz-- 1073741824 50.00 10.00',
        /promised to others since.* 1025 of 1024 MiB/,
      ],
      ['whose data room is nearly full', 'twi-aotz-- 1073741824 90.00 10.00', /nearly full: 90.00 % of its data/],
      ['whose metadata room is nearly full', 'twi-aotz-- 1073741824 1.00 95.12', /95.12 % of its metadata/],
      ['that is out of data space', 'twi-aotzD- 1073741824 100.00 10.00', /can take no more writes/],
      ['that is not active', 'twi---tz-- 1073741824', /is no active thin pool any more/],
      ['that is a plain volume by now', '-wi-a----- 1073741824', /is no active thin pool any more/],
    ])('refuses a pool %s', (_, row, sentence) => {
      pool(row);
      expect(inPool(513, '--promises', 'kept')).toMatch(sentence);
    });

    it('refuses a pool that is gone, in the words of LVM', () => {
      standIn('lvs', 'echo \'  Failed to find logical volume "vg01/pool0"\' >&2; exit 5');
      expect(inPool(1)).toContain('Thin pool vg01/pool0 cannot be used: Failed to find logical volume "vg01/pool0"');
    });

    it('lets a file through for which the file system has room', () => {
      expect(inFolder(1, 'raw', '--promises', 'kept')).not.toContain(folder);
    });

    it('never takes a name that something has, whatever it is', () => {
      symlinkSync('/nowhere', file);
      expect(inFolder(1)).toContain(`${file} exists already`);
    });

    it('of a launch that goes on takes the file that it made for its own, and no other', () => {
      const resume = () => {
        const disk = ['--uuid', aUuid, '--folder', folder, '--file', 'ciab.raw', '--format', 'raw', '--bytes', '1'];
        return run('guard-launch.sh', '--name', 'x', '--machines', root, '--run', root, '--qemu', 'sh', ...disk).stderr;
      };
      launchDisk();
      expect(resume()).toContain(`${file} exists already`);
      process.env['NUTSHELL_RESUMES'] = 'op-1';
      try {
        expect(resume()).not.toContain(folder);
        rmSync(file);
        expect(resume()).not.toContain(folder);
        writeFileSync(file, 'precious');
        expect(resume()).toContain(`${file} exists already`);
      } finally {
        delete process.env['NUTSHELL_RESUMES'];
      }
    });

    it('refuses a raw file that is larger than what is free, and a promise that cannot be kept any more', () => {
      standIn('stat', `case "$1" in -f) echo '4096 100000 25600' ;; *) exec /usr/bin/stat "$@" ;; esac`);
      expect(inFolder(101)).toContain('has 100 MiB free, and a raw file of 101 MiB takes all its room at once');
      expect(inFolder(101, 'qcow2')).not.toContain(folder);
      expect(inFolder(60, 'qcow2', '--promises', 'kept')).not.toContain(folder);
      // What two disks may still grow by: one of Nutshell's, which has two names and counts once, and one of somebody else.
      launchDisk();
      truncateSync(mark, 30 * mebibyte);
      writeFileSync(join(folder, 'other.img'), '');
      truncateSync(join(folder, 'other.img'), 20 * mebibyte);
      rmSync(file);
      linkSync(mark, join(folder, 'mine.raw'));
      expect(inFolder(60, 'qcow2', '--promises', 'kept')).toContain('has been promised to others since: 49 of 100 MiB free');
      expect(inFolder(40, 'qcow2', '--promises', 'kept')).not.toContain(folder);
    });

    it('refuses a file system that is nearly full', () => {
      standIn('stat', `case "$1" in -f) echo '4096 100000 5000' ;; *) exec /usr/bin/stat "$@" ;; esac`);
      expect(inFolder(1, 'qcow2')).toContain('is nearly full: 19 of 390 MiB are free');
    });

    it('makes no folder but its own', () => {
      rmSync(folder, { recursive: true });
      expect(inFolder(1)).toContain(`There is no folder ${folder} on this host.`);
      mkdirSync(join(root, 'state/machines'), { recursive: true });
      folder = join(root, 'state/disks');
      expect(inFolder(1)).not.toContain(folder);
    });
  });
});
