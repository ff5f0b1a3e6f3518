import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { openLvmBench, type LvmBench } from '#support/lvm-bench.ts';
import { shells } from '../operations/operation-bench.ts';

let bench: LvmBench;
afterEach(() => bench.close());

const soon = 2_000_000_000_000;

function addRemoval(purgeAfterSeconds: number, calls: readonly string[][], isArmed = true): void {
  const folder = bench.at('state', 'removed', 'op-1');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/disks.sh`, [`is_due ${purgeAfterSeconds} || return 0`, ...calls.map(quoteArgv), ''].join('\n'));
  if (isArmed) writeFileSync(`${folder}/armed`, '');
}
const purge = (...more: string[]) => bench.run('purge-removed.sh', [bench.at('state'), ...more]);
const isKept = () => existsSync(bench.at('state', 'removed', 'op-1'));
const log = () => readFileSync(bench.at('state', 'removed.log'), 'utf8');

describe.each(shells.map((shell) => [shell.join(' '), shell] as const))('purge-removed.sh under %s', (_, shell) => {
  it('removes what is overdue and still carries the marks, then the record, and writes it down', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('removed-op-1-1', 'nutshell.removed=op-1');
    bench.addVolume('ciab');
    mkdirSync(bench.at('disks', '.nutshell'), { recursive: true });
    writeFileSync(bench.at('disks', '.nutshell', 'u.removed-op-1'), 'data');
    addRemoval(7, [
      ['purge_volume', 'vg01', 'removed-op-1-1'],
      ['purge_file', bench.at('disks'), 'u'],
    ]);
    expect(await purge()).toMatchObject({ code: 0, stderr: '' });
    expect(bench.volumes()).toEqual({ ciab: '' });
    expect(existsSync(bench.at('disks', '.nutshell'))).toBe(false);
    expect(isKept()).toBe(false);
    expect(log()).toMatch(/op-1: removed volume vg01\/removed-op-1-1\n.*removed file .*\n.*nothing is left/);
  });

  it.each<[string, number, boolean]>([
    ['is not due', soon, true],
    ['was never finished', 7, false],
  ])('leaves alone what %s', async (_name, seconds, isArmed) => {
    bench = await openLvmBench(shell);
    bench.addVolume('removed-op-1-1', 'nutshell.removed=op-1');
    addRemoval(seconds, [['purge_volume', 'vg01', 'removed-op-1-1']], isArmed);
    expect(await purge()).toMatchObject({ code: 0 });
    expect(bench.volumes()).toHaveProperty('removed-op-1-1');
    expect(isKept()).toBe(true);
  });

  it.each<[string, () => void]>([
    ['carries other marks', () => bench.addVolume('removed-op-1-1', 'nutshell.removed=op-2')],
    ['was brought back', () => bench.addVolume('ciab', 'nutshell.machine=u')],
  ])('never removes a volume that %s', async (_name, prepare) => {
    bench = await openLvmBench(shell);
    prepare();
    const before = bench.volumes();
    addRemoval(7, [['purge_volume', 'vg01', 'removed-op-1-1']]);
    await purge();
    expect(bench.volumes()).toEqual(before);
  });

  it('keeps a volume that a classic snapshot needs, and the record with it, and tries again the next time', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('removed-op-1-1', 'nutshell.removed=op-1');
    bench.addSnapshot('theirs', 'removed-op-1-1');
    addRemoval(7, [['purge_volume', 'vg01', 'removed-op-1-1']]);
    expect(await purge()).toMatchObject({ code: 1, stderr: expect.stringContaining('a snapshot of it is needed') as string });
    expect(isKept()).toBe(true);
    // A thin snapshot lives without its origin.
    bench.addSnapshot('theirs', 'removed-op-1-1', 'Vwi---tz-k');
    expect(await purge()).toMatchObject({ code: 0 });
    expect(isKept()).toBe(false);
  });

  it('keeps what LVM does not let go, and says why', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('removed-op-1-1', 'nutshell.removed=op-1');
    addRemoval(7, [['purge_volume', 'vg01', 'removed-op-1-1']]);
    expect(await bench.run('purge-removed.sh', [bench.at('state')], { LVM_FAIL: 'lvremove' })).toMatchObject({ code: 1 });
    expect(isKept()).toBe(true);
    expect(log()).toContain('in use');
  });

  it('does it at once for an operation that holds the lock, and after some seconds for one that waits', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('removed-op-1-1', 'nutshell.removed=op-1');
    addRemoval(soon, [['purge_volume', 'vg01', 'removed-op-1-1']], false);
    expect(await purge('op-1', 'now')).toMatchObject({ code: 0 });
    expect(isKept()).toBe(false);
    addRemoval(7, []);
    expect(await purge('op-1', '1')).toMatchObject({ code: 0 });
    expect(isKept()).toBe(false);
  });
});
