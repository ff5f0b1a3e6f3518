import { spawn, type ChildProcess } from 'node:child_process';
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalShell } from '#fakes/local-shell.ts';
import type { HostNotice } from '#domain/hosts/host-notice.ts';
import { createHostWatcher } from '#host/watch/create-host-watcher.ts';
import { createWatchParser } from '#host/watch/create-watch-parser.ts';
import { resources, shells } from '../operations/operation-bench.ts';
import { hasQemu, openQemuBench } from '../qemu/qemu-bench.ts';

const event = (name: string) => `{"timestamp": {"seconds": 1, "microseconds": 0}, "event": "${name}"}\r\n`;

describe('the lines of watch.sh', () => {
  it('are told apart from what tail says, and what is neither is passed over', () => {
    const parse = createWatchParser();
    const lines = [
      'Welcome to kvm1!',
      'nutshell-watch ready',
      event('LOST').trim(),
      '==> /var/lib/nutshell/machines/ciab/events.log <==',
      event('STOP').trim(),
      'nutshell-watch operation op-1 began',
      '{"return": {}, "id": "1"}',
      event('RESUME').trim(),
      'nutshell-watch gone 12',
      'nutshell-watch gone x',
      'nutshell-watch tomorrow',
    ];
    expect(lines.map(parse).filter((notice) => notice !== null)).toMatchObject([
      { kind: 'ready' },
      { kind: 'machine-event', machineName: 'ciab', event: { name: 'STOP' } },
      { kind: 'operation', operationId: 'op-1', state: 'began' },
      { kind: 'machine-event', machineName: 'ciab', event: { name: 'RESUME' } },
      { kind: 'process', pid: 12, state: 'gone' },
    ]);
  });
});

describe.skipIf(process.platform !== 'linux').each(shells)('watch.sh under %s', (...shell) => {
  let bench: Awaited<ReturnType<typeof openQemuBench>>;
  let controller: AbortController;
  let children: ChildProcess[];
  beforeEach(async () => {
    bench = await openQemuBench(shell);
    controller = new AbortController();
    children = [];
    await mkdir(bench.at('machines/ciab'), { recursive: true });
    await writeFile(bench.at('machines/ciab/events.log'), event('OLD'));
  });
  afterEach(async () => {
    controller.abort();
    children.forEach((child) => child.kill('SIGKILL'));
    await bench.close();
  });

  function listen() {
    const heard: HostNotice[] = [];
    const watcher = createHostWatcher({ resources, stateDirectory: bench.folder });
    const ended = (async () => {
      for await (const notice of watcher.watch(createLocalShell(shell), 'root', controller.signal)) heard.push(notice);
    })().catch(() => undefined);
    const hears = (wanted: object) =>
      bench.waitFor(() => heard.some((notice) => JSON.stringify({ ...notice, ...wanted }) === JSON.stringify(notice)));
    const eventsHeard = () => heard.flatMap((notice) => (notice.kind === 'machine-event' ? [notice.event.name] : []));
    return { heard, ended, hears, eventsHeard };
  }

  it('tells the events of machines that are there, that come, and that begin a new log', async () => {
    const { hears, eventsHeard } = listen();
    await hears({ kind: 'ready' });
    await appendFile(bench.at('machines/ciab/events.log'), event('STOP'));
    await bench.waitFor(() => eventsHeard().includes('STOP'));
    await rename(bench.at('machines/ciab/events.log'), bench.at('machines/ciab/events.log.1'));
    await writeFile(bench.at('machines/ciab/events.log'), event('FRESH'));
    await bench.waitFor(() => eventsHeard().includes('FRESH'));
    await mkdir(bench.at('machines/nc1'));
    await writeFile(bench.at('machines/nc1/events.log'), '');
    await hears({ kind: 'machines-changed' });
    await bench.waitFor(async () => {
      await appendFile(bench.at('machines/nc1/events.log'), event('RESUME'));
      return eventsHeard().includes('RESUME');
    });
    await rm(bench.at('machines/nc1'), { recursive: true });
    expect(eventsHeard()).not.toContain('OLD');
  });

  it('tells operations that begin and end', async () => {
    await mkdir(bench.at('operations/old'), { recursive: true });
    await writeFile(bench.at('operations/old/runner'), '999999999 1 boot\n');
    const { heard, hears } = listen();
    await hears({ kind: 'ready' });
    const runner = spawn('sleep', ['60']);
    children.push(runner);
    await mkdir(bench.at('operations/op-1'));
    await writeFile(bench.at('operations/op-1/runner'), `${runner.pid} 1 boot\n`);
    await hears({ kind: 'operation', operationId: 'op-1', state: 'began' });
    runner.kill('SIGKILL');
    await hears({ kind: 'operation', operationId: 'op-1', state: 'ended' });
    expect(heard.some((notice) => notice.kind === 'operation' && notice.operationId === 'old')).toBe(false);
  });

  it.skipIf(!hasQemu)('tells QEMU processes that come and go, whoever started them', async () => {
    const { hears } = listen();
    await hears({ kind: 'ready' });
    await bench.start();
    const pid = await bench.pid();
    await hears({ kind: 'process', pid, state: 'came' });
    process.kill(pid, 'SIGKILL');
    await hears({ kind: 'process', pid, state: 'gone' });
  });

  it('ends when nobody listens any more, and its tail with it', async () => {
    const { hears, ended } = listen();
    await hears({ kind: 'ready' });
    const tails = `grep -l -s -x tail /proc/[0-9]*/comm | sed 's/comm$/cmdline/' | xargs -r grep -l -a -s -F ${bench.folder}`;
    const listTails = async () => (await bench.run(['sh', '-c', tails])).stdout;
    await bench.waitFor(async () => (await listTails()) !== '');
    controller.abort();
    await ended;
    await bench.waitFor(async () => (await listTails()) === '');
  });
});
