import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostShell, RunRequest } from '#core/ports/host-shell.ts';
import { createImageReader } from '#host/images/create-image-reader.ts';
import { createLocalShell } from '#fakes/local-shell.ts';
import { bootable, makeIso, whyNoIso } from '#support/make-iso.ts';
import { resources, shells } from '../operations/operation-bench.ts';

const reader = createImageReader({ resources, randomBytes: (count) => new Uint8Array(count).fill(7) });

/** Counts how often the host is asked. */
function counting(shell: HostShell): HostShell & { readonly asked: RunRequest[] } {
  const asked: RunRequest[] = [];
  return { ...shell, asked, run: (request) => (asked.push(request), shell.run(request)) };
}

describe.skipIf(process.platform !== 'linux')('the ISO library', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nutshell-library-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe.each(shells)('under %s', (...shellArgv) => {
    const host = counting(createLocalShell(shellArgv));
    const list = (...folders: readonly string[]) => reader.list(host, folders);

    it('lists several folders in one round trip, missing ones too, each image once', async () => {
      const other = join(folder, 'other');
      mkdirSync(other);
      symlinkSync(other, join(folder, 'same'));
      writeFileSync(join(folder, 'one.iso'), 'x'.repeat(5000));
      writeFileSync(join(folder, 'notes.txt'), '');
      writeFileSync(join(other, 'two.IMG'), '');
      writeFileSync(join(other, 'file'), '');
      host.asked.length = 0;
      const library = await list(folder, other, join(folder, 'same'), join(folder, 'gone'), join(other, 'file'));
      expect(host.asked).toHaveLength(1);
      expect(library.folders.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready', 'missing', 'no-folder']);
      expect(library.folders.every(({ freeBytes }) => (freeBytes ?? 0) > 0)).toBe(true);
      expect(library.images).toEqual([
        expect.objectContaining({ path: join(folder, 'one.iso'), sizeBytes: 5000, label: null, problem: null }),
        expect.objectContaining({ path: join(other, 'two.IMG'), folder: other, problem: 'It is empty.' }),
      ]);
      expect(library).toMatchObject({ partials: [], notice: null });
    });

    it('lists nothing where there is nothing', async () => {
      expect(await list(folder)).toMatchObject({ images: [], partials: [] });
      expect(await list('/no/such')).toMatchObject({ images: [], folders: [{ state: 'missing' }] });
    });

    it('keeps every name, however hostile, and every label', async () => {
      const names = ["it's $(id) `x`.iso", 'two\nlines.iso', '-rf.iso', '*.iso', 'ünï.iso', '\\n.iso', 'nutshell-07.iso'];
      names.forEach((name) => writeFileSync(join(folder, name), name));
      const library = await list(folder);
      expect(library.images.map(({ name }) => name).sort()).toEqual([...names].sort());
      expect(library.images.every(({ name, sizeBytes }) => sizeBytes === Buffer.byteLength(name))).toBe(true);
    });

    it('tells what is on its way: from where, how much, and whether somebody fetches it now', async () => {
      const part = join(folder, 'file.iso.part');
      writeFileSync(part, 'x'.repeat(100));
      writeFileSync(
        `${part}.about`,
        'from=url\nurl=https://example.org/file.iso\nchecksum=sha256:ab\ntotal=400\ntag="x"\nstate=waiting\n',
      );
      const expected = {
        path: join(folder, 'file.iso'),
        partPath: part,
        sizeBytes: 100,
        totalBytes: 400,
        source: { kind: 'url', url: 'https://example.org/file.iso', checksum: 'sha256:ab' },
      };
      expect((await list(folder)).partials).toEqual([expect.objectContaining({ ...expected, state: 'waiting' })]);
      const holder = spawn('flock', [part, 'sleep', '30']);
      await new Promise((go) => setTimeout(go, 300));
      expect((await list(folder)).partials).toEqual([expect.objectContaining({ ...expected, state: 'running' })]);
      holder.kill();
      rmSync(`${part}.about`);
      writeFileSync(join(folder, 'other.iso.part'), '');
      expect((await list(folder)).partials[1]).toMatchObject({
        name: 'other.iso',
        source: { kind: 'unknown' },
        totalBytes: null,
      });
    });

    it.skipIf(whyNoIso !== null)('shows labels in the list, and the menu of one of them in two round trips', async () => {
      const files = {
        ...bootable.files,
        'isolinux/isolinux.cfg': 'timeout 600\nlabel ciab\n menu label ^Cloud\n kernel vmlinuz\n append ciab\n',
      };
      const path = makeIso(folder, "it's.iso", { label: 'CLOUD "A"', files, options: ['-R', ...bootable.options] });
      rmSync(`${path}.tree`, { recursive: true });
      const [image] = (await list(folder)).images;
      expect(image?.label).toMatchObject({ volume: 'CLOUD "A"', isBootable: true });
      host.asked.length = 0;
      const { content, sizeBytes } = await reader.describe(host, path);
      expect(host.asked.length).toBeLessThanOrEqual(2);
      expect(sizeBytes).toBe(image?.sizeBytes);
      expect(content.kind === 'iso' && content.iso.menus[0]?.entries[0]).toMatchObject({
        title: 'Cloud',
        hotkey: 'c',
        words: ['ciab'],
      });
    });

    it.each([
      ['gone.iso', 'not-found'],
      ['.', 'invalid-input'],
    ])('says of %s that it is %s', async (name, code) => {
      await expect(reader.describe(host, join(folder, name))).rejects.toMatchObject({ code });
    });
  });
});
