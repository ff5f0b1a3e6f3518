import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Problem } from '#domain/problem.ts';
import { unsupportedProblem } from './practice-fault.ts';
import { programEnvironment } from './run-program.ts';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: NodeJS.Architecture;
}

/** Why no practice host can ever be built on this kind of machine; null where it can. */
export function findPlatformProblem({ platform, arch }: Machine): Problem | null {
  if (platform !== 'linux') {
    return unsupportedProblem(
      'The practice host is built from Debian packages and needs Linux.',
      'On macOS or Windows run Nutshell in a Linux virtual machine (or WSL), or add your own KVM host.',
    );
  }
  if (arch !== 'x64') {
    return unsupportedProblem(
      `The practice host is an x86-64 machine and is built on one; this laptop is ${arch}.`,
      'Run it on an x86-64 Linux machine, or add your own KVM host.',
    );
  }
  return null;
}

const tools = ['mmdebstrap', 'mke2fs', 'qemu-system-x86_64', 'qemu-img', 'ssh', 'ssh-keygen', 'tar', 'flock'] as const;

/** The tools that are not on this machine's path. Looks at files only, so it is cheap enough for every status. */
export async function listMissingTools(): Promise<readonly string[]> {
  const folders = (programEnvironment()['PATH'] ?? '').split(delimiter);
  const wanted = process.getuid?.() === 0 ? tools : [...tools, 'fakeroot'];
  const found = await Promise.all(wanted.map((tool) => isInAny(folders, tool)));
  return wanted.filter((_tool, index) => found[index] !== true);
}

async function isInAny(folders: readonly string[], tool: string): Promise<boolean> {
  const checks = await Promise.allSettled(folders.map((folder) => access(join(folder, tool), constants.X_OK)));
  return checks.some(({ status }) => status === 'fulfilled');
}
