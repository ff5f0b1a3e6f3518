import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { whyNoReplica } from '#support/path-replica.ts';
import { readCpuMs } from '../measure/process-cpu.ts';
import { roundsOf, writeSection, type Series } from '../measure/section.ts';
import { measureFrames } from './measure-frames.ts';

const reason = whyNoReplica();
const script = `{\n${readFileSync('resources/host/watch-network.sh', 'utf8')}\n}\n`;
const roundMs = roundsOf(20_000, 3_000);
const series: Series[] = [];

/** A bridge with a link for each machine, in a namespace: a veth stands for a tap, and a broadcast reaches them all. */
function buildHost(namespace: string, machines: number): void {
  execFileSync('ip', ['netns', 'add', namespace]);
  const numbers = Array.from({ length: machines }, (_, at) => at);
  const lines = [
    'link add br0 type bridge forward_delay 0 stp_state 0',
    'link set br0 up',
    'addr add 10.9.0.1/16 dev br0',
    ...numbers.flatMap((at) => [
      `link add tap${at} type veth peer name eth0 netns ${namespace}-guests`.replace('eth0', `eth${at}`),
      `link set tap${at} master br0`,
      `link set tap${at} up`,
    ]),
  ];
  execFileSync('ip', ['netns', 'add', `${namespace}-guests`]);
  execFileSync('ip', ['-n', namespace, '-batch', '-'], { input: `${lines.join('\n')}\n` });
  const guests = numbers.map((at) => `link set eth${at} up`).join('\n');
  execFileSync('ip', ['-n', `${namespace}-guests`, '-batch', '-'], { input: `${guests}\n` });
}

function removeHost(namespace: string): void {
  execFileSync('ip', ['netns', 'del', namespace]);
  execFileSync('ip', ['netns', 'del', `${namespace}-guests`]);
}

function startIn(namespace: string, argv: readonly string[], input?: string): ChildProcess {
  const child = spawn('ip', ['netns', 'exec', namespace, ...argv], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(input);
  return child;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** All links carry something every second: the dearest case, for only what moved is told. */
async function measureHost(machines: number, rounds: number): Promise<void> {
  const namespace = `nshbench${process.pid}`;
  buildHost(namespace, machines);
  const traffic = startIn(namespace, ['ping', '-q', '-b', '-i', '0.3', '10.9.255.255']);
  const watcher = startIn(namespace, ['sh', '-s', '--', '1'], script);
  let bytes = 0;
  watcher.stdout?.on('data', (chunk: Buffer) => (bytes += chunk.length));
  const cpu: number[] = [];
  const told: number[] = [];
  try {
    await wait(2_000);
    for (let round = 0; round < rounds; round += 1) {
      const before = { bytes, cpuMs: readCpuMs([watcher.pid ?? 0]), at: performance.now() };
      await wait(roundMs);
      const seconds = (performance.now() - before.at) / 1_000;
      cpu.push((readCpuMs([watcher.pid ?? 0]) - before.cpuMs) / seconds);
      told.push((bytes - before.bytes) / seconds);
    }
  } finally {
    watcher.kill('SIGTERM');
    traffic.kill('SIGTERM');
    await wait(1_500);
    removeHost(namespace);
  }
  const way = `${machines} machines`;
  series.push({ subject: 'watch a host', quantity: 'host CPU a second', unit: 'ms', way, values: cpu });
  series.push({ subject: 'watch a host', quantity: 'bytes a second', unit: 'B', way, values: told });
}

afterAll(async () => {
  await writeSection({
    id: '6-live',
    title: 'Watching the network of a host live',
    reference: '5 machines',
    series,
    conditions: [
      'Network namespaces stand for the host and veth pairs for taps; a broadcast about three times a second reaches every link, so that all counters move every second.',
      'Host CPU is that of the script and all that it started; bytes are what it prints, before encryption.',
      'Frames are those of headless Chromium over a fake back end with 200 machines, every device and machine drawn, counters moving once a second; drawn by the processor.',
    ],
  });
});

describe('watching a host live', () => {
  it.skipIf(reason !== null).each([5, 200])('with %d machines', async (machines) => {
    await measureHost(machines, roundsOf(7, 2));
    expect(series.at(-1)?.values.every((value) => value > 0)).toBe(true);
  });

  it('draws 200 machines and what they carry', async () => {
    const { medians, slowest } = await measureFrames(roundsOf(7, 1), roundsOf(5_000, 3_000));
    series.push({ subject: 'draw 200 machines', quantity: 'median frame', unit: 'ms', way: 'window', values: medians });
    series.push({ subject: 'draw 200 machines', quantity: '95 % of frames within', unit: 'ms', way: 'window', values: slowest });
    expect(medians.every((value) => value > 0)).toBe(true);
  });
});
