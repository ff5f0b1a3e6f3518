import { cpus } from 'node:os';
import { join } from 'node:path';
import { countCpus } from './accelerator.ts';
import { hashFolder, hashParts } from './hash-inputs.ts';
import type { Accelerator } from './practice-hosts.ts';
import { buildMachineArgv } from './qemu-argv.ts';
import { runProgram } from './run-program.ts';

/** Keys of everything that is built, each over all its inputs. A change rebuilds what depends on it and nothing else. */
export interface Recipe {
  readonly rootFileSystemKey: string;
  readonly installerKey: string;
  readonly diskKey: string;
  readonly qemuVersion: string;
}

export async function readRecipe(resourcesDir: string): Promise<Recipe> {
  const [host, installer, qemuVersion] = await Promise.all([
    hashFolder(join(resourcesDir, 'practice', 'host')),
    hashFolder(join(resourcesDir, 'practice', 'installer')),
    runProgram('Asking QEMU for its version', ['qemu-system-x86_64', '--version']),
  ]);
  return { rootFileSystemKey: host, installerKey: installer, diskKey: hashParts([host, installer]), qemuVersion };
}

/** A saved state fits one machine model of one QEMU version, and under KVM one CPU model. */
export function toSavedStateKey({ diskKey, qemuVersion }: Recipe, accelerator: Accelerator): string {
  const cpuModel = accelerator === 'kvm' ? (cpus()[0]?.model ?? '') : '';
  return hashParts([diskKey, qemuVersion, cpuModel, ...buildMachineArgv(accelerator, countCpus(accelerator))]);
}
