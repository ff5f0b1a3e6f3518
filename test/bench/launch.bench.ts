import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackend, type Backend } from '#backend';
import type { AppClient } from '#contract/api.ts';
import { createClient } from '#contract/create-client.ts';
import { createTransportPair } from '#contract/transports/create-transport-pair.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { openBenchHost, type BenchHost } from './machines/bench-host.ts';
import { buildShellScript } from './machines/build-shell-script.ts';
import { connectHost } from './machines/connect-host.ts';
import { aSmallMachine } from './machines/machine-draft.ts';
import { countChannels } from './measure/count-channels.ts';
import { interleave } from './measure/interleave.ts';
import { roundsOf, writeSection, type Series } from './measure/section.ts';

const draft = aSmallMachine(1, 64);
const byHand = 'two commands in a script';
const series: Series[] = [];

let home: string;
let bench: BenchHost;
let backend: Backend;
let client: AppClient;
let hostId: string;
let facts: HostFacts;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'nutshell-bench-'));
  process.env['NUTSHELL_HOME'] = home;
  bench = await openBenchHost();
  backend = await createBackend({
    shell: 'command-line',
    version: 'bench',
    platform: process.platform,
    resourcesDirectory: 'resources',
  });
  const pair = createTransportPair();
  backend.serve(pair.far);
  client = createClient(pair.near);
  hostId = await connectHost(client, { port: bench.relay.port, keyPath: bench.keyPath });
  ({ facts } = await client.hosts.read({ hostId }));
});

afterAll(async () => {
  await backend.close();
  await bench.close();
  await rm(home, { recursive: true, force: true });
  await writeSection({
    id: '3-launch',
    title: 'From the click on Launch to a running QEMU',
    reference: byHand,
    series,
    conditions: [
      bench.description,
      'The script is what a person writes who checks nothing: mkdir, lvcreate, qemu, with the very options Nutshell uses, through an SSH connection that is open already (ControlMaster). It ends when QEMU has gone into the background.',
      'Nutshell reads the whole host first, checks for collisions, then again under a lock on the host, journals and proves every step, and sees QEMU still alive 0.2 s later.',
      'The machine is removed after every launch, both ways in turn.',
    ],
  });
});

async function collect(
  events: AsyncIterable<OperationEvent>,
  onEvent: (event: OperationEvent) => void = () => undefined,
): Promise<void> {
  for await (const event of events) {
    onEvent(event);
    if (event.kind === 'finished') {
      expect(event.outcome).toEqual({ kind: 'succeeded' });
    }
  }
}

async function launchWithNutshell(): Promise<Readonly<Record<string, number>>> {
  await bench.settle();
  const channels = countChannels();
  const cpuBefore = await bench.readCpuMs();
  const startedAt = performance.now();
  let runningAt = Number.NaN;
  let finishedAt = Number.NaN;
  let commands = 0;
  await collect(client.machines.launch({ hostId, draft }), (event) => {
    if (event.kind === 'step' && event.stepId === 'start-qemu' && event.state === 'done') {
      runningAt = performance.now();
    } else if (event.kind === 'finished') {
      finishedAt = performance.now();
      // The window reads the host again afterwards, which nobody waits for.
      commands = channels.count().commands;
    }
  });
  const cpu = (await bench.readCpuMs()) - cpuBefore;
  channels.stop();
  await collect(client.machines.destroy({ hostId, machine: draft.name, keepVolumes: false, typedName: draft.name }));
  return {
    'time to QEMU': runningAt - startedAt,
    'time until told': finishedAt - startedAt,
    'round trips': commands,
    'host CPU': cpu,
  };
}

async function launchByHand(): Promise<Readonly<Record<string, number>>> {
  const identity = { operationId: 'bench', uuid: crypto.randomUUID(), createdEpochMs: Date.now(), createdBy: 'bench@laptop' };
  const plan = buildLaunchPlan({ draft, facts, identity });
  const needed = ['prepare-folders', 'create-folder', 'create-run-folder', 'create-volume', 'start-qemu'];
  const script = buildShellScript(plan, ({ id }) => needed.includes(id));
  await bench.settle();
  const cpuBefore = await bench.readCpuMs();
  const startedAt = performance.now();
  await bench.openssh.run('sh -s', { stdin: script, timeoutMs: 120_000 });
  const time = performance.now() - startedAt;
  const cpu = (await bench.readCpuMs()) - cpuBefore;
  await bench.openssh.run('sh -s', { stdin: buildRemoval(identity.uuid), timeoutMs: 120_000 });
  return { 'time to QEMU': time, 'time until told': time, 'round trips': 1, 'host CPU': cpu };
}

function buildRemoval(uuid: string): string {
  const { name, volumeGroup, volumeName } = draft;
  return `set -e
pkill -f -- '-uuid ${uuid}'
while pgrep -f -- '-uuid ${uuid}' >/dev/null; do sleep 0.1; done
lvremove -f -q ${volumeGroup}/${volumeName} >/dev/null
rm -r /var/lib/nutshell/machines/${name} /run/nutshell/machines/${name}
`;
}

describe('launching a machine', () => {
  it('with Nutshell and by hand', async () => {
    const measured = await interleave({
      subject: 'launch a machine',
      ways: { [byHand]: launchByHand, Nutshell: launchWithNutshell },
      units: { 'time to QEMU': 'ms', 'time until told': 'ms', 'round trips': '', 'host CPU': 'ms' },
      rounds: roundsOf(5, 2),
    });
    series.push(...measured);
  });
});
