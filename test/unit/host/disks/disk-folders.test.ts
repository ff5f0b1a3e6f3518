import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aUuid } from '#fakes/machines.ts';
import { createLocalShell } from '#fakes/local-shell.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { Unreadable } from '#host/facts/unreadable.ts';
import { parseDiskFolders } from '#host/disks/parse-disk-folders.ts';
import { resources, shells } from '../operations/operation-bench.ts';

let root = '';
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'nutshell-disks-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const mebibyte = 1024 ** 2;

describe.each(shells)('a folder for disks under %s', (...shell) => {
  const look = async (path: string) => {
    const reader = createHostReader({ resources, now: Date.now, randomBytes: (count) => new Uint8Array(count) });
    const fact = await reader.inspectFolder(createLocalShell(shell), 'root', path);
    if (fact.kind === 'unavailable') throw new Error(`${fact.reason}\n${fact.raw}`);
    return fact.value;
  };

  it('is told with its room, and with each file, whose it is and how large it may grow', async () => {
    const folder = join(root, "it's $(here) ✓");
    mkdirSync(join(folder, '.nutshell'), { recursive: true });
    const mark = join(folder, '.nutshell', aUuid);
    writeFileSync(mark, 'x'.repeat(8192));
    truncateSync(mark, 40 * mebibyte);
    linkSync(mark, join(folder, 'ciab.qcow2'));
    writeFileSync(join(folder, 'precious data.img'), 'x');
    writeFileSync(join(folder, '.nutshell', 'nameless'), 'x');
    writeFileSync(join(folder, `ends\nentry=1 2 3 4 forged.raw`), 'x');
    symlinkSync('/etc/passwd', join(folder, 'link.raw'));
    const { path, state, fileSystem, files } = await look(folder);
    expect({ path, state }).toEqual({ path: folder, state: 'there' });
    expect(fileSystem.freeBytes).toBeGreaterThan(0);
    expect(fileSystem.sizeBytes).toBeGreaterThan(fileSystem.freeBytes);
    expect(fileSystem.device).toMatch(/^\d+$/);
    expect(files.map((file) => [file.path.slice(folder.length + 1), file.sizeBytes, file.machineUuid])).toEqual([
      ['ciab.qcow2', 40 * mebibyte, aUuid],
      ['precious data.img', 1, null],
      ['.nutshell/nameless', 1, 'nameless'],
    ]);
    expect(files[0]?.allocatedBytes).toBeLessThan(mebibyte);
  });

  it('that is empty, or not there, is told as that, with the room that it would have', async () => {
    expect(await look(root)).toMatchObject({ state: 'there', files: [] });
    const { fileSystem } = await look(root);
    expect(await look(join(root, 'not/there'))).toMatchObject({
      state: 'not-there',
      fileSystem: { device: fileSystem.device, sizeBytes: fileSystem.sizeBytes },
      files: [],
    });
    writeFileSync(join(root, 'file'), '');
    expect(await look(join(root, 'file'))).toMatchObject({ state: 'no-folder' });
    expect(await look('/')).toMatchObject({ path: '/', state: 'there' });
  });
});

describe.each(shells)('the folders that collect.sh looks at under %s', (...shell) => {
  it('are its own and those of the definitions, each once', () => {
    const [program, ...before] = shell;
    const machines = join(root, 'machines');
    const define = (name: string, disk: object) => {
      mkdirSync(join(machines, name), { recursive: true });
      writeFileSync(join(machines, name, 'machine.json'), JSON.stringify({ disk }, null, 2));
    };
    const folder = join(root, 'a b');
    mkdirSync(folder);
    define('one', { kind: 'file', folder, format: 'raw' });
    define('two', { kind: 'file', folder, format: 'qcow2' });
    define('three', { kind: 'lvm', group: 'vg01' });
    define('four', { kind: 'file', folder: '/with "quotes" $(id)' });
    const text = ['frame', 'links', 'qemu-processes', 'disk-folders', 'collect']
      .map((name) => readFileSync(`resources/host/${name}.sh`, 'utf8'))
      .join('\n')
      .replace('definitions_folder=/var/lib/nutshell/machines', `definitions_folder='${machines}'`)
      .replace(/^main$/m, 'disk_folders');
    const { stdout } = spawnSync(program, [...before, '-s', '--', 'nonce'], { input: text, encoding: 'utf8' });
    expect(parseDiskFolders(stdout).map(({ path }) => path)).toEqual(['/var/lib/nutshell/disks', folder]);
  });
});

describe('an answer about folders', () => {
  it('that has no known form cannot be read, and is no folder with nothing in it', () => {
    expect(() => parseDiskFolders('folder=/a\nstate=there\ndevice=1\n')).toThrow(Unreadable);
    expect(() => parseDiskFolders('folder=/a\nstate=odd\nfilesystem=1 2 3 xfs\n')).toThrow(Unreadable);
    expect(parseDiskFolders('')).toEqual([]);
  });
});
