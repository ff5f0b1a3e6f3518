import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from './is-missing-file.ts';
import { practiceFault } from './practice-fault.ts';
import type { Accelerator } from './practice-hosts.ts';

/** What is remembered of an instance beside its disks. Whether it runs is asked of the kernel, never read from here. */
export interface InstanceRecord {
  readonly sshPort: number;
  readonly accelerator: Accelerator;
  readonly savedState: string;
  readonly secretsDir: string;
}

const namePattern = /^[a-z0-9][a-z0-9-]{0,30}$/;

/** The instance's folder. Its name becomes a folder's and an argument's, so it is checked here. */
export function toInstanceFolder(stateDir: string, instance: string): string {
  if (!namePattern.test(instance)) {
    throw practiceFault(`A practice host cannot be called ${JSON.stringify(instance)}.`, {
      code: 'invalid-input',
      hint: 'Use up to 31 lower-case letters, digits and dashes, beginning with a letter or digit.',
    });
  }
  return join(stateDir, 'instances', instance);
}

export async function listInstances(stateDir: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(stateDir, 'instances'), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && namePattern.test(entry.name)).map((entry) => entry.name);
  } catch (error) {
    if (isMissingFile(error)) {
      return [];
    }
    throw error;
  }
}

export async function readRecord(folder: string): Promise<InstanceRecord | null> {
  const path = join(folder, 'instance.json');
  try {
    return parseRecord(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (isMissingFile(error)) {
      return null;
    }
    throw error;
  }
}

export async function writeRecord(folder: string, record: InstanceRecord): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'instance.json');
  await writeFile(`${path}.new`, `${JSON.stringify(record, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

export function parseRecord(text: string, path: string): InstanceRecord {
  const fields = parseObject(text);
  const { sshPort, accelerator, savedState, secretsDir } = fields;
  const isWhole = typeof sshPort === 'number' && typeof savedState === 'string' && typeof secretsDir === 'string';
  if (!isWhole || (accelerator !== 'kvm' && accelerator !== 'tcg')) {
    throw practiceFault('The record of a practice host cannot be read.', {
      hint: `Remove ${path} and start it again.`,
      raw: text,
    });
  }
  return { sshPort, accelerator, savedState, secretsDir };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // The caller says what is wrong with it, with the text attached.
    return {};
  }
}
