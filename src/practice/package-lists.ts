import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from './is-missing-file.ts';

/** One package per line; `#` starts a comment. */
export function parsePackageList(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}

/** The Debian packages that this laptop needs to build and boot a practice host and its installer. */
export async function practicePackages(resourcesDir: string): Promise<readonly string[]> {
  const files = [
    join(resourcesDir, 'practice', 'host', 'build-machine-packages.txt'),
    join(resourcesDir, 'practice', 'installer', 'packages.txt'),
  ];
  const lists = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(emptyWhereMissing)));
  return [...new Set(lists.flatMap(parsePackageList))].sort();
}

function emptyWhereMissing(error: unknown): string {
  if (isMissingFile(error)) {
    return '';
  }
  throw error;
}
