import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buildOperation } from '#domain/activity/build-operation.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { aPlan, aStep, openBench, shells, told } from './operation-bench.ts';

let bench: Awaited<ReturnType<typeof openBench>>;
afterEach(() => bench.close());

const outcomeOf = (events: readonly OperationEvent[]) => buildOperation(events)?.outcome;
const stateOf = async () => (await bench.runner.list(bench.shell, 'h'))[0]?.state;
const made = () => readdirSync(bench.folder).filter((name) => name.startsWith('made-'));
const go = () => writeFileSync(path.join(bench.folder, 'go'), '');
const waitForGo = () => `until [ -e "${bench.folder}/go" ]; do sleep 0.1; done`;

/** Makes a folder, which fails where it is there, and halts behind it if it is the one to be interrupted in. */
function aMaker(name: string, isHalting: boolean) {
  const folder = `"${bench.folder}/made-${name}"`;
  const run = `mkdir ${folder}${isHalting ? `; ${waitForGo()}` : ''}`;
  return aStep(name, run, { check: `test -d ${folder}`, undo: `rm -rf ${folder}`, coversFailure: true });
}

const threeSteps = (haltAt: number): Plan => aPlan(...['a', 'b', 'c'].map((name, index) => aMaker(name, index + 1 === haltAt)));

/** An operation whose runner was killed in that step; its command is over when this returns. */
async function interrupt(plan: Plan, file: string): Promise<string> {
  const { operationId, events } = await bench.startUntil(plan, file);
  bench.kill(operationId);
  expect(outcomeOf(await events)).toMatchObject({ kind: 'interrupted' });
  go();
  return operationId;
}

describe.each(shells)('an operation whose runner was killed, under %s', (...shellArgv) => {
  it.each([1, 2, 3])('in step %i, goes on to its end', async (step) => {
    bench = await openBench(shellArgv);
    const id = await interrupt(threeSteps(step), `made-${'abc'[step - 1]!}`);
    expect(await bench.runner.list(bench.shell, 'h')).toMatchObject([
      { state: 'interrupted', interruption: { stepNumber: step, stepCount: 3, isUndoing: false } },
    ]);
    const events = await bench.resume(id);
    expect(outcomeOf(events)).toEqual({ kind: 'succeeded' });
    expect(events).toContainEqual(expect.objectContaining({ kind: 'turned', way: 'resume', by: 'grace@desk' }));
    expect(made()).toEqual(['made-a', 'made-b', 'made-c']);
    expect(await bench.follow(id)).toEqual(events);
    expect(await stateOf()).toBe('succeeded');
  });

  it.each([1, 2, 3])('in step %i, is undone without a trace', async (step) => {
    bench = await openBench(shellArgv);
    const id = await interrupt(threeSteps(step), `made-${'abc'[step - 1]!}`);
    const events = await bench.undo(id);
    expect(outcomeOf(events)).toEqual({ kind: 'undone', leftovers: [] });
    expect(made()).toEqual([]);
    expect(await stateOf()).toBe('undone');
  });

  it('in the middle of its undo, is only undone further', async () => {
    bench = await openBench(shellArgv);
    const stuck = aStep('stuck', 'true', { undo: `touch "${bench.folder}/undoing"; ${waitForGo()}` });
    const id = await interrupt(aPlan(aMaker('a', false), stuck, aStep('fails', 'exit 3')), 'undoing');
    expect(await bench.runner.list(bench.shell, 'h')).toMatchObject([{ interruption: { stepNumber: 2, isUndoing: true } }]);
    await expect(bench.resume(id)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/was being undone/) as string,
    });
    expect(outcomeOf(await bench.undo(id))).toEqual({ kind: 'undone', leftovers: [] });
    expect(made()).toEqual([]);
  });

  it('with a torn last line, is taken up behind it', async () => {
    bench = await openBench(shellArgv);
    const id = await interrupt(threeSteps(2), 'made-b');
    appendFileSync(bench.journalOf(id), '\0\0\0step 17');
    expect(outcomeOf(await bench.resume(id))).toEqual({ kind: 'succeeded' });
    expect(await stateOf()).toBe('succeeded');
  });
});

describe('an operation that is taken up again', () => {
  it('proves what was done, and does again what is gone', async () => {
    bench = await openBench();
    const id = await interrupt(threeSteps(3), 'made-c');
    rmSync(path.join(bench.folder, 'made-a'), { recursive: true });
    const events = await bench.resume(id);
    expect(told(events).slice(-4)).toEqual(['a running', 'a done', 'c running', 'c done']);
    expect(made()).toHaveLength(3);
  });

  it('waits for the command that the killed runner left behind', async () => {
    bench = await openBench();
    const late = `touch "${bench.folder}/begun"; ${waitForGo()}; sleep 1; echo late >>"${bench.folder}/order"`;
    const again = `[ ! -e "${bench.folder}/begun" ] || { echo again >>"${bench.folder}/order"; exit 0; }`;
    const id = await interrupt(aPlan(aStep('one', `${again}; ${late}`)), 'begun');
    expect(outcomeOf(await bench.resume(id))).toEqual({ kind: 'succeeded' });
    expect(readFileSync(path.join(bench.folder, 'order'), 'utf8')).toBe('late\nagain\n');
  });

  it('counts an interrupted step as done where its check may be trusted, or nothing could be taken back', async () => {
    bench = await openBench();
    const once = (name: string) => `echo ${name} >>"${bench.folder}/ran"; ${waitForGo()}`;
    const check = 'true';
    for (const more of [{ check, undo: 'exit 9', coversFailure: true, onInterruption: 'trust-check' }, { check }] as const) {
      rmSync(path.join(bench.folder, 'go'), { force: true });
      rmSync(path.join(bench.folder, 'ran'), { force: true });
      const id = await interrupt(aPlan(aStep('one', once('one'), more)), 'ran');
      expect(outcomeOf(await bench.resume(id))).toEqual({ kind: 'succeeded' });
      expect(readFileSync(path.join(bench.folder, 'ran'), 'utf8')).toBe('one\n');
    }
  });

  it('has a command that goes on by itself run again without its undo', async () => {
    bench = await openBench();
    const fetch = `echo part >>"${bench.folder}/file"; ${waitForGo()}`;
    const undo = `rm "${bench.folder}/file"`;
    const id = await interrupt(aPlan(aStep('fetch', fetch, { undo, coversFailure: true, onInterruption: 'run-again' })), 'file');
    expect(outcomeOf(await bench.resume(id))).toEqual({ kind: 'succeeded' });
    expect(readFileSync(path.join(bench.folder, 'file'), 'utf8')).toBe('part\npart\n');
  });

  it('is left as it is where the guard refuses now, and says why', async () => {
    bench = await openBench();
    const guard = {
      ...aStep('guard', ''),
      action: { kind: 'guard', script: 'make-folder.sh', args: ['op', `${bench.folder}/taken`], refusal: 'It is taken.' },
    } as const;
    const id = await interrupt(aPlan(guard, aMaker('a', true)), 'made-a');
    rmSync(path.join(bench.folder, 'taken'), { recursive: true });
    writeFileSync(path.join(bench.folder, 'taken'), 'by another');
    const events = await bench.resume(id);
    expect(outcomeOf(events)).toMatchObject({
      kind: 'interrupted',
      stepId: 'guard',
      reason: expect.stringMatching(/exists/) as string,
    });
    expect(made()).toEqual(['made-a']);
    expect(await stateOf()).toBe('interrupted');
    expect(outcomeOf(await bench.undo(id))).toEqual({ kind: 'undone', leftovers: [] });
    expect(made()).toEqual([]);
  });

  it('takes everything back when a step fails after all', async () => {
    bench = await openBench();
    const id = await interrupt(
      aPlan(aMaker('a', false), aMaker('b', true), aStep('fails', 'echo "no room" >&2; exit 5')),
      'made-b',
    );
    expect(outcomeOf(await bench.resume(id))).toMatchObject({ kind: 'failed', stepId: 'fails', leftovers: [] });
    expect(made()).toEqual([]);
  });

  it('names what nobody can know to have happened', async () => {
    bench = await openBench();
    const step = aStep('one', `touch "${bench.folder}/begun"; ${waitForGo()}`, { undo: 'true' });
    const id = await interrupt(aPlan(step), 'begun');
    expect(outcomeOf(await bench.undo(id))).toEqual({
      kind: 'undone',
      leftovers: ['Do one: it is not known whether this took effect. Look at it on the host.'],
    });
  });

  it('has one runner, however many ask at once', async () => {
    bench = await openBench();
    const id = await interrupt(aPlan(aMaker('a', true), aStep('slow', 'sleep 1')), 'made-a');
    const asked = await Promise.allSettled([bench.resume(id), bench.resume(id), bench.undo(id)]);
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of asked) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'conflict' });
    }
  });

  it('is refused with a sentence where there is nothing to do', async () => {
    bench = await openBench();
    await bench.run(aPlan(aStep('one', 'true')));
    await expect(bench.resume('op-1')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/has ended/) as string,
    });
    await expect(bench.undo('op-1')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/cannot be undone/) as string,
    });
    await expect(bench.undo('op-9')).rejects.toMatchObject({ code: 'not-found' });
    const { operationId, events } = await bench.startUntil(aPlan(aMaker('a', true)), 'made-a');
    await expect(bench.resume(operationId)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/at work/) as string,
    });
    go();
    await events;
  });

  it('is refused where its steps did not outlive the power cut', async () => {
    bench = await openBench();
    const id = await interrupt(threeSteps(1), 'made-a');
    truncateSync(path.join(bench.operationFolder(id), 'steps.sh'));
    await expect(bench.resume(id)).rejects.toThrow(/no longer on the host/);
  });
});

describe('an operation that has succeeded', () => {
  const undoable = (undoableUntilEpochMs: number): Plan => ({ ...threeSteps(0), undoableUntilEpochMs });

  it('is undone as long as its plan says, and not once more', async () => {
    bench = await openBench();
    expect(outcomeOf(await bench.run(undoable(Date.now() + 60_000)))).toEqual({ kind: 'succeeded' });
    const events = await bench.undo('op-1');
    expect(buildOperation(events)).toMatchObject({
      percent: 100,
      outcome: { kind: 'undone', leftovers: [] },
      sentence: 'Launch ciab was undone; 3 steps were undone; nothing was left behind.',
    });
    expect(made()).toEqual([]);
    await expect(bench.undo('op-1')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is not undone any more when its time is over', async () => {
    bench = await openBench();
    await bench.run(undoable(Date.now() - 1));
    await expect(bench.undo('op-1')).rejects.toMatchObject({ code: 'conflict' });
    expect(made()).toHaveLength(3);
  });
});

it('takes back at the second attempt what could not be taken back at the first', async () => {
  bench = await openBench();
  const blocker = path.join(bench.folder, 'blocked');
  mkdirSync(blocker);
  const step = aStep('a', 'true', { undo: `[ ! -e "${blocker}" ] || { echo "it is open" >&2; exit 5; }` });
  expect(outcomeOf(await bench.run(aPlan(step, aStep('fails', 'exit 1'))))).toMatchObject({
    leftovers: ['Undo a failed: it is open'],
  });
  rmSync(blocker, { recursive: true });
  expect(existsSync(blocker)).toBe(false);
  expect(outcomeOf(await bench.undo('op-1'))).toEqual({ kind: 'undone', leftovers: [] });
});
