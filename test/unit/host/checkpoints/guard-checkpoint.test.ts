import { existsSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { openLvmBench, type LvmBench } from '#support/lvm-bench.ts';
import { shells } from '../operations/operation-bench.ts';

let bench: LvmBench;
afterEach(() => bench.close());

const guard = (...words: string[]) => bench.run('guard-checkpoint.sh', words);
const machine = (state: string, uuid = 'u-1') => [
  ...['--machine', 'ciab', uuid, state],
  ...[bench.at('machine.json'), bench.at('control')],
];

describe.each(shells.map((shell) => [shell.join(' '), shell] as const))('guard-checkpoint.sh under %s', (_, shell) => {
  it('lets pass what is as it was reviewed', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('ciab', 'nutshell', 'nutshell.machine=u-1');
    bench.addSnapshot('checkpoint-1', 'ciab', 'swi-a-s---', 'nutshell.operation=op-1');
    writeFileSync(bench.at('machine.json'), '{ "uuid": "u-1" }');
    writeFileSync(bench.at('checkpoint.json'), '{ "operationId": "op-1" }');
    const words = [
      ...['--new', bench.at('checkpoints', 'monday'), '--made', bench.at('checkpoint.json'), 'op-1', ...machine('stopped')],
      ...['--volume', 'vg01', 'ciab', 'nutshell.machine=u-1', '--snapshot', 'vg01', 'checkpoint-1', 'nutshell.operation=op-1'],
      ...['--free', 'vg01', 'checkpoint-2', '--room', 'vg01', '4194304'],
    ];
    expect(await guard(...words)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each<[string, () => string[], RegExp]>([
    ['a name that is taken', () => ['--new', bench.folder], /There is a checkpoint .* already/],
    ['another checkpoint of this name', () => ['--made', bench.at('none.json'), 'op-1'], /no longer the checkpoint/],
    ['a machine that was destroyed', () => machine('stopped', 'u-2'), /no longer the machine/],
    ['a machine that was stopped meanwhile', () => machine('running'), /was running when this was reviewed and is stopped now/],
    ['a volume that is gone', () => ['--volume', 'vg01', 'gone', 't'], /There is no volume vg01\/gone/],
    ['a volume of somebody else', () => ['--volume', 'vg01', 'theirs', 'nutshell.machine=u-1'], /does not carry the tag/],
    ['a snapshot that overflowed', () => ['--snapshot', 'vg01', 'full', 'nutshell.operation=op-1'], /has overflowed/],
    ['a name that a volume has', () => ['--free', 'vg01', 'theirs'], /There is a volume vg01\/theirs already/],
    ['a group without room', () => ['--room', 'vg01', '99999999999'], /has 4000 MiB free, and the snapshots need 95367 MiB/],
    ['a pool that is full', () => ['--pool', 'vg01', 'pool'], /Thin pool vg01\/pool is 97 % full/],
    [
      'a file in another’s place',
      () => ['--file', bench.at('disks'), bench.at('disks', "it's $(x).qcow2"), 'u-1'],
      /no longer the file/,
    ],
  ])('refuses %s in a sentence', async (_name, words, sentence) => {
    bench = await openLvmBench(shell);
    writeFileSync(bench.at('machine.json'), '{ "uuid": "u-1" }');
    bench.addVolume('theirs');
    bench.addSnapshot('full', 'ciab', 'swi-I-s---', 'nutshell.operation=op-1');
    writeFileSync(bench.at('lvm', 'vg01', 'pool'), 'twi-aotz--||97.20|\n');
    mkdirSync(bench.at('disks', '.nutshell'), { recursive: true });
    writeFileSync(bench.at('disks', '.nutshell', 'u-1'), 'ours');
    writeFileSync(bench.at('disks', "it's $(x).qcow2"), 'theirs');
    const ran = await guard(...words());
    expect(ran.stderr).toMatch(sentence);
    expect(ran.code).toBe(1);
  });

  describe('where an interrupted restore or deletion goes on', () => {
    const resume = (...words: string[]) => bench.run('guard-checkpoint.sh', words, { NUTSHELL_RESUMES: 'op-2' });
    const ending = (uuid = 'u-1') => machine('running', uuid).with(0, '--ends');

    it('lets pass what it may itself have ended, set aside, used up or removed', async () => {
      bench = await openLvmBench(shell);
      writeFileSync(bench.at('machine.json'), '{ "uuid": "u-1" }');
      const words = [
        ...['--made', bench.at('gone', 'checkpoint.json'), 'op-1', ...ending()],
        ...['--volume', 'vg01', 'ciab', 'nutshell.machine=u-1', '--snapshot', 'vg01', 'checkpoint-1', 'nutshell.operation=op-1'],
      ];
      expect(await resume(...words)).toEqual({ code: 0, stdout: '', stderr: '' });
      const anew = await guard(...words);
      expect(anew.code).toBe(1);
      expect(anew.stderr.trim().split('\n')).toHaveLength(4);
    });

    it.each<[string, () => string[], RegExp]>([
      ['another checkpoint of this name', () => ['--made', bench.at('other.json'), 'op-1'], /no longer the checkpoint/],
      ['a machine that was launched anew', () => ending('u-2'), /no longer the machine/],
      ['a machine that it does not power off', () => machine('running'), /is stopped now/],
      ['a volume of somebody else', () => ['--volume', 'vg01', 'theirs', 'nutshell.machine=u-1'], /does not carry the tag/],
      ['a snapshot that overflowed', () => ['--snapshot', 'vg01', 'full', 'nutshell.operation=op-1'], /has overflowed/],
    ])('still refuses %s', async (_name, words, sentence) => {
      bench = await openLvmBench(shell);
      writeFileSync(bench.at('machine.json'), '{ "uuid": "u-1" }');
      writeFileSync(bench.at('other.json'), '{ "operationId": "op-9" }');
      bench.addVolume('theirs');
      bench.addSnapshot('full', 'ciab', 'swi-I-s---', 'nutshell.operation=op-1');
      const ran = await resume(...words());
      expect(ran.stderr).toMatch(sentence);
      expect(ran.code).toBe(1);
    });
  });

  it('takes a name for what it is, whatever it holds', async () => {
    bench = await openLvmBench(shell);
    const hostile = ["'; touch oops; '", '$(touch oops)', '`touch oops`', '-n', '*', 'a|b', 'two\nlines'];
    for (const name of hostile) {
      const ran = await guard('--volume', 'vg01', name, name, '--free', 'vg01', name);
      expect(ran.stderr).toContain(`There is no volume vg01/${name}`);
    }
    expect(existsSync('oops')).toBe(false);
  });

  it('knows a file by its second name', async () => {
    bench = await openLvmBench(shell);
    mkdirSync(bench.at('disks', '.nutshell'), { recursive: true });
    writeFileSync(bench.at('disks', '.nutshell', 'u-1'), 'ours');
    linkSync(bench.at('disks', '.nutshell', 'u-1'), bench.at('disks', 'ciab.qcow2'));
    expect(await guard('--file', bench.at('disks'), bench.at('disks', 'ciab.qcow2'), 'u-1')).toMatchObject({ code: 0 });
  });
});
