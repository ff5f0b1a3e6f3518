import { describe, expect, it } from 'vitest';
import { createHeldKeys } from '#core/acceptance/held-keys.ts';
import { createPassingHosts } from '#core/acceptance/passing-hosts.ts';
import { runSteps } from '#core/acceptance/run-steps.ts';
import type { StepAct, StepActs, Trial } from '#core/acceptance/trial.ts';
import { waitUntil } from '#core/acceptance/wait-until.ts';
import { HostError } from '#core/ports/host-error.ts';
import { acceptanceSteps, type AcceptanceEvent, type AcceptanceStepId } from '#domain/acceptance/acceptance-step.ts';

const ids = acceptanceSteps.map(({ id }) => id);

async function run(changes: Partial<StepActs>, signal = new AbortController().signal) {
  const called: string[] = [];
  const events: AcceptanceEvent[] = [];
  const toAct =
    (id: AcceptanceStepId): StepAct =>
    async (trial, context) => {
      called.push(id);
      await changes[id]?.(trial, context);
    };
  const acts = Object.fromEntries(ids.map((id) => [id, toAct(id)])) as unknown as StepActs;
  let clock = 0;
  const done = await runSteps({
    ...{ trial: {} as Trial, acts, signal, now: () => (clock += 10), tell: (event) => events.push(event) },
    explain: async (_trial, { collect }) => {
      called.push('explain');
      collect({ title: 'A log', text: 'lines' });
    },
  });
  return { ...done, called, events };
}

describe('the steps of an acceptance test', () => {
  it('are all taken in order, each with its time and what was seen', async () => {
    const { called, steps } = await run({ services: async (_trial, { see }) => see('22 answers') });
    expect(called).toEqual(ids);
    expect(steps.map(({ outcome }) => outcome.kind)).toEqual(ids.map(() => 'passed'));
    expect(steps[0]).toMatchObject({ evidence: ['22 answers'], durationMs: 10 });
  });

  it.each(ids.slice(0, -1))('after a failure at “%s” only collect and clean up', async (id) => {
    const { called, steps, collected } = await run({
      [id]: () => Promise.reject(new HostError('unreachable', 'No.', { hint: 'Look.' })),
    });
    const at = ids.indexOf(id);
    expect(called).toEqual([...ids.slice(0, at + 1), 'explain', 'clean-up']);
    expect(steps[at]?.outcome).toEqual({ kind: 'failed', message: 'No.', hint: 'Look.', raw: null });
    expect(steps.at(-1)?.outcome.kind).toBe('passed');
    expect(steps.filter(({ outcome }) => outcome.kind === 'skipped')).toHaveLength(ids.length - at - 2);
    expect(collected).toEqual([{ title: 'A log', text: 'lines' }]);
  });

  it('clean up with a signal of their own after the test was stopped', async () => {
    const controller = new AbortController();
    let wasAborted: boolean | null = null;
    const { steps } = await run(
      {
        'run-instance': async () => controller.abort(),
        'clean-up': async (_trial, { signal }) => void (wasAborted = signal.aborted),
      },
      controller.signal,
    );
    expect(steps.find(({ id }) => id === 'running')?.outcome).toMatchObject({ kind: 'failed', message: 'The test was stopped.' });
    expect(wasAborted).toBe(false);
  });

  it('say so when it was Nutshell that failed, and clean up all the same', async () => {
    const { steps, called } = await run({ trace: () => Promise.reject(new TypeError('x is not a function')) });
    expect(steps[8]?.outcome).toMatchObject({ message: 'Nutshell itself failed: x is not a function' });
    expect(called.at(-1)).toBe('clean-up');
  });
});

describe('waiting', () => {
  it('ends with what was found, with a sentence at the limit, and at once when it is stopped', async () => {
    let clock = 0;
    const { signal } = new AbortController();
    const common = {
      limitMs: 100,
      everyMs: 1,
      now: () => (clock += 30),
      signal,
      giveUp: () => new HostError('unreachable', 'Too late.'),
    };
    let looked = 0;
    expect(await waitUntil({ ...common, look: async () => ((looked += 1) === 2 ? 'found' : null) })).toBe('found');
    await expect(waitUntil({ ...common, look: async () => null })).rejects.toThrow('Too late.');
    const stopped = AbortSignal.abort();
    await expect(waitUntil({ ...common, signal: stopped, look: async () => null })).rejects.toThrow('The test was stopped.');
  });
});

describe('what belongs to an instance', () => {
  it('is a key that only memory holds', async () => {
    const held = createHeldKeys({ read: async (path) => `file ${path}` });
    const forget = held.hold('(in memory: k)', 'PEM');
    expect([await held.keyFiles.read('(in memory: k)'), await held.keyFiles.read('/k')]).toEqual(['PEM', 'file /k']);
    forget();
    expect(await held.keyFiles.read('(in memory: k)')).toBe('file (in memory: k)');
  });

  it('is a host key that never gets into known_hosts', async () => {
    const remembered: string[] = [];
    const passing = createPassingHosts({
      check: async () => ({ kind: 'match' }),
      knownTypes: async () => ['ssh-rsa'],
      remember: async (address) => void remembered.push(address),
    });
    const forget = passing.begin('10.101.7.30');
    const [first, second] = [Uint8Array.of(1), Uint8Array.of(2)];
    expect(await passing.knownHosts.check('10.101.7.30', 22, first)).toEqual({ kind: 'unknown', otherTypeKnown: false });
    await passing.knownHosts.remember('10.101.7.30', 22, first);
    await passing.knownHosts.remember('10.101.7.2', 22, first);
    expect([await passing.knownHosts.check('10.101.7.30', 22, first), remembered]).toEqual([{ kind: 'match' }, ['10.101.7.2']]);
    expect((await passing.knownHosts.check('10.101.7.30', 22, second)).kind).toBe('unknown');
    expect(await passing.knownHosts.knownTypes('10.101.7.30', 22)).toEqual([]);
    forget();
    expect((await passing.knownHosts.check('10.101.7.30', 22, second)).kind).toBe('match');
  });
});
