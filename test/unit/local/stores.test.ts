import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Host } from '#domain/hosts/host.ts';
import { defaultSettings } from '#domain/settings/settings.ts';
import { createHostStore } from '#local/create-host-store.ts';
import { createKeyFiles, expandHome } from '#local/create-key-files.ts';
import { createLog } from '#local/create-log.ts';
import { createMemorySecretStore } from '#local/create-memory-secret-store.ts';
import { createResources } from '#local/create-resources.ts';
import { createSettingsStore } from '#local/create-settings-store.ts';
import { findDataDirectories } from '#local/data-directories.ts';
import { findJsonLine } from '#local/find-json-line.ts';

const aDirectory = (): string => mkdtempSync(path.join(tmpdir(), 'nutshell-local-'));

function aHost(id: string, more: Partial<Host> = {}): Host {
  const target = { address: '10.0.0.1', port: 22, user: 'root', auth: { kind: 'agent' } } as const;
  return { ...target, id, name: id, jumps: [{ ...target, auth: { kind: 'key', path: '~/k' } }], origin: 'own', ...more };
}

describe('the host store', () => {
  it('starts empty and gives back what was saved', async () => {
    const directory = path.join(aDirectory(), 'not', 'there', 'yet');
    expect(await createHostStore(directory).list()).toEqual([]);
    await createHostStore(directory).save([aHost('a'), aHost('b')]);
    expect(await createHostStore(directory).list()).toEqual([aHost('a'), aHost('b')]);
    expect(readdirSync(directory)).toEqual(['hosts.json']);
  });

  it('keeps where the disks of a host go, and has none where none was chosen', async () => {
    const directory = aDirectory();
    const hosts = [aHost('a', { diskPlace: { kind: 'lvm-thin', group: 'vg01', pool: 'pool0' } }), aHost('b')];
    await createHostStore(directory).save(hosts);
    expect(await createHostStore(directory).list()).toEqual(hosts);
  });

  it('loses nothing of what another process added, changed or removed', async () => {
    const directory = aDirectory();
    const [mine, theirs] = [createHostStore(directory), createHostStore(directory)];
    await mine.save([aHost('a'), aHost('b'), aHost('c')]);
    await theirs.list();
    await theirs.save([aHost('a', { name: 'renamed' }), aHost('c'), aHost('theirs')]);
    await mine.save([aHost('a'), aHost('b'), aHost('c', { port: 2222 }), aHost('mine')]);
    const ids = (await mine.list()).map(({ id, name, port }) => `${id} ${name} ${port}`);
    expect(ids).toEqual(['a renamed 22', 'c c 2222', 'mine mine 22', 'theirs theirs 22']);
  });

  it('takes the additions of many at once', async () => {
    const directory = aDirectory();
    const names = Array.from({ length: 20 }, (_, index) => `h${index}`);
    await Promise.all(names.map((name) => createHostStore(directory).save([aHost(name)])));
    expect((await createHostStore(directory).list()).map(({ id }) => id).sort()).toEqual([...names].sort());
  });

  it('takes over a lock whose process died', async () => {
    const directory = aDirectory();
    const lock = path.join(directory, 'hosts.json.lock');
    writeFileSync(lock, '');
    utimesSync(lock, new Date(0), new Date(0));
    await createHostStore(directory).save([aHost('a')]);
    expect(await createHostStore(directory).list()).toHaveLength(1);
  });

  it.each([
    ['{ "version": 1,\n "hosts": [\n', 'line 3', 'not valid JSON'],
    ['{\n"version": 1,\n"hosts": [],\n oops }', 'line 4', 'not valid JSON'],
    ['[]', 'line 1', 'no version'],
    ['{ "version": 2, "hosts": [] }', 'version 2', 'reads version 1'],
    [JSON.stringify({ version: 1, hosts: [aHost('a'), { ...aHost('b'), port: 0 }] }, null, 1), 'line 28', 'hosts.1.port'],
    [JSON.stringify({ version: 1, hosts: [{ ...aHost('a'), address: '-oProxyCommand=x' }] }), 'line 1', 'hosts.0.address'],
  ])('names the file and the place of what is broken, and leaves it alone: %#', async (text, place, what) => {
    const directory = aDirectory();
    const filePath = path.join(directory, 'hosts.json');
    writeFileSync(filePath, text);
    const store = createHostStore(directory);
    const error = await store.list().catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ code: 'local-file' });
    const message = error instanceof Error ? error.message : '';
    for (const part of [filePath, place, what]) expect(message).toContain(part);
    await expect(store.save([aHost('c')])).rejects.toThrow(filePath);
    expect(readFileSync(filePath, 'utf8')).toBe(text);
  });
});

it('finds the line of a value in JSON', () => {
  const text = '{\n "a": "}]{",\n "b": [\n  { "c": [1, 2] },\n  { "c": {\n "d": null } }\n ]\n}';
  expect(findJsonLine(text, ['b', '1', 'c', 'd'])).toBe(6);
  expect(findJsonLine(text, ['b', '0', 'c', '1'])).toBe(4);
  expect(findJsonLine(text, ['b', '7'])).toBe(3);
  expect(findJsonLine(text, [])).toBe(1);
});

describe('the settings store', () => {
  it('fills what a file lacks with what is usual', async () => {
    const directory = aDirectory();
    expect(await createSettingsStore(directory).load()).toEqual(defaultSettings);
    writeFileSync(
      path.join(directory, 'settings.json'),
      '{ "version": 1, "colorScheme": "dark", "panes": { "treeWidth": 300 } }',
    );
    const loaded = await createSettingsStore(directory).load();
    expect(loaded).toEqual({ ...defaultSettings, colorScheme: 'dark', panes: { ...defaultSettings.panes, treeWidth: 300 } });
  });

  it('keeps what two windows changed', async () => {
    const directory = aDirectory();
    const [left, right] = [createSettingsStore(directory), createSettingsStore(directory)];
    await Promise.all([left.load(), right.load()]);
    await left.save({ ...defaultSettings, colorScheme: 'dark' });
    await right.save({ ...defaultSettings, lastPlace: 'hosts/a' });
    expect(await createSettingsStore(directory).load()).toEqual({
      ...defaultSettings,
      colorScheme: 'dark',
      lastPlace: 'hosts/a',
    });
  });
});

describe('what lies on this laptop', () => {
  it('finds its directories, and elsewhere when told so', () => {
    expect(findDataDirectories({ NUTSHELL_HOME: '/d', NUTSHELL_CACHE: '/c' })).toEqual({ data: '/d', cache: '/c' });
    const usual = findDataDirectories({ NUTSHELL_HOME: '' });
    expect(path.isAbsolute(usual.data) && path.isAbsolute(usual.cache)).toBe(true);
  });

  it('expands ~ as a shell does, with either slash', () => {
    expect(expandHome('~/.ssh/id', '/home/me')).toBe(path.join('/home/me', '.ssh/id'));
    expect(expandHome('~', '/home/me')).toBe(path.join('/home/me'));
    expect(expandHome('~\\.ssh', '/home/me')).toContain('.ssh');
    expect(expandHome('~other/x', '/home/me')).toBe('~other/x');
    expect(expandHome('C:\\keys\\id', '/home/me')).toBe('C:\\keys\\id');
  });

  it('reads key files, and says what is wrong with them', async () => {
    const home = aDirectory();
    writeFileSync(path.join(home, 'key'), 'KEY');
    writeFileSync(path.join(home, 'big'), Buffer.alloc(100_000));
    const files = createKeyFiles(home);
    expect(await files.read('~/key')).toBe('KEY');
    await expect(files.read('~/absent')).rejects.toThrow(/absent could not be read: it does not exist/);
    await expect(files.read('~')).rejects.toThrow(/it is a folder/);
    await expect(files.read('~/big')).rejects.toThrow(/too big/);
  });

  it('reads its own resources and nothing else', async () => {
    const directory = aDirectory();
    writeFileSync(path.join(directory, 'a.sh'), 'one\r\ntwo\n');
    const resources = createResources(directory);
    expect(await resources.read('a.sh')).toBe('one\ntwo\n');
    await expect(resources.read('../etc/passwd')).rejects.toThrow(/not one of/);
    await expect(resources.read('absent.sh')).rejects.toThrow(/does not exist/);
  });

  it('keeps secrets in memory until told otherwise', async () => {
    const secrets = createMemorySecretStore();
    await secrets.put('a', 'b');
    expect(await secrets.get('a')).toBe('b');
    await secrets.remove('a');
    expect(await secrets.get('a')).toBeNull();
  });
});

describe('the log', () => {
  it('writes lines, turns over by size, and never a secret', () => {
    const directory = aDirectory();
    const log = createLog(directory, { maxBytes: 2_000, oldFiles: 2 });
    for (let index = 0; index < 200; index += 1) {
      log.info('Connected', { index, password: 'hunter2', nested: { passphrase: 'hunter2', deeper: { stdin: 'hunter2' } } });
    }
    log.error('Failed', { error: new Error('why') });
    log.close();
    const files = readdirSync(directory).sort();
    expect(files).toEqual(['nutshell.log', 'nutshell.log.1', 'nutshell.log.2']);
    const text = files.map((name) => readFileSync(path.join(directory, name), 'utf8')).join('');
    expect(text).not.toContain('hunter2');
    expect(text).toContain('"index":199');
    expect(text).toContain('why');
    expect(Math.max(...files.map((name) => readFileSync(path.join(directory, name)).length))).toBeLessThan(3_000);
  });

  it('follows when another process turned it over', () => {
    const directory = aDirectory();
    const limits = { maxBytes: 1_000, oldFiles: 5 };
    const [one, two] = [createLog(directory, limits), createLog(directory, limits)];
    for (let index = 0; index < 30; index += 1) {
      one.info(`one ${index}`);
      two.info(`two ${index}`);
    }
    const text = readdirSync(directory)
      .map((name) => readFileSync(path.join(directory, name), 'utf8'))
      .join('');
    expect(text.match(/"msg":"(one|two) \d+"/g)).toHaveLength(60);
    one.close();
    two.close();
  });
});
