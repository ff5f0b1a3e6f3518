import { existsSync, mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { HostShell } from '#core/ports/host-shell.ts';
import { buildOperation } from '#domain/activity/build-operation.ts';
import { aPlan, aStep, collect, openBench, shells, told } from './operation-bench.ts';

let bench: Awaited<ReturnType<typeof openBench>>;
afterEach(() => bench.close());

const touch = (name: string) => `echo ${name} >>"${bench.folder}/done"`;
const traces = () => (existsSync(`${bench.folder}/done`) ? readFileSync(`${bench.folder}/done`, 'utf8').trim().split('\n') : []);
const wait = async (isTrue: () => boolean) => {
  for (let left = 200; left > 0 && !isTrue(); left--) await pause(50);
  expect(isTrue()).toBe(true);
};

describe.each(shells)('an operation under %s', (...shellArgv) => {
  it('runs its steps in order and tells each', async () => {
    bench = await openBench(shellArgv);
    const events = await bench.run(
      aPlan(aStep('one', `${touch('one')}; echo hello`), aStep('two', touch('two'), { check: 'true' })),
    );
    expect(told(events)).toEqual(['one running', 'one done', 'two running', 'two done']);
    expect(events[0]).toMatchObject({ kind: 'started', title: 'Launch ciab', startedBy: 'ada@laptop' });
    expect(events).toContainEqual({ kind: 'output', stepId: 'one', text: 'hello' });
    expect(events.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
    expect(traces()).toEqual(['one', 'two']);
  });

  it('takes finished steps back in reverse order when one fails', async () => {
    bench = await openBench(shellArgv);
    const events = await bench.run(
      aPlan(
        aStep('one', touch('one'), { undo: touch('undo-one') }),
        aStep('two', touch('two'), { undo: touch('undo-two') }),
        aStep('three', 'echo warning >&2; echo "no room" >&2; exit 5', { undo: touch('undo-three') }),
        aStep('four', touch('four')),
      ),
    );
    expect(traces()).toEqual(['one', 'two', 'undo-two', 'undo-one']);
    expect(events).toContainEqual(
      expect.objectContaining({ stepId: 'three', state: 'failed', exitCode: 5, stderr: 'warning\nno room' }),
    );
    expect(buildOperation(events)?.sentence).toBe(
      'Launch ciab failed at “Do three”: sh exited with 5: no room; 2 steps were undone; nothing was left behind.',
    );
  });

  it.each([
    [
      'the cause, not the hint after it',
      'echo "unsupported machine type" >&2; echo "Use -machine help to list them" >&2; exit 1',
      /: unsupported machine type;/,
    ],
    ['that there was none', 'exit 3', /sh exited with 3: it said nothing;/],
  ])('says of a failed command %s', async (_name, script, sentence) => {
    bench = await openBench(shellArgv);
    expect(buildOperation(await bench.run(aPlan(aStep('one', script))))?.sentence).toMatch(sentence);
  });

  it('is found interrupted when its runner was killed in the middle of a step', async () => {
    bench = await openBench(shellArgv);
    const request = bench.request(aPlan(aStep('one', `${touch('one')}; sleep 4`)));
    const following = collect(bench.runner.start(bench.shell, request));
    await wait(() => traces().length === 1);
    const folder = path.join(bench.stateDirectory, 'operations', request.operationId);
    const pid = Number(readFileSync(path.join(folder, 'runner'), 'utf8').split(' ')[0]);
    process.kill(pid, 'SIGKILL');
    expect((await following).at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'interrupted', stepId: 'one' } });
    expect(await bench.runner.list(bench.shell, 'h')).toMatchObject([{ operationId: request.operationId, state: 'interrupted' }]);
    expect(told(await collect(bench.runner.follow(bench.shell, request.operationId)))).toEqual(['one running']);
    // A power cut leaves files of its last seconds empty.
    writeFileSync(path.join(folder, 'runner'), '');
    expect(await bench.runner.list(bench.shell, 'h')).toMatchObject([{ interruption: { reason: 'The host was restarted.' } }]);
    // The lock went with the runner.
    expect((await bench.run(aPlan(aStep('next', 'true')))).at(-1)).toMatchObject({ outcome: { kind: 'succeeded' } });
  });
});

describe('an operation', () => {
  it('takes back a step whose check fails, and a failed step whose undo covers it', async () => {
    bench = await openBench();
    const unproven = aStep('unproven', touch('one'), { check: 'echo "not there" >&2; false', undo: touch('undo-one') });
    const events = await bench.run(aPlan(unproven));
    expect(events.at(-1)).toMatchObject({
      outcome: { kind: 'failed', message: 'the step ran, but the check after it failed: not there' },
    });
    await bench.run(aPlan(aStep('halfway', `${touch('half')}; exit 1`, { undo: touch('undo-half'), coversFailure: true })));
    expect(traces()).toEqual(['one', 'undo-one', 'half', 'undo-half']);
  });

  it('goes on undoing when one undo fails, and names what it left', async () => {
    bench = await openBench();
    const events = await bench.run(
      aPlan(
        aStep('one', touch('one'), { undo: touch('undo-one') }),
        aStep('two', touch('two'), { undo: 'echo "volume is open" >&2; exit 5' }),
        aStep('three', 'exit 1'),
      ),
    );
    expect(traces()).toEqual(['one', 'two', 'undo-one']);
    expect(events.at(-1)).toMatchObject({ outcome: { leftovers: ['Undo two failed: volume is open'] } });
    expect(told(events)).toContain('two undo-failed');
  });

  it('stops at the next border when cancelled, and takes back what was done', async () => {
    bench = await openBench();
    const request = bench.request(
      aPlan(aStep('one', `${touch('one')}; sleep 1`, { undo: touch('undo-one') }), aStep('two', touch('two'))),
    );
    const following = collect(bench.runner.start(bench.shell, request));
    await wait(() => traces().length === 1);
    await bench.runner.cancel(bench.shell, request.operationId);
    const events = await following;
    expect(told(events)).toEqual(['one running', 'one done', 'one undoing', 'one undone']);
    expect(buildOperation(events)?.sentence).toBe('Launch ciab was cancelled; 1 step was undone; nothing was left behind.');
    await expect(bench.runner.cancel(bench.shell, request.operationId)).rejects.toMatchObject({ code: 'conflict' });
    await expect(bench.runner.cancel(bench.shell, 'op-unknown')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('waits for the one before it and says whom it waits for', async () => {
    bench = await openBench();
    const step = (name: string) => aStep(name, `${touch(`${name}-in`)}; sleep 0.7; ${touch(`${name}-out`)}`);
    const all = await Promise.all(['a', 'b', 'c'].map((name) => bench.run(aPlan(step(name)))));
    const order = traces();
    expect(order).toHaveLength(6);
    for (let at = 0; at < 6; at += 2) expect(order[at]?.replace('-in', '-out')).toBe(order[at + 1]);
    expect(JSON.stringify(all)).toContain('Waiting for: Launch ciab (op-');
  });

  it('can be cancelled while it waits for the lock', async () => {
    bench = await openBench();
    const first = collect(bench.runner.start(bench.shell, bench.request(aPlan(aStep('one', `${touch('one')}; sleep 3`)))));
    await wait(() => traces().length === 1);
    const request = bench.request(aPlan(aStep('two', touch('two'))));
    const second = collect(bench.runner.start(bench.shell, request));
    await wait(() => existsSync(path.join(bench.stateDirectory, 'operations', request.operationId, 'journal')));
    await bench.runner.cancel(bench.shell, request.operationId);
    expect((await second).at(-1)).toMatchObject({ outcome: { kind: 'cancelled' } });
    await first;
    expect(traces()).toEqual(['one']);
  });

  it('goes on when nobody listens any more, and is followed from its beginning later', async () => {
    bench = await openBench();
    const request = bench.request(aPlan(aStep('one', `${touch('one')}; sleep 1`), aStep('two', touch('two'))));
    for await (const event of bench.runner.start(bench.shell, request)) {
      if (event.kind === 'step') break;
    }
    expect(await bench.runner.list(bench.shell, 'h')).toMatchObject([
      { state: 'running', title: 'Launch ciab', startedBy: 'ada@laptop' },
    ]);
    const events = await collect(bench.runner.follow(bench.shell, request.operationId));
    expect(told(events)).toEqual(['one running', 'one done', 'two running', 'two done']);
    expect(await bench.runner.list(bench.shell, 'h')).toMatchObject([{ hostId: 'h', state: 'succeeded' }]);
    expect(await collect(bench.runner.follow(bench.shell, request.operationId))).toEqual(events);
  });

  it('goes on when who listens leaves by the signal while the journal is silent, and the channel on the host ends', async () => {
    bench = await openBench();
    const request = bench.request(aPlan(aStep('one', `${touch('one')}; sleep 3`), aStep('two', touch('two'))));
    const leave = new AbortController();
    const following = collect(bench.runner.start(bench.shell, request, leave.signal));
    await wait(() => traces().length === 1);
    const late = new AbortController();
    const followingLate = collect(bench.runner.follow(bench.shell, request.operationId, late.signal));
    await pause(300);
    leave.abort();
    late.abort();
    const isLeft = (one: Promise<unknown>) => expect(one).rejects.toMatchObject({ code: 'cancelled' });
    await Promise.all([isLeft(following), isLeft(followingLate)]);
    expect(traces()).toEqual(['one']);
    expect(await bench.runner.list(bench.shell, 'h')).toMatchObject([{ state: 'running' }]);
    expect((await collect(bench.runner.follow(bench.shell, request.operationId))).at(-1)).toMatchObject({
      outcome: { kind: 'succeeded' },
    });
  });

  it('runs all the same when who started it leaves while the host still takes it in', async () => {
    bench = await openBench();
    const leave = new AbortController();
    const shell: HostShell = {
      ...bench.shell,
      lines: (request) => {
        queueMicrotask(() => leave.abort());
        return bench.shell.lines(request);
      },
    };
    const request = bench.request(aPlan(aStep('one', `sleep 0.5; ${touch('one')}`)));
    await expect(collect(bench.runner.start(shell, request, leave.signal))).rejects.toMatchObject({ code: 'cancelled' });
    await wait(() => traces().length === 1);
  });

  it('begins nothing for who left before anything was sent', async () => {
    bench = await openBench();
    const request = bench.request(aPlan(aStep('one', touch('one'))));
    await expect(collect(bench.runner.start(bench.shell, request, AbortSignal.abort()))).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await bench.runner.list(bench.shell, 'h')).toEqual([]);
  });

  it('leaves the lock to nobody it starts: a daemon of a step does not hold it', async () => {
    bench = await openBench();
    await bench.run(aPlan(aStep('daemon', 'sleep 5 & echo started')));
    const began = Date.now();
    await bench.run(aPlan(aStep('two', touch('two'))));
    expect(Date.now() - began).toBeLessThan(4_000);
  });

  it('refuses an id that is taken, and an operation that is not there', async () => {
    bench = await openBench();
    const request = bench.request(aPlan(aStep('one', touch('one'))));
    await collect(bench.runner.start(bench.shell, request));
    await expect(collect(bench.runner.start(bench.shell, request))).rejects.toThrow(/Nothing was begun: .*File exists/);
    await expect(collect(bench.runner.follow(bench.shell, 'op-unknown'))).rejects.toMatchObject({ code: 'not-found' });
    expect(traces()).toEqual(['one']);
  });

  it('knows no operation on a host that never had one', async () => {
    bench = await openBench();
    expect(await bench.runner.list(bench.shell, 'h')).toEqual([]);
  });

  it('overlooks a last line that a power cut tore', async () => {
    bench = await openBench();
    const request = bench.request(aPlan(aStep('one', 'true')));
    await collect(bench.runner.start(bench.shell, request));
    const journal = path.join(bench.stateDirectory, 'operations', request.operationId, 'journal');
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
    writeFileSync(journal, [...lines.slice(0, -1), 'finished 17'].join('\n'));
    expect(await bench.runner.list(bench.shell, 'h')).toMatchObject([{ state: 'interrupted' }]);
    expect((await collect(bench.runner.follow(bench.shell, request.operationId))).at(-1)).toMatchObject({
      outcome: { kind: 'interrupted', stepId: 'one' },
    });
  });

  it('begins nothing when the link breaks before the script has arrived whole', async () => {
    bench = await openBench();
    const cut = {
      ...bench.shell,
      lines: (request: Parameters<typeof bench.shell.lines>[0]) => {
        const { command } = request;
        if (command.kind !== 'script') throw new Error('expected a script');
        return bench.shell.lines({
          ...request,
          command: { ...command, text: command.text.slice(0, -4) },
          expectedCodes: [0, 127],
        });
      },
    };
    await expect(collect(bench.runner.start(cut, bench.request(aPlan(aStep('one', touch('one'))))))).rejects.toMatchObject({
      code: 'link-lost',
    });
    await pause(300);
    expect(traces()).toEqual([]);
    expect(await bench.runner.list(bench.shell, 'h')).toEqual([]);
  });

  it('keeps the last fifty journals', async () => {
    bench = await openBench();
    const operations = path.join(bench.stateDirectory, 'operations');
    for (let age = 0; age < 60; age++) {
      mkdirSync(path.join(operations, `old-${age}`), { recursive: true });
      const journal = path.join(operations, `old-${age}`, 'journal');
      writeFileSync(journal, 'started 1 - .\nfinished 2 succeeded .\n');
      utimesSync(journal, 1_600_000_000 - age, 1_600_000_000 - age);
    }
    await bench.run(aPlan(aStep('one', 'true')));
    const kept = readdirSync(operations);
    expect(kept).toHaveLength(50);
    expect(kept).toContain('op-1');
    expect(kept).toContain('old-0');
    expect(kept).not.toContain('old-59');
  });
});
