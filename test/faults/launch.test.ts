import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { judge, wipe } from './bench/judge.ts';
import { listLaunchSteps, toLaunchArgv } from './bench/machine-names.ts';
import { makePrecious } from './bench/marks.ts';
import { openFaultHost, type FaultHost } from './bench/open-fault-host.ts';
import type { HoldPoint } from './bench/stand-ins.ts';

let bench: FaultHost;
let name = '';
let count = 0;

beforeAll(async () => {
  bench = await openFaultHost();
  await makePrecious(bench.host);
});
afterAll(() => bench.close());
afterEach(() => wipe(bench, name));

/** Has something launch the next machine, and returns when the host stands still in the middle of it. */
async function holdLaunch<S extends { readonly ended: Promise<unknown> }>(stepId: string, point: HoldPoint, start: () => S) {
  name = `m${++count}`;
  await bench.holdAt(stepId, point);
  const started = start();
  const early = started.ended.then((end) =>
    Promise.reject(new Error(`The launch ended before the step ${stepId}: ${JSON.stringify(end)}`)),
  );
  await Promise.race([bench.waitUntilHeld(), early]);
  early.catch(() => undefined);
  return started;
}

const launchByApp = () => bench.app.start(...toLaunchArgv(name));
const launchByPlan = () => ({ ended: bench.starter.launch(name) });

/** Has the interrupted launch go on, or takes it back, as anybody may from any laptop. */
async function settle(way: 'resume' | 'undo', fault: string, step: string): Promise<void> {
  const interrupted = await bench.waitForEnd();
  expect(interrupted).toMatchObject({ state: 'interrupted', subject: name });
  const { sentence } = await bench.starter.continue(interrupted.operationId, way);
  const { state, leftovers } = await bench.waitForEnd();
  expect({ state, leftovers }, sentence).toEqual({ state: way === 'resume' ? 'succeeded' : 'undone', leftovers: [] });
  const end = way === 'resume' ? 'complete' : 'absent';
  const outcome = `interrupted, then ${way === 'resume' ? 'resumed: complete' : 'undone: nothing left'}`;
  await judge(bench, { name, end }, { operation: 'launch', fault, step, outcome });
}

describe.each(listLaunchSteps().map((step, index) => [step, index] as const))('a launch, at its step %s,', (step, index) => {
  it('goes on to its end when the app is killed', async () => {
    const app = await holdLaunch(step, 'begins', launchByApp);
    app.child.kill('SIGKILL');
    await app.ended;
    await bench.release();
    expect((await bench.waitForEnd()).state).toBe('succeeded');
    await judge(bench, { name, end: 'complete' }, { operation: 'launch', fault: 'app killed', step, outcome: 'complete' });
  });

  it('goes on to its end when the line is cut', async () => {
    const launch = await holdLaunch(step, 'begins', launchByPlan);
    await bench.cutLines();
    expect((await launch.ended).kind).toBe('lost');
    await bench.release();
    expect((await bench.waitForEnd()).state).toBe('succeeded');
    await judge(bench, { name, end: 'complete' }, { operation: 'launch', fault: 'line cut', step, outcome: 'complete' });
  });

  it(`is interrupted when its runner is killed on the host, and can be ${index % 2 === 0 ? 'undone' : 'resumed'}`, async () => {
    const launch = await holdLaunch(step, 'ran', launchByPlan);
    await bench.killRunner();
    await bench.release();
    expect((await launch.ended).sentence).toMatch(/was interrupted/);
    await settle(index % 2 === 0 ? 'undo' : 'resume', 'runner killed', step);
  });

  it(`is interrupted when the host loses power, and can be ${index % 2 === 0 ? 'resumed' : 'undone'}`, async () => {
    await holdLaunch(step, 'begins', launchByPlan);
    await bench.host.cutPower();
    await settle(index % 2 === 0 ? 'resume' : 'undo', 'power cut', step);
  });
});
