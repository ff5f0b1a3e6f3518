import { afterEach, describe, expect, it } from 'vitest';
import { openLvmBench, type LvmBench } from '#support/lvm-bench.ts';
import { shells } from '../operations/operation-bench.ts';

let bench: LvmBench;
afterEach(() => bench.close());

const merge = (operation: string, environment: Record<string, string> = {}) =>
  bench.run('merge-snapshot.sh', ['vg01', 'ciab', 'checkpoint-1', operation], environment);

describe.each(shells.map((shell) => [shell.join(' '), shell] as const))('merge-snapshot.sh under %s', (_, shell) => {
  it('uses the snapshot up, and knows that it did when it is asked once more', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('ciab', 'nutshell', 'nutshell.machine=u-1');
    bench.addSnapshot('checkpoint-1', 'ciab');
    expect(await merge('op-1')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(bench.volumes()).toEqual({ ciab: 'nutshell,nutshell.machine=u-1,nutshell.merged=op-1' });
    // Its runner was killed, the command went on to its end, and the operation is resumed.
    expect(await merge('op-1')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('goes on with a merge that was interrupted', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('ciab', 'nutshell.merged=op-1');
    bench.addSnapshot('checkpoint-1', 'ciab');
    expect(await merge('op-1')).toMatchObject({ code: 0 });
    expect(bench.volumes()).toEqual({ ciab: 'nutshell.merged=op-1' });
  });

  it('takes an older restore’s mark away, so that it proves nothing for a later one', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('ciab', 'nutshell', 'nutshell.merged=op-1', 'nutshell.machine=u-1');
    bench.addSnapshot('checkpoint-1', 'ciab');
    expect(await merge('op-2')).toMatchObject({ code: 0 });
    expect(bench.volumes()).toEqual({ ciab: 'nutshell,nutshell.machine=u-1,nutshell.merged=op-2' });
    const again = await merge('op-1');
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/no snapshot vg01\/checkpoint-1 any more, and it was not used up here/);
  });

  it('says when the snapshot was never there, or LVM cannot merge it', async () => {
    bench = await openLvmBench(shell);
    bench.addVolume('ciab', 'nutshell');
    expect((await merge('op-1')).stderr).toMatch(/no snapshot vg01\/checkpoint-1 any more/);
    bench.addSnapshot('checkpoint-1', 'ciab', 'Swi-I-s---');
    const failed = await merge('op-1', { LVM_FAIL: 'lvconvert' });
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/overflowed|lvconvert: failed/);
  });
});
