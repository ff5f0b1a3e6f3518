import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { judge, wipe } from './bench/judge.ts';
import { listDestroySteps, toStepOf } from './bench/machine-names.ts';
import { makePrecious, mark } from './bench/marks.ts';
import { openFaultHost, type FaultHost } from './bench/open-fault-host.ts';
import { isProven } from './bench/record-outcome.ts';
import { faults, goesOn, strike, type Change } from './bench/strike.ts';

let bench: FaultHost;
let name = '';
let count = 0;

beforeAll(async () => {
  bench = await openFaultHost();
  await makePrecious(bench.host);
});
afterAll(() => bench.close());
afterEach(() => wipe(bench, name));

/** A machine with data on its disk, and its destruction. */
async function prepareDestroy(keepVolumes: boolean, options: readonly string[]): Promise<Change> {
  const next = `d${++count}`;
  name = next;
  expect(await bench.starter.launch(next)).toMatchObject({ sentence: `Launch ${next}: done.` });
  await mark(bench.host, next);
  return {
    byApp: () => bench.app.start('destroy', next, '--yes', next, ...options),
    byPlan: () => bench.starter.destroy(next, keepVolumes),
  };
}

const ways = [
  { words: 'its volume kept', operation: 'destroy --keep-volumes', options: ['--keep-volumes'], keeps: true },
  { words: 'its volume set aside', operation: 'destroy', options: [], keeps: false },
] as const;

describe.each(ways)('a destroy, $words,', ({ operation, options, keeps }) => {
  const steps = listDestroySteps(keeps);
  const gone = () => ({ name, end: 'absent', volumes: keeps ? [name] : [], isAside: !keeps }) as const;
  const back = (isOff: boolean) => ({ name, end: isOff ? 'stopped' : 'complete', volumes: [name] }) as const;

  describe.each(steps.map((step, index) => [step, index] as const))('at its step %s,', (step, index) => {
    it.for(faults)('loses nothing: %s', async (fault, { skip }) => {
      const row = { operation, fault, step };
      skip(isProven(row), 'proven before');
      const change = await prepareDestroy(keeps, options);
      const struck = await strike(bench, fault, toStepOf(name, step), change);
      if (goesOn(fault)) {
        expect(struck.state).toBe('succeeded');
        await judge(bench, gone(), { ...row, outcome: 'complete' });
        return;
      }
      expect(struck).toMatchObject({ state: 'interrupted', subject: name });
      // Every second step the other way round, so that each fault is met with both.
      const isResumed = (index % 2 === 0) === (fault === 'power cut');
      const { sentence } = await bench.starter.continue(struck.operationId, isResumed ? 'resume' : 'undo');
      expect((await bench.waitForEnd()).state, sentence).toBe(isResumed ? 'succeeded' : 'undone');
      const isOff = fault === 'power cut' || index >= steps.indexOf('power-off');
      const outcome = `interrupted, then ${isResumed ? 'resumed: complete' : 'undone: the machine and its data are there'}`;
      await judge(bench, isResumed ? gone() : back(isOff), { ...row, outcome });
    });
  });
});
