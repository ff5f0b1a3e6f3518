import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeFolder } from './remove-folder.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type LvmBench = Awaited<ReturnType<typeof openLvmBench>>;

/** Scripts of resources/host really run, with stand-ins for LVM that keep volumes as files. */
export async function openLvmBench(shell: readonly [string, ...string[]]) {
  const folder = await mkdtemp(path.join(tmpdir(), "nutshell-lvm it's-"));
  const at = (...names: string[]) => path.join(folder, ...names);
  mkdirSync(at('lvm', 'vg01'), { recursive: true });

  function run(script: string, args: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
    const [program, ...options] = shell;
    const env = {
      PATH: `${path.resolve('test/support/lvm-stand-in')}:${process.env.PATH ?? ''}`,
      LVM_STATE: at('lvm'),
      ...environment,
    };
    return new Promise((resolve) => {
      execFile(
        program,
        [...options, path.resolve('resources/host', script), ...args],
        { env, encoding: 'utf8' },
        (error, stdout, stderr) => {
          resolve({ code: typeof error?.code === 'number' ? error.code : error ? 255 : 0, stdout, stderr });
        },
      );
    });
  }

  return {
    folder,
    at,
    run,
    addVolume(name: string, ...tags: string[]): void {
      writeFileSync(at('lvm', 'vg01', name), `-wi-a-----|||${tags.join(',')}\n`);
    },
    addSnapshot(name: string, origin: string, attributes = 'swi-a-s---', ...tags: string[]): void {
      writeFileSync(at('lvm', 'vg01', name), `${attributes}|${origin}|12.5|${tags.join(',')}\n`);
    },
    /** Names with their tags. */
    volumes: (): Record<string, string> =>
      Object.fromEntries(
        readdirSync(at('lvm', 'vg01')).map((name) => [
          name,
          readFileSync(at('lvm', 'vg01', name), 'utf8')
            .trim()
            .split('|')[3] ?? '',
        ]),
      ),
    close: () => removeFolder(folder),
  };
}
