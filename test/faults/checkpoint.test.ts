import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { MachineDisk } from '#domain/machines/machine-disk.ts';
import { judge, type Expected } from './bench/judge.ts';
import {
  classicDisk,
  listCheckpointSteps,
  listDeletionSteps,
  listRestorationSteps,
  thinDisk,
  toStepOf,
} from './bench/machine-names.ts';
import { makePrecious, mark } from './bench/marks.ts';
import { openFaultHost, type FaultHost } from './bench/open-fault-host.ts';
import { planAction, planCheckpoint, planDeletion, planRestoration } from './bench/planned-changes.ts';
import { isProven } from './bench/record-outcome.ts';
import { faults, goesOn, strike, type Change, type Fault } from './bench/strike.ts';

let bench: FaultHost;
const name = 'monday';

beforeAll(async () => {
  bench = await openFaultHost();
  await makePrecious(bench.host);
  await bench.host.type('lvcreate -qq -y -L 64m -T vg01/pool');
});
afterAll(() => bench.close());
afterEach(() =>
  bench.host.type(`
    rm -rf /run/nutshell-faults/plan /var/lib/nutshell/checkpoints/* /var/lib/nutshell/removed/*
    for volume in $(lvs --noheadings -o lv_name vg01); do
      case $volume in removed-* | checkpoint-*) lvremove -qq -f "vg01/$volume" ;; esac
    done
  `),
);

const kinds = [
  {
    words: 'a volume',
    machine: 'classic',
    disk: { kind: 'lvm', group: 'vg01', name: 'classic', sizeGiB: 0.125 },
    restorationSteps: listRestorationSteps(classicDisk),
    isThin: false,
  },
  {
    words: 'a thin volume',
    machine: 'thin',
    disk: { kind: 'lvm-thin', group: 'vg01', pool: 'pool', name: 'thin', sizeGiB: 0.03125 },
    restorationSteps: listRestorationSteps(thinDisk),
    isThin: true,
  },
] as const satisfies readonly { readonly disk: MachineDisk; readonly [key: string]: unknown }[];

/** The stand-in for QEMU holds its processors until it is told to go on; only who runs is paused. */
async function run(machine: string): Promise<void> {
  const isRunning = (await bench.host.type(`pgrep -f '[-]name ${machine} ' || true`)) !== '';
  if (!isRunning) {
    const { sentence } = await bench.starter.runNow(planAction(machine, { kind: 'start', boot: null }));
    expect(sentence).toBe(`Start ${machine}: done.`);
  }
  await bench.host.type(`printf '{"execute":"cont"}\\n' 1<>/run/nutshell/machines/${machine}/control.in; sleep 1`);
}

async function make(machine: string): Promise<void> {
  const { sentence } = await bench.starter.runNow(planCheckpoint(name, machine));
  expect(sentence).toBe(`Make checkpoint ${name}: done.`);
}

/** Resumed or taken back, by whoever comes: the word for the table. */
async function settle(struck: OperationSummary, fault: Fault, way: 'resume' | 'undo'): Promise<string> {
  if (goesOn(fault)) {
    expect(struck.state).toBe('succeeded');
    return 'complete';
  }
  expect(struck).toMatchObject({ state: 'interrupted', subject: name });
  const { sentence } = await bench.starter.continue(struck.operationId, way);
  const { state, leftovers } = await bench.waitForEnd();
  expect({ state, leftovers }, sentence).toEqual({ state: way === 'resume' ? 'succeeded' : 'undone', leftovers: [] });
  return `interrupted, then ${way === 'resume' ? 'resumed: complete' : 'undone: as before'}`;
}

describe.each(kinds)('a checkpoint of a machine on $words', ({ words, machine, disk, restorationSteps, isThin }) => {
  beforeAll(async () => {
    expect(await bench.starter.launch(machine, { disk })).toMatchObject({ sentence: `Launch ${machine}: done.` });
  });
  beforeEach(async () => {
    await run(machine);
    await mark(bench.host, machine);
  });
  afterAll(async () => {
    expect((await bench.starter.destroy(machine, false)).sentence).toBe(`Destroy ${machine}: done.`);
    await bench.host.type(
      'for volume in $(lvs --noheadings -o lv_name vg01 | grep removed-); do lvremove -qq -f "vg01/$volume"; done',
    );
  });

  const expected = (end: Expected['end'], more: Partial<Expected> = {}): Expected => ({
    name: machine,
    end,
    pools: ['pool'],
    ...more,
  });
  const changeOf = (verb: string, plan: ReturnType<typeof planDeletion>, ...options: readonly string[]): Change => ({
    byApp: () => bench.app.start('checkpoint', verb, name, ...options, '--host', 'lab'),
    byPlan: () => bench.starter.runNow(plan),
  });
  const row = (verb: string, fault: Fault, step: string) => ({ operation: `checkpoint ${verb}, ${words}`, fault, step });

  describe.each(listCheckpointSteps())('while it is made, at the step %s,', (step) => {
    it.for(faults)('loses nothing: %s', async (fault, { skip }) => {
      skip(isProven(row('create', fault, step)), 'proven before');
      const change = changeOf('create', planCheckpoint(name, machine), machine, '--room', '64M');
      const struck = await strike(bench, fault, toStepOf(machine, step), change);
      const outcome = await settle(struck, fault, 'undo');
      const end = fault === 'power cut' ? 'stopped' : 'complete';
      const rest = goesOn(fault) ? { volumes: [machine], checkpoint: name } : { volumes: [machine] };
      await judge(bench, expected(end, rest), { ...row('create', fault, step), outcome });
    });
  });

  describe.each(restorationSteps.map((step, index) => [step, index] as const))('restored, at the step %s,', (step, index) => {
    it.for(faults)('loses nothing: %s', async (fault, { skip }) => {
      skip(isProven(row('restore', fault, step)), 'proven before');
      await make(machine);
      await mark(bench.host, machine, 'later');
      const change = changeOf('restore', planRestoration(name), '--yes', name);
      const struck = await strike(bench, fault, toStepOf(machine, step), change);
      // What a volume holds is lost with the merge, so only a thin one can be given back what it held.
      const way = isThin && (index % 2 === 0) === (fault === 'power cut') ? 'undo' : 'resume';
      const outcome = await settle(struck, fault, way);
      const isUndone = way === 'undo' && !goesOn(fault);
      const isOn = isUndone && fault !== 'power cut' && index < restorationSteps.indexOf('power-off-ciab');
      const rest = { checkpoint: name, isAside: isThin && !isUndone };
      expect(await bench.host.type(`head -c 200 /dev/vg01/${machine} | tr -d '\\0'`)).toBe(
        isUndone ? `later data of ${machine}` : `data of ${machine}`,
      );
      await judge(bench, expected(isOn ? 'complete' : 'stopped', rest), { ...row('restore', fault, step), outcome });
    });
  });

  describe.each(listDeletionSteps())('deleted, at the step %s,', (step) => {
    it.for(faults)('loses nothing: %s', async (fault, { skip }) => {
      skip(isProven(row('delete', fault, step)), 'proven before');
      await make(machine);
      const struck = await strike(bench, fault, toStepOf(machine, step), changeOf('delete', planDeletion(name)));
      const outcome = await settle(struck, fault, 'resume');
      const end = fault === 'power cut' ? 'stopped' : 'complete';
      await judge(bench, expected(end, { volumes: [machine] }), { ...row('delete', fault, step), outcome });
    });
  });
});
