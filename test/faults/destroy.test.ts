import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { judge, wipe } from './bench/judge.ts';
import { listDestroySteps, toStepOf } from './bench/machine-names.ts';
import { makePrecious, mark } from './bench/marks.ts';
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

/** Launches a machine with data on its disk, has something destroy it, and returns when the host stands still in the middle. */
async function holdDestroy<S extends { readonly ended: Promise<unknown> }>(stepId: string, point: HoldPoint, start: () => S) {
  name = `d${++count}`;
  expect(await bench.starter.launch(name)).toMatchObject({ sentence: `Launch ${name}: done.` });
  await mark(bench.host, name);
  await bench.holdAt(toStepOf(name, stepId), point);
  const started = start();
  const early = started.ended.then((end) =>
    Promise.reject(new Error(`The destroy ended before the step ${stepId}: ${JSON.stringify(end)}`)),
  );
  await Promise.race([bench.waitUntilHeld(), early]);
  early.catch(() => undefined);
  return started;
}

async function resume(): Promise<void> {
  const interrupted = await bench.waitForEnd();
  expect(interrupted).toMatchObject({ state: 'interrupted', subject: name });
  const { sentence } = await bench.starter.continue(interrupted.operationId, 'resume');
  expect((await bench.waitForEnd()).state, sentence).toBe('succeeded');
}

const ways = [
  { words: 'its volume kept', operation: 'destroy --keep-volumes', options: ['--keep-volumes'], keeps: true },
  { words: 'its volume set aside', operation: 'destroy', options: [], keeps: false },
] as const;

describe.each(ways)('a destroy, $words,', ({ operation, options, keeps }) => {
  const destroyByApp = () => bench.app.start('destroy', name, '--yes', name, ...options);
  const destroyByPlan = () => ({ ended: bench.starter.destroy(name, keeps) });
  const expected = () => ({ name, end: 'absent', volumes: keeps ? [name] : [], isAside: !keeps }) as const;

  describe.each(listDestroySteps(keeps))('at its step %s,', (step) => {
    it('goes on to its end when the app is killed', async () => {
      const app = await holdDestroy(step, 'begins', destroyByApp);
      app.child.kill('SIGKILL');
      await app.ended;
      await bench.release();
      expect((await bench.waitForEnd()).state).toBe('succeeded');
      await judge(bench, expected(), { operation, fault: 'app killed', step, outcome: 'complete' });
    });

    it('goes on to its end when the line is cut', async () => {
      const destroy = await holdDestroy(step, 'begins', destroyByPlan);
      await bench.cutLines();
      expect((await destroy.ended).kind).toBe('lost');
      await bench.release();
      expect((await bench.waitForEnd()).state).toBe('succeeded');
      await judge(bench, expected(), { operation, fault: 'line cut', step, outcome: 'complete' });
    });

    it('is interrupted when its runner is killed on the host, and can be resumed', async () => {
      const destroy = await holdDestroy(step, 'ran', destroyByPlan);
      await bench.killRunner();
      await bench.release();
      expect((await destroy.ended).sentence).toMatch(/was interrupted/);
      await resume();
      await judge(bench, expected(), { operation, fault: 'runner killed', step, outcome: 'interrupted, then resumed: complete' });
    });

    it('is interrupted when the host loses power, and can be resumed', async () => {
      await holdDestroy(step, 'begins', destroyByPlan);
      await bench.host.cutPower();
      await resume();
      await judge(bench, expected(), { operation, fault: 'power cut', step, outcome: 'interrupted, then resumed: complete' });
    });
  });
});
