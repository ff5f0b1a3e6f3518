import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { judge, wipe } from './bench/judge.ts';
import { listLaunchSteps, toLaunchArgv } from './bench/machine-names.ts';
import { makePrecious } from './bench/marks.ts';
import { openFaultHost, type FaultHost } from './bench/open-fault-host.ts';
import { isProven } from './bench/record-outcome.ts';
import { faults, goesOn, strike } from './bench/strike.ts';
import type { OperationWay } from '#domain/activity/operation.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';

let bench: FaultHost;
let name = '';
let count = 0;

beforeAll(async () => {
  bench = await openFaultHost();
  await makePrecious(bench.host);
});
afterAll(() => bench.close());
afterEach(() => wipe(bench, name));

const launch = () => {
  const next = `m${++count}`;
  name = next;
  return { byApp: () => bench.app.start(...toLaunchArgv(next)), byPlan: () => bench.starter.launch(next) };
};

/** Has the interrupted launch go on, or takes it back, as anybody may from any laptop. */
async function settle({ operationId }: OperationSummary, way: OperationWay): Promise<void> {
  const { sentence } = await bench.starter.continue(operationId, way);
  const { state, leftovers } = await bench.waitForEnd();
  expect({ state, leftovers }, sentence).toEqual({ state: way === 'resume' ? 'succeeded' : 'undone', leftovers: [] });
}

describe.each(listLaunchSteps().map((step, index) => [step, index] as const))('a launch, at its step %s,', (step, index) => {
  it.for(faults)('loses nothing: %s', async (fault, { skip }) => {
    const row = { operation: 'launch', fault, step };
    skip(isProven(row), 'proven before');
    const struck = await strike(bench, fault, step, launch());
    if (goesOn(fault)) {
      expect(struck.state).toBe('succeeded');
      await judge(bench, { name, end: 'complete' }, { ...row, outcome: 'complete' });
      return;
    }
    expect(struck).toMatchObject({ state: 'interrupted', subject: name });
    // Every second step the other way round, so that each fault is met with both.
    const isResumed = (index % 2 === 0) === (fault === 'power cut');
    await settle(struck, isResumed ? 'resume' : 'undo');
    const outcome = `interrupted, then ${isResumed ? 'resumed: complete' : 'undone: nothing left'}`;
    await judge(bench, { name, end: isResumed ? 'complete' : 'absent' }, { ...row, outcome });
  });
});
