import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { removeFolder } from '#support/remove-folder.ts';

/** A real QEMU on this machine, stopped before its first instruction: it answers QMP and costs next to nothing. */
export const hasQemu =
  process.env.PATH?.split(':').some((folder) => existsSync(path.join(folder, 'qemu-system-x86_64'))) ?? false;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function openQemuBench(shell: readonly [string, ...string[]]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'nutshell-qemu-'));
  const at = (name: string) => path.join(folder, name);
  const uuid = crypto.randomUUID();

  function run(argv: readonly [string, ...string[]]): Promise<Ran> {
    const [program, ...args] = argv;
    return new Promise((resolve) => {
      execFile(program, args, { encoding: 'utf8' }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 255 : 0, stdout, stderr });
      });
    });
  }

  const runScript = (name: string, ...args: string[]) => run([...shell, path.resolve('resources/host', name), ...args]);

  return {
    folder,
    at,
    uuid,
    run,
    runScript,
    control: at('run/control'),
    /** Makes the control channel and starts a QEMU on it. */
    async start(...more: string[]): Promise<void> {
      await runScript('prepare-control.sh', at('run/control'), at('events.log'));
      const { code, stderr } = await run([
        ...(['qemu-system-x86_64', '-name', 'bench', '-uuid', uuid, '-machine', 'pc,accel=tcg', '-m', '32', '-S'] as const),
        ...['-display', 'none', '-chardev', `pipe,id=control,path=${at('run/control')}`, '-mon', 'chardev=control,mode=control'],
        ...[
          '-qmp',
          `unix:${at('qmp.sock')},server=on,wait=off`,
          '-pidfile',
          at('qemu.pid'),
          '-D',
          at('qemu.log'),
          '-daemonize',
          ...more,
        ],
      ]);
      if (code !== 0) throw new Error(`QEMU did not start: ${stderr}`);
    },
    command: (command: string, seconds = '5') => runScript('control-machine.sh', at('run/control'), command, seconds),
    read: (name: string) => readFile(at(name), 'utf8'),
    pid: async () => Number(await readFile(at('qemu.pid'), 'utf8')),
    async waitFor(isSo: () => boolean | Promise<boolean>): Promise<void> {
      for (let round = 0; round < 200; round++) {
        if (await isSo()) return;
        await pause(25);
      }
      throw new Error('It did not become so within five seconds');
    },
    async close(): Promise<void> {
      const pid = existsSync(at('qemu.pid')) ? Number(await readFile(at('qemu.pid'), 'utf8')) : null;
      try {
        if (pid !== null) process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
      await removeFolder(folder);
    },
  };
}
