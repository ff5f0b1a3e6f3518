import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseEvent } from '#host/qemu/parse-event.ts';
import { parseRuns } from '#host/qemu/parse-runs.ts';
import { shells } from '../operations/operation-bench.ts';
import { openQemuBench } from './qemu-bench.ts';

const line = (name: string, data = '') =>
  `{"timestamp": {"seconds": 1795356181, "microseconds": 457431}, "event": "${name}"${data}}\r`;

let bench: Awaited<ReturnType<typeof openQemuBench>> | null = null;
afterEach(() => bench?.close());

describe('parseEvent', () => {
  it('takes the name, the time and the plain data', () => {
    expect(parseEvent(line('SHUTDOWN', ', "data": {"guest": false, "reason": "host-qmp-quit", "info": {"deep": 1}}'))).toEqual({
      name: 'SHUTDOWN',
      atEpochMs: 1_795_356_181_457,
      data: { guest: false, reason: 'host-qmp-quit' },
    });
  });

  it.each([
    ['{"QMP": {}}'],
    ['{"return": {}, "id": "\\"event\\""}'],
    ['{"timestamp": {"seconds": 1'],
    ['{"event": "STOP"'],
    [''],
  ])('finds no event in %s', (text) => expect(parseEvent(text)).toBeNull());
});

describe('the runs that collect.sh brings', () => {
  it.each(shells)(
    '%s: the last events and words of each machine, with as many processes for all as for one',
    async (...shell) => {
      bench = await openQemuBench(shell);
      const { at } = bench;
      const put = async (file: string, text: string) => {
        await mkdir(path.dirname(at(file)), { recursive: true });
        await writeFile(at(file), text);
      };
      for (const name of ['one', 'two', 'three', 'four']) await put(`machines/${name}/machine.json`, '{}');
      await put(
        'machines/one/events.log',
        `{"QMP": {}}\n${['STOP', 'RESUME', 'STOP', 'RESET', 'RTC_CHANGE', 'STOP'].map((each) => line(each)).join('\n')}\n`,
      );
      await put('machines/one/qemu.log', `${'x'.repeat(600)}\nlast words\n`);
      await put('machines/two/events.log', '');
      await put('machines/two/qemu.log', 'said\nmore\n');
      await put('machines/three/events.log', '{"QMP": {}}\n');
      await put('run/one/.keep', '');
      const script = readFileSync('resources/host/collect.sh', 'utf8')
        .replace('definitions_folder=/var/lib/nutshell/machines', `definitions_folder=${at('machines')}`)
        .replace('sockets_folder=/run/nutshell/machines', `sockets_folder=${at('run')}`)
        .replace(/^main$/m, 'machine_runs');
      await put('script.sh', `${readFileSync('resources/host/frame.sh', 'utf8')}\n${script}`);
      const runs = parseRuns((await bench.run([...shell, at('script.sh'), 'nonce'])).stdout);
      const of = (name: string) => runs.find(({ machineName }) => machineName === name);
      expect(of('one')).toMatchObject({ hasRunFolder: true, hasEventLog: true, wasStarted: true });
      expect(of('one')?.events.map(({ name }) => name)).toEqual(['STOP', 'RESET', 'STOP']);
      expect(of('one')?.lastWords).toMatch(/^x+\nlast words$/);
      expect(of('two')).toMatchObject({
        hasRunFolder: false,
        hasEventLog: true,
        wasStarted: false,
        events: [],
        lastWords: 'said\nmore',
      });
      expect(of('three')).toMatchObject({ wasStarted: true, events: [], lastWords: null });
      expect(of('four')).toBeUndefined();
    },
  );

  it('no machine is an answer', () => {
    expect(parseRuns('words=\n')).toEqual([]);
  });
});
