import { spawn } from 'node:child_process';
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseEvent } from '#host/qemu/parse-event.ts';
import { judgeEnd } from '#domain/machines/judge-end.ts';
import { aRun } from '#fakes/machines.ts';
import { shells } from '../operations/operation-bench.ts';
import { hasQemu, openQemuBench } from './qemu-bench.ts';

let bench: Awaited<ReturnType<typeof openQemuBench>>;
afterEach(() => bench.close());

async function openRunning(shell: readonly [string, ...string[]], ...more: string[]) {
  bench = await openQemuBench(shell);
  await bench.start(...more);
  await bench.command('{"execute":"qmp_capabilities"}');
  return bench;
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function howItEnded() {
  const events = (await bench.read('events.log')).split('\n').flatMap((line) => parseEvent(line) ?? []);
  return judgeEnd(aRun({ events })).kind;
}

describe.skipIf(!hasQemu).each(shells)('a real QEMU under %s', (...shell) => {
  it('is powered off through its channel, and its log says so', async () => {
    const { uuid, runScript, control, pid } = await openRunning(shell);
    const number = await pid();
    expect(await runScript('stop-machine.sh', '--channel', control, uuid)).toMatchObject({ code: 0, stderr: '' });
    expect(isAlive(number)).toBe(false);
    expect(await howItEnded()).toBe('powered-off');
    // Once more is fine: nothing runs.
    expect(await runScript('stop-machine.sh', '--channel', control, uuid)).toMatchObject({ code: 0, stderr: '' });
  });

  it('is ended by signals where its channel is gone, told by its uuid or by its very words', async () => {
    const { uuid, runScript, pid } = await openRunning(shell);
    const number = await pid();
    const words = (await readFile(`/proc/${number}/cmdline`, 'utf8')).split('\0').slice(0, -1);
    await runScript('stop-machine.sh', '--process', String(number), ...words, 'more');
    expect(isAlive(number)).toBe(true);
    expect(await runScript('stop-machine.sh', '--process', String(number), ...words)).toMatchObject({ code: 0, stderr: '' });
    expect(isAlive(number)).toBe(false);
    expect(await howItEnded()).toBe('powered-off');
    expect(uuid).not.toBe('');
  });

  it('is waited for until it ends, and no longer than was said', async () => {
    const { uuid, runScript, pid, command } = await openRunning(shell);
    const number = await pid();
    const impatient = await runScript('wait-for-end.sh', 'ciab', '1', uuid);
    expect(impatient.code).toBe(1);
    expect(impatient.stderr).toMatch(/^ciab did not shut down within 1 seconds, and runs on\. .*\n$/);
    expect(isAlive(number)).toBe(true);
    const waiting = runScript('wait-for-end.sh', 'ciab', '20', uuid);
    await command('{"execute":"quit"}');
    expect(await waiting).toMatchObject({ code: 0, stderr: '' });
  });

  it('is guarded: only the very machine, as it was reviewed', async () => {
    const { at, uuid, runScript } = await openRunning(shell);
    const write = (more: object) => writeFile(at('machine.json'), JSON.stringify({ version: 2, uuid, ...more }, null, 2));
    const guard = (state: string, revision: string, ...more: string[]) =>
      runScript(
        'guard-machine.sh',
        ...['--definition', at('machine.json'), '--uuid', uuid, '--revision', revision, '--state', state],
        ...more,
      );
    await write({ revision: 3, name: 'ciab' });
    expect(await guard('running', '3')).toMatchObject({ code: 0, stderr: '' });
    expect((await guard('running', '2')).stderr).toContain('Somebody has changed');
    expect((await guard('stopped', '3')).stderr).toContain('runs already');
    await write({});
    expect(await guard('running', '0')).toMatchObject({ code: 0, stderr: '' });
    expect((await guard('running', '0', '--iso', at('none.iso'))).stderr).toContain('There is no');
    await writeFile(at('empty.iso'), '');
    expect((await guard('running', '0', '--iso', at('empty.iso'))).stderr).toContain('is empty');
    const number = String(await bench.pid());
    const words = (await readFile(`/proc/${number}/cmdline`, 'utf8')).split('\0').slice(0, -1);
    expect(await guard('running', '0', '--process', number, '--', ...words)).toMatchObject({ code: 0, stderr: '' });
    expect((await guard('running', '0', '--process', number, '--', 'other')).stderr).toContain('does not run any more');
    await writeFile(at('machine.json'), '{"uuid": "another"}');
    expect((await guard('running', '0')).stderr).toContain('Another machine');
    const adopt = (...more: string[]) => runScript('guard-adopt.sh', at('machines'), 'theirs', number, ...more);
    expect(await adopt(...words)).toMatchObject({ code: 0, stderr: '' });
    expect((await adopt(...words, 'more')).stderr).toContain('another one now');
  });

  it('is let through by its guard in what an interrupted operation had begun, and in nothing else', async () => {
    const { at, uuid, run } = await openRunning(shell);
    const script = path.resolve('resources/host/guard-machine.sh');
    const definition = at('state/machines/ciab/machine.json');
    const guard = (resumes: string) => {
      const flags = ['--definition', definition, '--uuid', uuid, '--revision', '3', '--state', 'stopped'];
      return run(['env', `NUTSHELL_RESUMES=${resumes}`, ...shell, script, ...flags]);
    };
    const journal = (line: string) => writeFile(at('state/operations/op-1/journal'), `step 17 ${line} .\n`);
    await mkdir(at('state/machines/ciab'), { recursive: true });
    await mkdir(at('state/operations/op-1'), { recursive: true });
    await writeFile(definition, JSON.stringify({ version: 2, uuid, revision: 3 }, null, 2));
    expect((await guard('')).stderr).toContain('runs already');
    expect(await guard('op-1')).toMatchObject({ code: 0, stderr: '' });
    await writeFile(definition, JSON.stringify({ version: 2, uuid, revision: 4 }, null, 2));
    await journal('start-qemu running - -');
    expect((await guard('op-1')).stderr).toContain('Somebody has changed');
    await journal('write-definition running - -');
    expect((await guard('')).stderr).toContain('Somebody has changed');
    expect(await guard('op-1')).toMatchObject({ code: 0, stderr: '' });
    // Of several machines that one operation changes, each step bears its own.
    await journal('write-definition@nc1 running - -');
    expect((await guard('op-1')).stderr).toContain('Somebody has changed');
    await journal('write-definition@ciab running - -');
    expect(await guard('op-1')).toMatchObject({ code: 0, stderr: '' });
    await writeFile(definition, JSON.stringify({ version: 2, uuid, revision: 5 }, null, 2));
    expect((await guard('op-1')).stderr).toContain('Somebody has changed');
  });

  it('takes another CD, gives it back and sees its disk grow', async () => {
    bench = await openQemuBench(shell);
    await writeFile(bench.at('disk.raw'), '');
    await truncate(bench.at('disk.raw'), 1_048_576);
    await writeFile(bench.at('a.iso'), 'x'.repeat(2048));
    await bench.start('-drive', `file=${bench.at('disk.raw')},if=virtio,format=raw`);
    await bench.command('{"execute":"qmp_capabilities"}');
    const insert = { device: 'ide1-cd0', filename: bench.at('a.iso'), format: 'raw', 'read-only-mode': 'read-only' };
    expect(await bench.command(JSON.stringify({ execute: 'blockdev-change-medium', arguments: insert }))).toMatchObject({
      code: 0,
    });
    const drives = async () => (await bench.command('{"execute":"query-block"}')).stdout;
    expect(await drives()).toContain(bench.at('a.iso'));
    expect(await bench.command('{"execute":"eject","arguments":{"device":"ide1-cd0"}}')).toMatchObject({ code: 0 });
    expect(await drives()).not.toContain(bench.at('a.iso'));
    const grow = { execute: 'block_resize', arguments: { device: 'virtio0', size: 2_097_152 } };
    expect(await bench.command(JSON.stringify(grow))).toMatchObject({ code: 0 });
    expect(await drives()).toContain('"virtual-size": 2097152');
  });

  it('that is killed has no last word', async () => {
    const { pid } = await openRunning(shell);
    const number = await pid();
    process.kill(number, 'SIGKILL');
    await bench.waitFor(() => !isAlive(number));
    expect(await howItEnded()).toBe('died');
  });

  it('is found under its number only while its parent has not forgotten it', async () => {
    bench = await openQemuBench(shell);
    const child = spawn('sleep', ['30']);
    const words = ['sleep', '30'];
    expect(await bench.runScript('stop-machine.sh', '--process', String(child.pid), ...words)).toMatchObject({ code: 0 });
    expect(child.killed || child.signalCode !== null || !isAlive(child.pid!)).toBe(true);
  });
});
