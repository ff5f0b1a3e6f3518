import { spawn } from 'node:child_process';
import { copyFile, link, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endProcess } from '../openssh/openssh.ts';
import { waitForLine } from './wait-for-line.ts';

export interface Screen {
  readonly machineName: string;
  readonly socketPath: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts the deterministic screen as a process that a reading of this machine takes for a QEMU, for by what it executes a machine is
 * known: Node under another name.
 */
export async function startScreen(): Promise<Screen> {
  const folder = await mkdtemp(join(tmpdir(), 'nutshell-screen-'));
  const program = join(folder, 'qemu-system-screen');
  // A second name costs nothing; it cannot cross from one file system to another.
  await link(process.execPath, program).catch(() => copyFile(process.execPath, program));
  const machineName = `bench-screen-${process.pid}`;
  const socketPath = join(folder, 'vnc.sock');
  const source = resolve('test/bench/screen/screen-source.mjs');
  const child = spawn(program, [source, '-name', machineName, '-vnc', `unix:${socketPath}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await waitForLine(child, 'ready');
  return {
    machineName,
    socketPath,
    async close() {
      await endProcess(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
