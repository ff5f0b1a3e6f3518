import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMachines } from '#domain/machines/build-machines.ts';
import type { HostLink } from '#core/ports/host-connector.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { createResources } from '#local/create-resources.ts';
import { openBenchHost, type BenchHost } from './machines/bench-host.ts';
import { startMachines } from './machines/start-machines.ts';
import { countChannels } from './measure/count-channels.ts';
import { interleave, timeMs } from './measure/interleave.ts';
import { roundsOf, writeSection, type Series } from './measure/section.ts';

const reader = createHostReader({
  resources: createResources('resources'),
  now: Date.now,
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
});

const many = 30;
const series: Series[] = [];
const hosts: BenchHost[] = [];

let fewHost: ReadHost;
let manyHost: ReadHost;

interface ReadHost {
  readonly bench: BenchHost;
  readonly link: HostLink;
}

async function openWith(machineCount: number): Promise<ReadHost> {
  const bench = await openBenchHost();
  hosts.push(bench);
  const link = await bench.connect();
  await startMachines(bench.openssh, await reader.read(link.shell, link.privilege), machineCount);
  return { bench, link };
}

beforeAll(async () => {
  fewHost = await openWith(1);
  manyHost = await openWith(many);
});

afterAll(async () => {
  await Promise.all(hosts.map((host) => host.close()));
  await writeSection({
    id: '1-reading',
    title: 'One full reading of a host with all its machines',
    reference: '1 machine',
    series,
    conditions: [
      'Two practice hosts, one with 1 and one with 30 running QEMU processes (volumes, taps, definitions as Nutshell makes them), read in turn.',
      'A round trip is a command on the host, counted where the SSH library opens its channel. Bytes are those on the wire, encryption included.',
      fewHost.bench.description,
    ],
  });
});

describe('what one reading costs', () => {
  it('with 1 and with 30 machines', async () => {
    const channels = countChannels();

    const measure = async ({ bench, link }: ReadHost, expectedMachines: number) => {
      await bench.settle();
      const before = { cpu: await bench.readCpuMs(), bytes: bench.relay.bytes(), channels: channels.count() };
      let machineCount = 0;
      const time = await timeMs(async () => {
        machineCount = buildMachines(await reader.read(link.shell, link.privilege)).length;
      });
      expect(machineCount).toBe(expectedMachines);
      const bytes = bench.relay.bytes();
      const { commands, forwards } = channels.count();
      return {
        'round trips': commands + forwards - before.channels.commands - before.channels.forwards,
        'bytes to the host': bytes.toHost - before.bytes.toHost,
        'bytes from the host': bytes.fromHost - before.bytes.fromHost,
        time,
        'host CPU': (await bench.readCpuMs()) - before.cpu,
      };
    };

    const measured = await interleave({
      subject: 'read a host',
      ways: { '1 machine': () => measure(fewHost, 1), [`${many} machines`]: () => measure(manyHost, many) },
      units: { 'round trips': '', 'bytes to the host': 'B', 'bytes from the host': 'B', time: 'ms', 'host CPU': 'ms' },
      rounds: roundsOf(11, 3),
    });
    channels.stop();
    series.push(...measured);
  });
});
