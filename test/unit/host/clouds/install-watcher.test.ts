import { appendFile, mkdir, mkdtemp, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalShell } from '#fakes/local-shell.ts';
import type { InstallRecord } from '#domain/clouds/timeline/install-record.ts';
import { createInstallParser } from '#host/clouds/create-install-parser.ts';
import { createInstallWatcher } from '#host/clouds/create-install-watcher.ts';
import { createSecretKeeper } from '#host/clouds/create-secret-keeper.ts';
import { resources, shells } from '../operations/operation-bench.ts';
import { removeFolder } from '#support/remove-folder.ts';

const event = (second: number, name: string) =>
  `{"timestamp": {"seconds": ${second}, "microseconds": 0}, "event": "${name}"}\r\n`;
const part = (file: string, offset: number, text: string) =>
  `part ${file} ${offset} ${Buffer.from(text, 'latin1').toString('base64')}`;
const summarise = (record: InstallRecord | undefined) => ({
  notes: record?.notes.map(({ what }) => what),
  events: record?.events.map(({ name }) => name),
  lines: record?.lines.map(({ text, endByte }) => `${endByte} ${text}`),
});

describe('what watch-installs.sh tells', () => {
  it('is the same record when it comes byte by byte', () => {
    const files = {
      'blue/install.log': '5 installer 0 0\n9 look 30 4096\n',
      'blue/events.log': event(5, 'RESET') + event(8, 'STOP'),
      'blue/serial.log': 'one\r\n\u001B[1;32mtwo\u001B[0m\rthree\n\nfo',
    };
    const whole = createInstallParser(['blue']);
    Object.entries(files).forEach(([file, text]) => whole.read(part(file, 0, text)));
    const bytewise = createInstallParser(['blue']);
    Object.entries(files).forEach(([file, text]) =>
      Array.from(text).forEach((byte, offset) => bytewise.read(part(file, offset, byte))),
    );
    const records = [whole, bytewise].map((parser) => parser.read('turn 60')?.records.get('blue'));
    expect(summarise(records[0])).toEqual({
      notes: ['installer', 'look'],
      events: ['RESET', 'STOP'],
      lines: ['5 one', '20 two', '26 three'],
    });
    // Of \r\n the first byte alone is the end of a line already.
    expect(summarise(records[1])).toEqual({ ...summarise(records[0]), lines: ['4 one', '20 two', '26 three'] });
    expect(records[0]?.lines[0]?.seenEpochMs).toBe(60_000);
  });

  it('takes a log that was begun anew from its beginning, and no event twice', () => {
    const parser = createInstallParser(['blue']);
    parser.read(part('blue/events.log', 0, event(5, 'RESET')));
    parser.read(part('blue/events.log.1', 0, event(5, 'RESET') + event(6, 'SHUTDOWN')));
    parser.read(part('blue/events.log', 0, event(7, 'RESET')));
    parser.read(part('green/events.log', 0, event(7, 'RESET')));
    expect(summarise(parser.read('turn 9')?.records.get('blue')).events).toEqual(['RESET', 'SHUTDOWN', 'RESET']);
    expect(parser.read('nonsense')).toBeNull();
  });
});

describe.skipIf(process.platform !== 'linux').each(shells)('watch-installs.sh under %s', (...shell) => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nutshell-installs-'));
    await mkdir(at('machines/blue'), { recursive: true });
  });
  afterEach(() => removeFolder(folder));

  it('tells what is there, then what comes, and of a log that was begun anew what it says now', async () => {
    const controller = new AbortController();
    const watch = createInstallWatcher({ resources, stateDirectory: folder });
    await writeFile(at('machines/blue/serial.log'), 'one\n');
    const looks: ReturnType<typeof summarise>[] = [];
    for await (const { records } of watch(createLocalShell(shell), ['blue', 'gone'], controller.signal)) {
      looks.push(summarise(records.get('blue')));
      if (looks.length === 1) {
        await appendFile(at('machines/blue/serial.log'), 'two\n');
        await appendFile(at('machines/blue/install.log'), '5 installer 0 0\n');
        await appendFile(at('machines/blue/events.log'), event(5, 'RESET') + event(6, 'SHUTDOWN'));
      } else if (looks.length === 2) {
        await rename(at('machines/blue/events.log'), at('machines/blue/events.log.1'));
        await writeFile(at('machines/blue/events.log'), event(9, 'RESET'));
      } else {
        break;
      }
    }
    controller.abort();
    expect(looks).toEqual([
      { notes: [], events: [], lines: ['4 one'] },
      { notes: ['installer'], events: ['RESET', 'SHUTDOWN'], lines: ['4 one', '8 two'] },
      { notes: ['installer'], events: ['RESET', 'SHUTDOWN', 'RESET'], lines: ['4 one', '8 two'] },
    ]);
  });

  it('secrets come to where only root reads them, through standard input', async () => {
    const keep = createSecretKeeper({ resources, runDirectory: at('run') });
    const secrets = new Map([['rootPasswordHash', '$6$salt$hash'] as const]);
    await keep(createLocalShell(shell), { operationId: 'op-1', secrets });
    expect(await resources.read(at('run/secrets/op-1'))).toBe('rootPasswordHash $6$salt$hash\n');
    expect((await stat(at('run/secrets/op-1'))).mode & 0o777).toBe(0o600);
    const torn = new Map([['rootPassword', 'two\nlines'] as const]);
    await expect(keep(createLocalShell(shell), { operationId: 'op-2', secrets: torn })).rejects.toThrow('more than one line');
  });
});
