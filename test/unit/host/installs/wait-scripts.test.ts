import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toLineExpression } from '#domain/clouds/to-line-expression.ts';
import { shells } from '../operations/operation-bench.ts';
import { hasQemu, openQemuBench } from '../qemu/qemu-bench.ts';

let folder: string;
let machines: ChildProcess[];
let servers: Server[];
const at = (name: string) => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nutshell-waits-'));
  [machines, servers] = [[], []];
  writeFileSync(at('serial.log'), '');
  writeFileSync(at('events.log'), '{"QMP": {}}\n');
});
afterEach(() => {
  for (const machine of machines) machine.kill('SIGKILL');
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A process with the words by which QEMU is told: its uuid. */
function startMachine() {
  const uuid = crypto.randomUUID();
  const machine = spawn('sh', ['-c', 'while :; do sleep 0.2; done', 'qemu', '-uuid', uuid], { stdio: 'ignore' });
  machines.push(machine);
  return { uuid, end: () => machine.kill('SIGKILL') };
}
const shutdown = (data: string) => `{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "SHUTDOWN", "data": {${data}}}\n`;

describe.skipIf(process.platform !== 'linux').each(shells)('waiting under %s', (...shell) => {
  const [program, ...options] = shell;
  const run = (script: string, ...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(program, [...options, path.resolve('resources/host', script), ...args], (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout: stdout.trim(), stderr: stderr.trim() });
      });
    });
  const waitForInstall = (uuid: string, seconds: number, ...failures: string[]) =>
    run('wait-for-install.sh', 'blue', String(seconds), uuid, at('events.log'), at('serial.log'), ...failures);

  it.each([
    ['"guest": true, "reason": "guest-reset"', 0, ''],
    ['"guest": true, "reason": "guest-shutdown"', 0, ''],
    ['"guest": true', 0, ''],
    ['"guest": false, "reason": "host-qmp-quit"', 1, 'blue was powered off before its install was done.'],
    ['"guest": false', 1, 'blue was powered off before its install was done.'],
  ])('tells by %s whether the installer was done', async (data, code, sentence) => {
    const { uuid, end } = startMachine();
    setTimeout(() => {
      appendFileSync(at('events.log'), shutdown(data));
      end();
    }, 300);
    expect(await waitForInstall(uuid, 60)).toMatchObject({ code, stderr: sentence });
  });

  it('fails with the line by which an installer gives up, and says before what it said last', async () => {
    const { uuid } = startMachine();
    appendFileSync(at('serial.log'), 'practice-installer: starting\r\npractice-installer: Stopped: the disk is too small\r\n');
    const failure = toLineExpression('practice-installer: stopped: *');
    const { code, stdout, stderr } = await waitForInstall(uuid, 60, failure);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'The installer of blue gave up: practice-installer: Stopped: the disk is too small',
    });
    expect(stdout).toBe('practice-installer: Stopped: the disk is too small');
  });

  it('does not wait for ever, nor for a QEMU that died', async () => {
    const { uuid, end } = startMachine();
    expect(await waitForInstall(uuid, 0)).toMatchObject({
      code: 1,
      stderr: 'blue was not installed within 0 minutes. The last it said: nothing',
    });
    end();
    expect((await waitForInstall(uuid, 60)).stderr).toContain('QEMU ended without a word');
  });

  it('counts as proven what held while the installer ran, once it is over', async () => {
    const check = () =>
      run('check-install.sh', at('home/installed'), at('events.log'), 'check-machine.sh', crypto.randomUUID(), at('qemu.log'));
    mkdirSync(at('home/install'), { recursive: true });
    expect((await check()).code).toBe(1);
    appendFileSync(at('events.log'), shutdown('"guest": true, "reason": "guest-reset"'));
    expect((await check()).code).toBe(0);
    writeFileSync(at('events.log'), '');
    expect((await run('finish-install.sh', at('home/installed'), at('home/install'))).code).toBe(0);
    expect(existsSync(at('home/install'))).toBe(false);
    expect((await check()).code).toBe(0);
  });

  it('sees a machine ready when its ports answer and its console says so', async () => {
    const { uuid } = startMachine();
    const server = createServer().listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    const port = (server.address() as { port: number }).port;
    setTimeout(() => appendFileSync(at('serial.log'), 'boot\r\npractice-system: ready\r\n'), 500);
    const checks = ['tcp', '127.0.0.1', String(port), 'line', toLineExpression('practice-system: ready')];
    expect(await run('wait-until-ready.sh', 'blue', '60', uuid, at('serial.log'), ...checks)).toEqual({
      code: 0,
      stdout: 'Waits: its console has not said what a ready one says.\nblue is ready.',
      stderr: '',
    });
  });

  it('fails when the time is over or the machine ends; where nobody needs it, late is no failure', async () => {
    const { uuid, end } = startMachine();
    const wait = (...more: string[]) =>
      run('wait-until-ready.sh', 'blue', '0', uuid, at('serial.log'), ...more, 'tcp', '127.0.0.1', '1');
    expect(await wait()).toMatchObject({
      code: 1,
      stderr: 'blue was not ready within 0 minutes: port 1 of 127.0.0.1 does not answer.',
    });
    const soft = await wait('--soft');
    expect(soft).toMatchObject({ code: 0, stderr: '' });
    expect(soft.stdout).toContain('blue runs, and is not ready after 0 minutes: port 1 of 127.0.0.1 does not answer.');
    end();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await wait('--soft')).stderr).toBe('blue ended while it was waited for.');
  });
});

/** A boot sector that has the keyboard controller reset the machine, as a kernel restarts a PC: mov al, 0xFE; out 0x64, al; hlt. */
const bootSector = Buffer.alloc(512);
bootSector.set([0xb0, 0xfe, 0xe6, 0x64, 0xf4]);
bootSector.set([0x55, 0xaa], 510);

describe.skipIf(!hasQemu).each(shells)('a real QEMU under %s', (...shell) => {
  it('that was told -no-reboot ends when its system restarts, and says what is taken for the end of an install', async () => {
    const bench = await openQemuBench(shell);
    try {
      writeFileSync(bench.at('disk.raw'), bootSector);
      await bench.start('-drive', `file=${bench.at('disk.raw')},if=ide,format=raw`, '-no-reboot');
      await bench.command('{"execute":"qmp_capabilities"}');
      await bench.command('{"execute":"cont"}');
      const wait = ['ciab', '60', bench.uuid, bench.at('events.log'), bench.at('serial.log')];
      expect(await bench.runScript('wait-for-install.sh', ...wait)).toMatchObject({ code: 0, stderr: '' });
      expect(await bench.read('events.log')).toContain('"reason": "guest-reset"');
    } finally {
      await bench.close();
    }
  });
});
