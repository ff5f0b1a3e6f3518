import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { buildOperation } from '#domain/activity/build-operation.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { aPlan, aStep, collect, openBench, shells, told, waitFor } from './operation-bench.ts';

let bench: Awaited<ReturnType<typeof openBench>>;
afterEach(() => bench.close());

const outcomeOf = (events: readonly OperationEvent[]) => buildOperation(events)?.outcome;
const go = () => writeFileSync(path.join(bench.folder, 'go'), '');
const waitForGo = () => `until [ -e "${bench.folder}/go" ]; do sleep 0.1; done`;
const aFetch = (image: string, run: string): Plan => ({
  ...aPlan(aStep('fetch', run)),
  title: `Fetch ${image}`,
  target: { kind: 'image', path: `/srv/iso/${image}` },
  exclusion: 'none',
});

describe.each(shells)('a step that runs, under %s', (...shellArgv) => {
  it('tells how far it is, whole lines only, and nothing of it stays in the journal', async () => {
    bench = await openBench(shellArgv);
    const report = `printf '100 400\\n300 400\\n99' >>"$NUTSHELL_PROGRESS"`;
    const { operationId, events } = await bench.startUntil(
      aPlan(aStep('fetch', `${report}; touch "${bench.folder}/begun"; ${waitForGo()}`)),
      'begun',
    );
    await pause(700);
    go();
    const all = await events;
    expect(all.filter(({ kind }) => kind === 'progress')).toMatchObject([{ stepId: 'fetch', doneBytes: 300, totalBytes: 400 }]);
    expect(readFileSync(bench.journalOf(operationId), 'utf8')).not.toContain('progress');
    expect(outcomeOf(all)).toEqual({ kind: 'succeeded' });
  });

  it('is heard while it speaks, and once more when it has ended', async () => {
    bench = await openBench(shellArgv);
    const run = `echo half; echo way >&2; touch "${bench.folder}/begun"; ${waitForGo()}`;
    const { events } = await bench.startUntil(aPlan(aStep('one', run)), 'begun');
    await pause(1_500);
    go();
    const all = await events;
    expect(all.filter(({ kind }) => kind === 'live-output')).toEqual([{ kind: 'live-output', stepId: 'one', text: 'half\nway' }]);
    expect(buildOperation(all)?.steps[0]).toMatchObject({ output: 'half\n', liveOutput: '', stderr: 'way' });
  });

  it('is ended at once by a request to cancel where it allows that, with all that it started', async () => {
    bench = await openBench(shellArgv);
    const alive = `"${bench.folder}/alive"`;
    const run = `(while :; do touch ${alive}; sleep 0.1; done) & touch "${bench.folder}/begun"; sleep 30`;
    const undo = `touch "${bench.folder}/undone"`;
    const { operationId, events } = await bench.startUntil(
      aPlan(aStep('fetch', run, { isCancellable: true, undo, coversFailure: true })),
      'begun',
    );
    await bench.runner.cancel(bench.shell, operationId);
    const began = Date.now();
    const all = await events;
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(told(all)).toEqual(['fetch running', 'fetch interrupted', 'fetch undoing', 'fetch undone']);
    expect(outcomeOf(all)).toEqual({ kind: 'cancelled', leftovers: [] });
    expect(existsSync(path.join(bench.folder, 'undone'))).toBe(true);
    const { mtimeMs } = statSync(path.join(bench.folder, 'alive'));
    await pause(400);
    expect(statSync(path.join(bench.folder, 'alive')).mtimeMs).toBe(mtimeMs);
  });

  it('that only waits lets others change the host, and has the lock again for the next step and for an undo', async () => {
    bench = await openBench(shellArgv);
    const holder = path.join(bench.stateDirectory, 'lock.holder');
    const wait = aStep('wait', `touch "${bench.folder}/begun"; ${waitForGo()}`, { letsOthers: true, isCancellable: true });
    const make = aStep('make', 'true', { undo: `cp "${holder}" "${bench.folder}/undone-by"` });
    const first = await bench.startUntil(aPlan(make, wait, aStep('next', `cp "${holder}" "${bench.folder}/next-by"`)), 'begun');
    const other = await bench.run({ ...aPlan(aStep('one', 'true')), target: { kind: 'machine', name: 'other' } });
    expect(outcomeOf(other)).toEqual({ kind: 'succeeded' });
    go();
    expect(outcomeOf(await first.events)).toEqual({ kind: 'succeeded' });
    expect(readFileSync(path.join(bench.folder, 'next-by'), 'utf8')).toContain(`(${first.operationId})`);
    rmSync(path.join(bench.folder, 'go'));
    rmSync(path.join(bench.folder, 'begun'));
    const second = await bench.startUntil(aPlan(make, wait), 'begun');
    await bench.runner.cancel(bench.shell, second.operationId);
    expect(outcomeOf(await second.events)).toEqual({ kind: 'cancelled', leftovers: [] });
    expect(readFileSync(path.join(bench.folder, 'undone-by'), 'utf8')).toContain(`(${second.operationId})`);
  });

  it('without the host’s lock runs beside others, and refuses only the same', async () => {
    bench = await openBench(shellArgv);
    const first = await bench.startUntil(aFetch("it's.iso", `touch "${bench.folder}/begun"; ${waitForGo()}`), 'begun');
    await expect(bench.run(aFetch("it's.iso", 'true'))).rejects.toMatchObject({
      code: 'conflict',
      message: `Nothing was begun: "Fetch it's.iso" is under way already and is about the same. Wait for it, or cancel it.`,
    });
    expect(outcomeOf(await bench.run(aFetch('other.iso', 'true')))).toEqual({ kind: 'succeeded' });
    expect(outcomeOf(await bench.run(aPlan(aStep('one', 'true'))))).toEqual({ kind: 'succeeded' });
    go();
    expect(outcomeOf(await first.events)).toEqual({ kind: 'succeeded' });
    expect(outcomeOf(await bench.run(aFetch("it's.iso", 'true')))).toEqual({ kind: 'succeeded' });
  });
});

it('lets exactly one of many begin that are about the same', async () => {
  bench = await openBench();
  const all = await Promise.allSettled(Array.from({ length: 5 }, () => bench.run(aFetch('one.iso', 'sleep 2'))));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await bench.runner.list(bench.shell, 'h')).toHaveLength(1);
});

it('is not called by the name of a holder that was killed while it had the lock', async () => {
  bench = await openBench();
  const killed = await bench.startUntil(aPlan(aStep('one', `touch "${bench.folder}/begun"; ${waitForGo()}`)), 'begun');
  const holder = path.join(bench.stateDirectory, 'lock.holder');
  expect(readFileSync(holder, 'utf8')).toContain('Launch ciab (op-1)');
  bench.kill(killed.operationId);
  await killed.events;
  // Somebody who says nothing of himself, as an administrator with flock in a terminal.
  const stop = path.join(bench.folder, 'stop');
  const silent = bench.shell.run({
    purpose: 'Hold the lock',
    command: {
      kind: 'argv',
      argv: [
        'flock',
        path.join(bench.stateDirectory, 'lock'),
        'sh',
        '-c',
        `touch "$0.on"; until [ -e "$0" ]; do sleep 0.1; done`,
        stop,
      ],
    },
  });
  await waitFor(() => existsSync(`${stop}.on`));
  const second = collect(bench.runner.start(bench.shell, bench.request(aPlan(aStep('two', 'true')))));
  await pause(700);
  writeFileSync(stop, '');
  go();
  expect(JSON.stringify(await second)).toContain('Waiting for: another change, which has just begun');
  await silent;
  await waitFor(() => readFileSync(holder, 'utf8') === '');
});
