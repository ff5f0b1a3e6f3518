import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostError } from '#core/ports/host-error.ts';
import type { HostShell } from '#core/ports/host-shell.ts';
import type { Directory } from '#domain/images/directory.ts';
import { createImageReader } from '#host/images/create-image-reader.ts';
import { createLocalShell } from '#fakes/local-shell.ts';

const shells = (['dash', 'bash', 'busybox sh'] as const).filter(
  (shell) => spawnSync('sh', ['-c', `command -v ${shell.split(' ')[0] ?? ''}`]).status === 0,
);
const resources = { read: (path: string) => Promise.resolve(readFileSync(join('resources', path), 'utf8')) };
const browser = createImageReader({ resources, randomBytes: (count) => new Uint8Array(count).fill(7) });

const names = ({ entries }: Directory) => entries.map(({ name }) => name);

describe.skipIf(process.platform !== 'linux')('browsing a folder', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nutshell-browse-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe.each(shells)('under %s', (shell) => {
    const [program = 'sh', ...args] = shell.split(' ');
    const host = createLocalShell([program, ...args]);
    const browse = (path: string | null) => browser.browse(host, path);

    it('shows folders first, then images, then the rest, with sizes and times', async () => {
      writeFileSync(join(folder, 'notes.txt'), 'x');
      writeFileSync(join(folder, 'b.ISO'), Buffer.alloc(4096));
      writeFileSync(join(folder, 'a.img'), '');
      mkdirSync(join(folder, 'zoo'));
      const directory = await browse(folder);
      expect(names(directory)).toEqual(['zoo', 'a.img', 'b.ISO', 'notes.txt']);
      expect(directory).toMatchObject({ path: folder, parent: tmpdir(), notice: null });
      expect(directory.entries[2]).toMatchObject({
        kind: 'image',
        sizeBytes: 4096,
        isReadable: true,
        problem: null,
        path: `${folder}/b.ISO`,
      });
      expect(Math.abs((directory.entries[2]?.modifiedEpochMs ?? 0) - Date.now())).toBeLessThan(60_000);
      expect(directory.freeBytes).toBeGreaterThan(0);
    });

    it('keeps every name that is text, however hostile', async () => {
      const hostile = [
        '-rf.iso',
        ' leading.iso',
        'it\'s $(id) "`x`".iso',
        'two\nlines.iso',
        '*.iso',
        'ünïcödé ☃.iso',
        '\\n.iso',
        'nutshell-07 end 0',
      ];
      hostile.forEach((name) => writeFileSync(join(folder, name), name));
      const directory = await browse(folder);
      expect([...names(directory)].sort()).toEqual([...hostile].sort());
      expect(directory.entries.every(({ name, sizeBytes }) => sizeBytes === Buffer.byteLength(name))).toBe(true);
    });

    it('shows a name that is no text, and refuses it', async () => {
      execFileSync('sh', ['-c', `cd "$1" && : > "$(printf 'bad\\377.iso')" && : > "$(printf 'bad\\376.iso')"`, 'sh', folder]);
      const directory = await browse(folder);
      expect(names(directory)).toEqual(['bad\\xfe.iso', 'bad\\xff.iso']);
      expect(directory.entries[0]?.problem).toContain('Rename it on the host');
    });

    it('shows a link to nothing, and follows one to something', async () => {
      writeFileSync(join(folder, 'real.iso'), 'abc');
      symlinkSync('real.iso', join(folder, 'link.iso'));
      symlinkSync('gone.iso', join(folder, 'broken.iso'));
      const directory = await browse(folder);
      expect(directory.entries.map(({ name, sizeBytes, problem }) => [name, sizeBytes, problem === null])).toEqual([
        ['link.iso', 3, true],
        ['real.iso', 3, true],
        ['broken.iso', 0, false],
      ]);
    });

    it('opens an empty folder, one with an odd name, and the root', async () => {
      const odd = join(folder, "o'dd\n$(x) -f");
      mkdirSync(odd);
      expect(await browse(odd)).toMatchObject({ path: odd, entries: [], notice: null });
      const root = await browse('/');
      expect(root.parent).toBeNull();
      expect(root.entries.find(({ name }) => name === 'etc')).toMatchObject({ path: '/etc', kind: 'directory' });
    });

    it('begins where installers usually are', async () => {
      expect((await browse(null)).path).toMatch(/^\//);
    });

    it.each([
      ['/no/such/folder', 'not-found'],
      ['/etc/passwd', 'invalid-input'],
    ])('says of %s that it is %s', async (path, code) => {
      await expect(browse(path)).rejects.toMatchObject({ code });
    });
  });

  it('shows the first 5,000 of many, the image among them, and says so', async () => {
    execFileSync('sh', ['-c', 'cd "$1" && seq 1 5100 | xargs touch && : > zzz.iso', 'sh', folder]);
    const directory = await browser.browse(createLocalShell(['sh']), folder);
    expect(directory.entries).toHaveLength(5000);
    expect(directory.entries[0]?.name).toBe('zzz.iso');
    expect(directory.notice).toBe(`${folder} holds 5,101 entries. The first 5,000 are shown, folders and images first.`);
  }, 60_000);

  it('asks as root, and as the login itself where that is refused', async () => {
    const asked: (boolean | undefined)[] = [];
    const local = createLocalShell(['sh']);
    const host: HostShell = {
      ...local,
      run: (request) => {
        asked.push(request.asRoot);
        return request.asRoot === true ? Promise.reject(new HostError('denied', 'no sudo')) : local.run(request);
      },
    };
    expect((await browser.browse(host, folder)).path).toBe(folder);
    expect(asked).toEqual([true, false]);
  });
});
