import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaptureFlow } from '#core/path/create-capture-flow.ts';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import { createCaptureWriter } from '#domain/path/capture/create-capture-writer.ts';
import { createHopListener } from '#host/capture/create-hop-listener.ts';
import { createLocalShell } from '#fakes/local-shell.ts';
import { createPathReplica, whyNoReplica } from '#support/path-replica.ts';

const reason = whyNoReplica();
const timeout = 240_000;
const replica = createPathReplica(`nshc${process.pid}`);
const listener = createHopListener({ resources: { read: (file: string) => readFile(`resources/${file}`, 'utf8') } });
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const shells = (['dash', 'bash', 'busybox sh'] as const).filter((shell) => has(shell.split(' ')[0] ?? ''));

interface Wishes {
  readonly names: readonly string[];
  readonly filter?: string;
  readonly maxSeconds?: number;
  readonly shell?: string;
  /** Called with everything so far after each event; true ends the capture. */
  readonly isEnough: (events: readonly CaptureEvent[]) => boolean;
}

/** Listens in the host's place. */
async function capture({
  names,
  filter = 'icmp',
  maxSeconds = 60,
  shell = 'sh',
  isEnough,
}: Wishes): Promise<readonly CaptureEvent[]> {
  const hops = names.map((name) => ({ hopId: `host:${name}`, name, place: 'host', description: `${name} of the host` }) as const);
  const controller = new AbortController();
  const inside = createLocalShell(['ip', 'netns', 'exec', replica.nameOf('host'), ...shell.split(' ')] as [string, ...string[]]);
  const places = [{ place: 'host', shell: inside, asRoot: false } as const];
  const events: CaptureEvent[] = [{ kind: 'hops', hops, filter }];
  const order = { hops, places, filter, snapBytes: 0, maxSeconds, signal: controller.signal };
  for await (const event of createCaptureFlow(listener, order)) {
    events.push(event);
    if (isEnough(events)) break;
  }
  controller.abort();
  return events;
}

const packetsAt = (events: readonly CaptureEvent[], at: number) =>
  events.flatMap((event) => (event.kind === 'packets' && event.at === at ? event.packets : []));

/** Pings once everybody listens. */
function pingWhenReady(count: number) {
  let isSent = false;
  return (events: readonly CaptureEvent[], expected: number): void => {
    const ready = events.filter(({ kind }) => kind === 'listening').length;
    if (!isSent && ready === expected) {
      isSent = true;
      spawn('ip', ['netns', 'exec', replica.nameOf('lan'), 'ping', '-n', '-q', '-c', String(count), '-i', '0.2', '10.77.0.101'], {
        stdio: 'ignore',
      });
    }
  };
}

const processesInHost = () => execFileSync('ip', ['netns', 'pids', replica.nameOf('host')], { encoding: 'utf8' }).trim();

async function untilNothingRuns(): Promise<string> {
  for (let tries = 0; tries < 100 && processesInHost() !== ''; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 200));
  return processesInHost();
}

describe.skipIf(reason !== null)(`a capture${reason === null ? '' : ` (not run: ${reason})`}`, { timeout }, () => {
  beforeAll(() => replica.build());
  afterAll(() => replica.remove());

  it.each(shells)('hears several devices at once under %s, and leaves nothing', async (shell) => {
    const ping = pingWhenReady(4);
    const events = await capture({
      shell,
      names: ['em1', 'br0', 'vnet5'],
      isEnough: (all) => {
        ping(all, 3);
        return [0, 1, 2].every((at) => packetsAt(all, at).length >= 8);
      },
    });
    expect([0, 1, 2].map((at) => packetsAt(events, at).length)).toEqual([8, 8, 8]);
    expect(await untilNothingRuns()).toBe('');
  });

  it('makes a file that tshark reads, one interface a device', async () => {
    const ping = pingWhenReady(2);
    const events = await capture({
      names: ['em1', 'vnet5'],
      isEnough: (all) => {
        ping(all, 2);
        return [0, 1].every((at) => packetsAt(all, at).length >= 4);
      },
    });
    const writer = createCaptureWriter((text) => Buffer.from(text, 'base64'));
    const folder = mkdtempSync(path.join(tmpdir(), 'nutshell-capture-'));
    const file = path.join(folder, 'x.pcapng');
    try {
      writeFileSync(file, Buffer.concat([...events.flatMap((event) => writer.take(event)), ...writer.finish()]));
      expect(readFileSync(file).length).toBeGreaterThan(500);
      const text = has('tshark')
        ? execFileSync('tshark', ['-r', file, '-T', 'fields', '-e', 'frame.interface_name'], { encoding: 'utf8' })
        : '';
      expect(has('tshark') ? new Set(text.trim().split('\n')) : new Set(['host:em1', 'host:vnet5'])).toEqual(
        new Set(['host:em1', 'host:vnet5']),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('ends by itself when its time is over, and says what the kernel dropped', async () => {
    const events = await capture({ names: ['em1'], maxSeconds: 7, isEnough: () => false });
    expect(events.at(-1)).toEqual({ kind: 'ended', at: 0, reason: null });
    expect(events).toContainEqual({ kind: 'counts', at: 0, received: expect.any(Number) as number, dropped: 0 });
  });

  it('says of a wrong filter, and of a device that is not there, what is wrong', async () => {
    const isEnough = () => false;
    const [wrong] = [...(await capture({ names: ['em1'], filter: 'no such ))', isEnough }))].reverse();
    expect(wrong).toMatchObject({ kind: 'ended', reason: expect.stringContaining('does not understand the filter') as string });
    const [missing] = [...(await capture({ names: ['em9'], isEnough }))].reverse();
    expect(missing).toMatchObject({ kind: 'ended', reason: expect.stringContaining('There is no interface em9') as string });
  });

  it('says that a device vanished while it was listened at', async () => {
    replica.batch('host', 'link add gone type veth peer name away', 'link set gone up', 'link set away up');
    const events = await capture({
      names: ['gone'],
      isEnough: (all) => {
        if (all.at(-1)?.kind === 'listening') replica.batch('host', 'link del gone');
        return false;
      },
    });
    expect(events.at(-1)).toMatchObject({ kind: 'ended', reason: expect.stringMatching(/gone (vanished|is down)/) as string });
  });

  it.each(shells)('leaves nothing running under %s where the script itself is killed by kill -9', async (shell) => {
    const text = readFileSync('resources/host/capture-hops.sh', 'utf8');
    const argv = ['netns', 'exec', replica.nameOf('host'), ...shell.split(' '), '-s', '--', '60', '0', 'icmp', 'em1', 'vnet5'];
    const child = spawn('ip', argv, { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.end(text);
    let said = '';
    await new Promise<void>((resolve) =>
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()).split('listening on').length > 2 && resolve()),
    );
    child.kill('SIGKILL');
    expect(await untilNothingRuns()).toBe('');
  });
});
