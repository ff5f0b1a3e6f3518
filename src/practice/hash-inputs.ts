import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A short name for exactly these inputs. Order matters; each part is framed, so that ['ab','c'] is not ['a','bc']. */
export function hashParts(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(`${Buffer.byteLength(part)}:`);
    hash.update(part);
  }
  return hash.digest('hex').slice(0, 16);
}

/** The same for every file below a folder: names, whether executable, contents. Documentation changes nothing. */
export async function hashFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const parts: (string | Uint8Array)[] = [];
  for (const path of paths) {
    const { mode } = await stat(path);
    parts.push(relative(folder, path), (mode & 0o100) === 0 ? 'file' : 'program', await readFile(path));
  }
  return hashParts(parts);
}
