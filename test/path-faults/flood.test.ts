import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaptureFlow } from '#core/path/create-capture-flow.ts';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import { createHopListener } from '#host/capture/create-hop-listener.ts';
import { createLocalShell } from '#fakes/local-shell.ts';
import { replica as known } from '#fakes/path-places.ts';
import { createPathReplica, whyNoReplica } from '#support/path-replica.ts';

const reason = whyNoReplica();
const timeout = 240_000;
const replica = createPathReplica(`nshf${process.pid}`);
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const shells = (['dash', 'bash', 'busybox sh'] as const).filter((shell) => has(shell.split(' ')[0] ?? ''));
const floodedPerSecond = 10_000;
const floodSeconds = 5;
const mostMiB = 200;

/** Datagrams to a port that nobody has, in steps of ten milliseconds: so fast on any machine that can send that many at all. */
const sender = `use Socket; use Time::HiRes qw(time sleep);
socket(my $out, PF_INET, SOCK_DGRAM, 17) or die; my $to = sockaddr_in(9, inet_aton("${known.hostAddress}"));
my $begin = time; my $sent = 0;
while ((my $now = time - $begin) < ${floodSeconds}) {
  while ($sent < $now * ${floodedPerSecond}) { send($out, "x" x 200, 0, $to); $sent++; }
  sleep 0.01;
}
print $sent;`;

interface Flooded {
  readonly events: readonly CaptureEvent[];
  readonly sent: number;
  readonly grownMiB: number;
}

/** Floods em1 once somebody listens there; `pauseMs` behind each event makes who takes them slow. */
async function captureFlood(pauseMs: number): Promise<Flooded> {
  const hops = [{ hopId: 'host:em1', name: 'em1', place: 'host', description: 'em1 of the host' }] as const;
  const inside = createLocalShell(['ip', 'netns', 'exec', replica.nameOf('host'), 'sh']);
  const places = [{ place: 'host', shell: inside, asRoot: false } as const];
  const signal = new AbortController().signal;
  const limits = { filter: 'udp dst port 9', snapBytes: 0, maxSeconds: floodSeconds + 12 };
  const events: CaptureEvent[] = [];
  let sent = Promise.resolve('0');
  let grownMiB = 0;
  const before = process.memoryUsage().rss;
  for await (const event of createCaptureFlow(createHopListener({ resources }), { hops, places, ...limits, signal })) {
    // The packets themselves are not kept: what is measured is what the capture keeps.
    events.push(
      event.kind === 'packets' ? { ...event, packets: event.packets.map((packet) => ({ ...packet, base64: '' })) } : event,
    );
    grownMiB = Math.max(grownMiB, (process.memoryUsage().rss - before) / 2 ** 20);
    if (event.kind === 'listening') sent = flood();
    if (event.kind === 'packets' && pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return { events, sent: Number(await sent), grownMiB };
}

function flood(): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('ip', ['netns', 'exec', replica.nameOf('lan'), 'perl', '-e', sender]);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('close', () => resolve(said));
  });
}

const resources = { read: (file: string) => readFile(`resources/${file}`, 'utf8') };
const sum = (events: readonly CaptureEvent[], count: (event: CaptureEvent) => number) =>
  events.reduce((all, event) => all + count(event), 0);
const packetsOf = (events: readonly CaptureEvent[]) =>
  sum(events, (event) => (event.kind === 'packets' ? event.packets.length : 0));
const leftOutOf = (events: readonly CaptureEvent[]) => sum(events, (event) => (event.kind === 'left-out' ? event.count : 0));
const lastCounts = (events: readonly CaptureEvent[]) => {
  const counts = events.filter((event) => event.kind === 'counts').at(-1);
  return counts?.kind === 'counts' ? counts : { received: 0, dropped: 0 };
};

describe.skipIf(reason !== null || !has('perl'))(
  `a flooded hop${reason === null ? '' : ` (not run: ${reason})`}`,
  { timeout },
  () => {
    beforeAll(() => replica.build());
    afterAll(() => replica.remove());

    it.each([
      ['who takes them fast', 0],
      ['who takes them slowly', 400],
    ])('is captured within its memory, and every packet accounted for, by %s', async (_, pauseMs) => {
      const { events, sent, grownMiB } = await captureFlood(pauseMs);
      expect(sent).toBeGreaterThan((floodedPerSecond * floodSeconds) / 2);
      const { received, dropped } = lastCounts(events);
      // What the kernel took is here, was left out here, or was dropped there; of the rest a busy machine took none at all.
      expect(received).toBeGreaterThan(sent * 0.5);
      expect(packetsOf(events) + leftOutOf(events)).toBeGreaterThanOrEqual(received - dropped);
      expect(packetsOf(events) + leftOutOf(events)).toBeLessThanOrEqual(sent);
      expect(grownMiB).toBeLessThan(mostMiB);
      expect(events.filter(({ kind }) => kind === 'ended')).toEqual([{ kind: 'ended', at: 0, reason: null }]);
    });

    it.each(shells)('says under %s that tcpdump is missing', async (shell) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'nutshell-tools-'));
      try {
        for (const name of ['sleep', 'awk', 'dd', 'base64', 'grep', 'od', 'kill'])
          if (has(name))
            symlinkSync(
              execFileSync('sh', ['-c', `command -v ${name} | grep / || echo /bin/true`], { encoding: 'utf8' }).trim(),
              path.join(folder, name),
            );
        // What the script adds to the PATH by itself has to be out of its sight as well.
        const text = (await resources.read('host/capture-hops.sh')).replace(/^PATH=.*$/m, `PATH=${folder}`);
        const listener = createHopListener({ resources: { read: async () => text } });
        const inside = createLocalShell(shell.split(' ') as [string, ...string[]]);
        const request = {
          shell: inside,
          asRoot: false,
          purpose: 'Listen',
          interfaces: ['lo'],
          filter: '',
          snapBytes: 0,
          maxSeconds: 20,
        };
        const notices = [];
        for await (const notice of listener.listen({ ...request, signal: new AbortController().signal })) notices.push(notice);
        expect(notices.filter(({ kind }) => kind === 'ended')).toEqual([
          { kind: 'ended', at: 0, reason: expect.stringContaining('tcpdump is not installed there') as string },
        ]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  },
);
