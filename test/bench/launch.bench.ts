import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { getDiskPath } from '#domain/machines/machine-disk.ts';
import { openBenchHost, type BenchHost } from './machines/bench-host.ts';
import { buildShellScript } from './machines/build-shell-script.ts';
import { aSmallMachine } from './machines/machine-draft.ts';
import { openNutshell, type BenchNutshell } from './machines/open-nutshell.ts';
import { countChannels } from './measure/count-channels.ts';
import { interleave } from './measure/interleave.ts';
import { roundsOf, writeSection, type Series } from './measure/section.ts';

const draft = aSmallMachine(1, 64);
const byHand = 'two commands in a script';
const units = {
  'time to QEMU': 'ms',
  'until the plan runs': 'ms',
  'guard under the lock': 'ms',
  lvcreate: 'ms',
  'QEMU and its check': 'ms',
  'until told': 'ms',
  'round trips': '',
  'host CPU': 'ms',
} as const;
const series: Series[] = [];

let bench: BenchHost;
let nutshell: BenchNutshell;
let facts: HostFacts;

beforeAll(async () => {
  bench = await openBenchHost();
  nutshell = await openNutshell(bench);
  const { client, hostId } = nutshell;
  ({ facts } = await client.hosts.read({ hostId }));
});

afterAll(async () => {
  await nutshell.close();
  await bench.close();
  await writeSection({
    id: '3-launch',
    title: 'From the click on Launch to a running QEMU',
    reference: byHand,
    series,
    conditions: [
      bench.description,
      'The script is what a person writes who checks nothing: mkdir, lvcreate, qemu, with the very options Nutshell uses, through an SSH connection that is open already (ControlMaster). It ends when QEMU has gone into the background.',
      'Nutshell reads the whole host first, checks for collisions, then again under a lock on the host, journals and proves every step, and sees QEMU still alive 0.2 s later.',
      '“Until the plan runs” is the reading, the plan, and handing it over; the three after it are the longest of the steps on the host; “until told” is when the window says that it is done.',
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

/** The journal's own times, of the host's clock: how long each step took, with its check. */
function createStopwatch() {
  const startedAtMs = new Map<string, number>();
  const lengthMs = new Map<string, number>();
  return {
    note(event: OperationEvent): void {
      if (event.kind === 'step' && event.state === 'running') {
        startedAtMs.set(event.stepId, event.atEpochMs);
      } else if (event.kind === 'step' && event.state === 'done') {
        lengthMs.set(event.stepId, event.atEpochMs - (startedAtMs.get(event.stepId) ?? Number.NaN));
      }
    },
    of: (stepId: string): number => lengthMs.get(stepId) ?? Number.NaN,
  };
}

async function launchWithNutshell(): Promise<Readonly<Record<string, number>>> {
  const { client, hostId } = nutshell;
  await bench.settle();
  const channels = countChannels();
  const steps = createStopwatch();
  const at = { begun: Number.NaN, running: Number.NaN, told: Number.NaN };
  let roundTrips = Number.NaN;
  const cpuBefore = await bench.readCpuMs();
  const clickedAt = performance.now();
  await collect(client.machines.launch({ hostId, draft }), (event) => {
    steps.note(event);
    if (event.kind === 'started') {
      at.begun = performance.now();
    } else if (event.kind === 'step' && event.stepId === 'start-qemu' && event.state === 'done') {
      at.running = performance.now();
    } else if (event.kind === 'finished') {
      at.told = performance.now();
      // The window reads the host again afterwards, which nobody waits for.
      roundTrips = channels.count().commands;
    }
  });
  const cpu = (await bench.readCpuMs()) - cpuBefore;
  channels.stop();
  await collect(
    client.machines.destroy({
      ...{ hostId, machine: draft.name, typedName: draft.name },
      ...{ keepVolumes: [], graceMinutes: 0, isForeignMeant: false },
    }),
  );
  return {
    'time to QEMU': at.running - clickedAt,
    'until the plan runs': at.begun - clickedAt,
    'guard under the lock': steps.of('check-host'),
    lvcreate: steps.of('create-volume'),
    'QEMU and its check': steps.of('start-qemu'),
    'until told': at.told - clickedAt,
    'round trips': roundTrips,
    'host CPU': cpu,
  };
}

async function launchByHand(): Promise<Readonly<Record<string, number>>> {
  const identity = { operationId: 'bench', uuid: crypto.randomUUID(), createdEpochMs: Date.now(), createdBy: 'bench@laptop' };
  const plan = buildLaunchPlan({ draft, facts, identity });
  const needed = ['prepare-folders', 'create-folder', 'create-run-folder', 'create-volume', 'prepare-control', 'start-qemu'];
  const script = buildShellScript(plan, ({ id }) => needed.includes(id));
  await bench.settle();
  const cpuBefore = await bench.readCpuMs();
  const startedAt = performance.now();
  await bench.openssh.run('sh -s', { stdin: script, timeoutMs: 120_000 });
  const time = performance.now() - startedAt;
  const cpu = (await bench.readCpuMs()) - cpuBefore;
  await bench.openssh.run('sh -s', { stdin: buildRemoval(identity.uuid), timeoutMs: 120_000 });
  return { 'time to QEMU': time, 'round trips': 1, 'host CPU': cpu };
}

function buildRemoval(uuid: string): string {
  const { name, disk } = draft;
  return `set -e
pkill -f -- '-uuid ${uuid}'
while pgrep -f -- '-uuid ${uuid}' >/dev/null; do sleep 0.1; done
lvremove -f -q ${getDiskPath(disk)} >/dev/null
rm -r /var/lib/nutshell/machines/${name} /run/nutshell/machines/${name}
`;
}

describe('launching a machine', () => {
  it('with Nutshell and by hand', async () => {
    const measured = await interleave({
      subject: 'launch a machine',
      ways: { [byHand]: launchByHand, Nutshell: launchWithNutshell },
      units,
      rounds: roundsOf(5, 2),
    });
    series.push(...measured);
  });
});
