import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFolder, hashParts } from '#practice/hash-inputs.ts';

describe('the key of a build', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nutshell-hash-'));
    await writeFile(join(folder, 'a.sh'), 'echo a');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('does not confuse where one part ends and the next begins', () => {
    expect(hashParts(['ab', 'c'])).not.toBe(hashParts(['a', 'bc']));
    expect(hashParts(['a', 'b'])).toBe(hashParts(['a', 'b']));
  });

  it.each([
    ['a changed file', (path: string) => writeFile(path, 'echo b')],
    ['a new file', (path: string) => writeFile(`${path}.more`, '')],
    ['a program that was a file', (path: string) => chmod(path, 0o755)],
  ])('changes with %s', async (_what, change) => {
    const before = await hashFolder(folder);
    await change(join(folder, 'a.sh'));
    expect(await hashFolder(folder)).not.toBe(before);
  });

  it('stays when only documentation is added', async () => {
    const before = await hashFolder(folder);
    await writeFile(join(folder, 'README.md'), 'words');
    expect(await hashFolder(folder)).toBe(before);
  });
});
