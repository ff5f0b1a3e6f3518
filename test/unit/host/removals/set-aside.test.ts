import { existsSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLvmBench, type LvmBench } from '#support/lvm-bench.ts';
import { shells } from '../operations/operation-bench.ts';

let bench: LvmBench;
afterEach(() => bench.close());

const aside = 'removed-op-1-1';
const marks = 'nutshell.removed=op-1,nutshell.purge-after=7,nutshell.was=ciab';
const setAside = (more: Record<string, string> = {}) =>
  bench.run('set-aside-volume.sh', ['vg01', 'ciab', 'nutshell.machine=u', aside, 'op-1', '7'], more);
const bringBack = (more: Record<string, string> = {}) => bench.run('bring-back-volume.sh', ['vg01', 'ciab', aside, 'op-1'], more);

describe.each(shells.map((shell) => [shell.join(' '), shell] as const))('under %s: a volume', (_, shell) => {
  it('is marked and renamed, and comes back as it was', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('ciab', 'nutshell', 'nutshell.machine=u');
    expect(await setAside()).toMatchObject({ code: 0, stderr: '' });
    expect(bench.volumes()).toEqual({ [aside]: `nutshell,nutshell.machine=u,${marks}` });
    // A resume finds it done.
    expect(await setAside()).toMatchObject({ code: 0 });
    expect(await bringBack()).toMatchObject({ code: 0, stderr: '' });
    expect(bench.volumes()).toEqual({ ciab: 'nutshell,nutshell.machine=u' });
    expect(await bringBack()).toMatchObject({ code: 0 });
  });

  it.each([['lvchange'], ['lvrename']])('has one of its names wherever %s fails, on the way and back', async (failing) => {
    bench = await openLvmBench(shell);
    bench.addVolume('ciab', 'nutshell.machine=u');
    expect((await setAside({ LVM_FAIL: failing })).code).not.toBe(0);
    expect(Object.keys(bench.volumes())).toEqual(['ciab']);
    expect(await setAside()).toMatchObject({ code: 0 });
    expect((await bringBack({ LVM_FAIL: failing })).code).not.toBe(0);
    expect(Object.keys(bench.volumes())).toHaveLength(1);
    expect(await bringBack()).toMatchObject({ code: 0 });
    expect(bench.volumes()).toEqual({ ciab: 'nutshell.machine=u' });
  });

  it('is not touched where it is not the machine’s, and replaces no other on its way back', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('ciab', 'nutshell.machine=other');
    expect(await setAside()).toMatchObject({ code: 1, stderr: expect.stringContaining('does not carry the tag') as string });
    bench.addVolume(aside, 'nutshell.removed=op-1');
    expect(await bringBack()).toMatchObject({ code: 1, stderr: expect.stringContaining('another volume vg01/ciab') as string });
    expect(bench.volumes()).toEqual({ ciab: 'nutshell.machine=other', [aside]: 'nutshell.removed=op-1' });
  });

  it('says so where it is gone', async () => {
    bench = await openLvmBench(shell);
    expect(await setAside()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no volume vg01/ciab') as string,
    });
    expect(await bringBack()).toMatchObject({ code: 1, stderr: expect.stringContaining('removed for good already') as string });
  });
});

describe.each(shells.map((shell) => [shell.join(' '), shell] as const))('under %s: a disk file', (_, shell) => {
  const words = (name: string) => [bench.at('disks'), bench.at('disks', name), 'uuid-1', 'op-1'];

  async function openWithFile(name: string): Promise<void> {
    bench = await openLvmBench(shell);
    mkdirSync(bench.at('disks', '.nutshell'), { recursive: true });
    writeFileSync(bench.at('disks', '.nutshell', 'uuid-1'), 'data');
    linkSync(bench.at('disks', '.nutshell', 'uuid-1'), bench.at('disks', name));
  }

  it.each([['it\'s $(touch oops) "x".qcow2'], ['-rf.qcow2'], ['two\nlines.raw'], ['*.raw']])(
    'called %j loses its name and gets it again',
    async (name) => {
      await openWithFile(name);
      expect(await bench.run('set-aside-file.sh', words(name))).toMatchObject({ code: 0, stderr: '' });
      expect(existsSync(bench.at('disks', name))).toBe(false);
      expect(readFileSync(bench.at('disks', '.nutshell', 'uuid-1.removed-op-1'), 'utf8')).toBe('data');
      expect(await bench.run('set-aside-file.sh', words(name))).toMatchObject({ code: 0 });
      expect(await bench.run('bring-back-file.sh', words(name))).toMatchObject({ code: 0, stderr: '' });
      expect(readFileSync(bench.at('disks', name), 'utf8')).toBe('data');
      expect(existsSync(bench.at('disks', '.nutshell', 'uuid-1'))).toBe(true);
      expect(await bench.run('bring-back-file.sh', words(name))).toMatchObject({ code: 0 });
      expect(existsSync(path.resolve('oops'))).toBe(false);
    },
  );

  it('that somebody put in its place stays, both ways', async () => {
    await openWithFile('ciab.raw');
    await bench.run('set-aside-file.sh', words('ciab.raw'));
    writeFileSync(bench.at('disks', 'ciab.raw'), 'theirs');
    expect((await bench.run('bring-back-file.sh', words('ciab.raw'))).code).toBe(1);
    expect(readFileSync(bench.at('disks', 'ciab.raw'), 'utf8')).toBe('theirs');
    expect(readFileSync(bench.at('disks', '.nutshell', 'uuid-1.removed-op-1'), 'utf8')).toBe('data');
  });
});
