import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { whyNoReplica } from '#support/path-replica.ts';
import { readCpuMs } from '../measure/process-cpu.ts';
import { roundsOf, writeSection, type Series } from '../measure/section.ts';
import { buildBridgeHost, removeBridgeHost, startIn } from './bridge-host.ts';
import { measureFrames } from './measure-frames.ts';

const reason = whyNoReplica();
const script = `{\n${readFileSync('resources/host/watch-network.sh', 'utf8')}\n}\n`;
const roundMs = roundsOf(20_000, 3_000);
const polling = 'ip -s link, once a second';
const series: Series[] = [];

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One way of watching a host, under way. */
interface Watcher {
  readonly way: string;
  readonly child: ChildProcess;
  bytes: number;
}

function watch(namespace: string, way: string, argv: readonly string[], input?: string): Watcher {
  const watcher = { way, child: startIn(namespace, argv, input), bytes: 0 };
  watcher.child.stdout?.on('data', (chunk: Buffer) => (watcher.bytes += chunk.length));
  return watcher;
}

/** Both ways watch at once, so whatever else the machine does meets both. All links carry something all the time: the dearest case. */
async function measureHost(machines: number, rounds: number): Promise<void> {
  const namespace = `nshbench${process.pid}`;
  buildBridgeHost(namespace, machines);
  const traffic = startIn(namespace, ['ping', '-q', '-b', '-i', '0.3', '10.9.255.255']);
  const watchers = [
    watch(namespace, polling, ['sh', '-c', 'while sleep 1; do ip -s link; done']),
    watch(namespace, 'Nutshell', ['sh', '-s', '--', '1'], script),
  ];
  const measured = watchers.map(() => ({ cpu: [] as number[], told: [] as number[] }));
  try {
    await wait(2_000);
    for (let round = 0; round < rounds; round += 1) {
      const before = watchers.map((each) => look(each));
      await wait(roundMs);
      watchers.forEach((each, at) => {
        const [from, to] = [before[at] ?? look(each), look(each)];
        const seconds = (to.atMs - from.atMs) / 1_000;
        measured[at]?.cpu.push((to.cpuMs - from.cpuMs) / seconds);
        measured[at]?.told.push((to.bytes - from.bytes) / seconds);
      });
    }
  } finally {
    [...watchers.map(({ child }) => child), traffic].forEach((child) => child.kill('SIGTERM'));
    await wait(1_500);
    removeBridgeHost(namespace);
  }
  const subject = `watch ${machines} machines`;
  watchers.forEach(({ way }, at) => {
    series.push({ subject, quantity: 'host CPU a second', unit: 'ms', way, values: measured[at]?.cpu ?? [] });
    series.push({ subject, quantity: 'bytes a second', unit: 'B', way, values: measured[at]?.told ?? [] });
  });
}

function look({ child, bytes }: Watcher) {
  return { bytes, cpuMs: readCpuMs([child.pid ?? 0]), atMs: performance.now() };
}

afterAll(async () => {
  await writeSection({
    id: '6-live',
    title: 'Watching the network of a host live',
    reference: polling,
    series: [...series].sort((one, other) =>
      `${one.subject} ${one.quantity}`.localeCompare(`${other.subject} ${other.quantity}`),
    ),
    conditions: [
      'Network namespaces stand for the host and veth pairs for taps; a broadcast about three times a second reaches every link, so that all counters move every second.',
      'Both ways watch the same host at the same time. The other way shows counters alone; Nutshell’s also tells states, queues and every change the moment it happens.',
      'Host CPU is that of what runs there and all that it started; bytes are what it prints, before encryption.',
      'Frames are those of headless Chromium over a fake back end, drawn by the processor: 200 machines with every device and machine drawn, counters moving once a second, beside an empty page of the same browser in turn. Commits are React’s, of the whole window.',
    ],
  });
});

describe('watching a host live', () => {
  it.skipIf(reason !== null).each([5, 200])('with %d machines', async (machines) => {
    await measureHost(machines, roundsOf(7, 2));
    expect(series.at(-1)?.values.every((value) => value > 0)).toBe(true);
  });

  it('draws 200 machines and what they carry', async () => {
    const subject = 'draw 200 machines';
    for (const { way, medians, slowest, commits } of await measureFrames(roundsOf(7, 1), roundsOf(5_000, 3_000))) {
      series.push({ subject, quantity: '95 % of frames within', unit: 'ms', way, values: slowest });
      series.push({ subject, quantity: 'median frame', unit: 'ms', way, values: medians });
      if (commits.some((count) => count > 0)) {
        series.push({ subject, quantity: 'commits a second', unit: '', way, values: commits });
      }
      expect(medians.every((value) => value > 0)).toBe(true);
    }
  });
});
