import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppClient } from '#contract/api.ts';
import type { CloudDownReview, CloudReview } from '#contract/clouds.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { CloudView } from '#domain/clouds/list-clouds.ts';
import { aClaim, aNetwork } from '#fakes/addressing.ts';
import { aCloud } from '#fakes/clouds.ts';
import { aHost, aMachine, aPlan, clientWith } from './builders.ts';
import { runCli, streamOf, type CliSetup, type PartialClient } from './run-cli.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutshell-cli-clouds-'));
  file = join(folder, 'blue.yaml');
  writeFileSync(file, 'cloud: 1\r\nname: blue\r\nrecipe: practice-cloud\r\n');
  writeFileSync(join(folder, 'password'), 'correct horse\r\nsecond line\n');
  writeFileSync(join(folder, 'empty'), '\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cloudPlan = aPlan({ title: 'Launch cloud blue', subject: 'blue', target: { kind: 'cloud', name: 'blue' } });
const aReview = (more: Partial<CloudReview> = {}): CloudReview => ({
  kind: 'planned',
  cloud: aCloud(),
  file: 'cloud: 1\n# complete\n',
  existing: null,
  changes: [],
  verdicts: [],
  network: aNetwork,
  capacity: '13 security groups',
  notes: [],
  plan: cloudPlan,
  script: '#!/bin/sh\n',
  launches: [{ name: 'blue', role: 'ciab', how: 'unattended', way: 'direct-kernel', explanation: 'The kernel is started.' }],
  removes: [],
  volumes: [],
  needsPassword: true,
  probe: null,
  refusals: [],
  ...more,
});
const started: OperationEvent = {
  kind: 'started',
  operationId: 'op-1',
  title: 'Launch cloud blue',
  subject: 'blue',
  target: { kind: 'cloud', name: 'blue' },
  undoableUntilEpochMs: null,
  steps: [],
  startedBy: 'ada@laptop',
  atEpochMs: 0,
};
const finished: OperationEvent = { kind: 'finished', outcome: { kind: 'succeeded' }, atEpochMs: 1 };

type Clouds = AppClient['clouds'];
type UpInput = Parameters<Clouds['up']>[0];

function world(review: Awaited<ReturnType<Clouds['plan']>> = aReview(), more: Partial<Clouds> = {}) {
  const planned: Parameters<Clouds['plan']>[0][] = [];
  const brought: UpInput[] = [];
  const client: PartialClient = {
    ...clientWith([aHost()]),
    clouds: {
      plan: async (input) => {
        planned.push(input);
        return review;
      },
      up: (input) => {
        brought.push(input);
        return streamOf<OperationEvent>(started, finished);
      },
      makePassword: async () => 'made-made-made-made',
      ...more,
    },
  };
  const run = (argv: readonly string[], setup: CliSetup = {}) => runCli(argv, { ...setup, client });
  return { run, planned, brought };
}

describe('up', () => {
  it('brings up what was reviewed, with a password that is shown once where nobody can be asked', async () => {
    const { run, planned, brought } = world();
    const { code, out, err } = await run(['up', file]);
    expect(code).toBe(0);
    expect(out).toBe('');
    expect(err).toContain('Password for root on its machines, shown this once: made-made-made-made');
    expect(err).toContain('blue is at 10.101.7.2');
    const wanted = { hostId: 'lab-1', days: 30, ignoreLaptop: false, removal: null };
    expect(planned).toEqual([{ ...wanted, file: 'cloud: 1\nname: blue\nrecipe: practice-cloud\n', probe: false }]);
    expect(brought).toEqual([{ ...wanted, file: 'cloud: 1\n# complete\n', password: 'made-made-made-made', typedName: '' }]);
  });

  describe('of a file without one of its machines', () => {
    const sentence = 'blue-nc-2 (nc) is no longer in the file: it would be destroyed, with its disk.';
    const gone = { kind: 'machine-removed', machine: 'blue-nc-2', sentence } as const;
    const agreed = aReview({ existing: aCloud(), changes: [gone], removes: ['blue-nc-2'], launches: [], needsPassword: false });

    it('is refused, with the option that says that it may go', async () => {
      const { run, brought } = world(
        aReview({ existing: aCloud(), changes: [gone], refusals: [`${sentence} Nobody has agreed.`] }),
      );
      const { code, err } = await run(['up', file]);
      expect(code).toBe(4);
      expect(err).toContain('With --remove-machines they go');
      expect(brought).toEqual([]);
      expect(await run(['up', file, '--keep-volumes'])).toMatchObject({ code: 2 });
    });

    it('asks for the name of the cloud first, as down does', async () => {
      const { run, planned, brought } = world(agreed);
      const options = ['up', file, '--remove-machines', '--grace', '60', '--keep-volumes', '--detach'];
      expect(await run(options)).toMatchObject({ code: 7 });
      expect(await run(options, { answers: ['green'] })).toMatchObject({ code: 2 });
      expect(brought).toEqual([]);
      expect(await run([...options, '--yes', 'blue'])).toMatchObject({ code: 0 });
      const removal = { keepVolumes: 'all', graceMinutes: 60 };
      expect(planned.at(-1)).toMatchObject({ removal });
      expect(brought).toMatchObject([{ removal, typedName: 'blue', password: null }]);
    });
  });

  it.each<[options: readonly string[], answers: readonly string[] | null, password: string]>([
    [['--root-password-file', 'password'], null, 'correct horse'],
    [[], ['typed by hand'], 'typed by hand'],
    [[], [''], 'made-made-made-made'],
    [['--make-password'], [], 'made-made-made-made'],
  ])('takes the password from %j, with the answers %j', async (options, answers, password) => {
    const { run, brought } = world();
    const words = options.map((word) => (word === 'password' ? join(folder, word) : word));
    const { code, err, out } = await run(['up', file, ...words, '--days', 'always'], answers === null ? {} : { answers });
    expect(code).toBe(0);
    expect(brought).toMatchObject([{ password, days: null }]);
    if (!password.startsWith('made')) expect(err + out).not.toContain(password);
  });

  it('is given up where the person gives up, or the file holds no password', async () => {
    const { run, brought } = world();
    expect(await run(['up', file], { answers: [null] })).toMatchObject({ code: 130 });
    expect(await run(['up', file, '--root-password-file', join(folder, 'empty')])).toMatchObject({ code: 2 });
    expect(await run(['up', file, '--root-password-file', 'x', '--make-password'])).toMatchObject({ code: 2 });
    expect(await run(['up', file, '--follow', '--detach'])).toMatchObject({ code: 2 });
    expect(brought).toEqual([]);
  });

  it('with --json tells every event by line, the password first', async () => {
    const { run } = world();
    const { out, err } = await run(['up', file, '--json']);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(lines).toEqual(['password', 'started', 'finished']);
    expect(err).toBe('');
  });

  it('with --detach ends when the host has it, and says how to follow it', async () => {
    const { run } = world(aReview({ needsPassword: false }));
    const { code, err } = await run(['up', file, '--detach']);
    expect(code).toBe(0);
    expect(err).toContain('nutshell operations lab --follow op-1');
  });

  it('tells the difference first; with none it does nothing, and what is refused is refused with it', async () => {
    const change = { kind: 'machine-changed', machine: 'blue', way: 'next-start', sentence: 'blue gets 8 GiB of RAM.' } as const;
    const same = world(aReview({ existing: aCloud(), plan: aPlan({ steps: [] }), launches: [] }));
    const done = await same.run(['up', file]);
    expect(done).toMatchObject({ code: 0 });
    expect(done.err).toContain('Nothing is different');
    const changed = world(aReview({ existing: aCloud(), changes: [change], refusals: ['Change blue by itself first.'] }));
    const refused = await changed.run(['up', file]);
    expect(refused.code).toBe(4);
    expect(refused.err).toMatch(
      /Different: 1 change to a machine\.\n {2}blue gets 8 GiB of RAM\.\n[^]*Change blue by itself first\./,
    );
    expect([...same.brought, ...changed.brought]).toEqual([]);
  });

  it('with --dry-run asks for the addresses, shows everything and begins nothing', async () => {
    const { run, planned, brought } = world(aReview({ refusals: ['10.101.7.40 is in use.'] }));
    const { code, out } = await run(['up', file, '--dry-run']);
    expect(code).toBe(4);
    expect(planned).toMatchObject([{ probe: true }]);
    expect(out).toContain('blue  ciab at 10.101.7.2, 4 GiB of RAM, 2 vCPU, 100 GiB');
    expect(out).toContain('refused 10.101.7.40 is in use.');
    expect(brought).toEqual([]);
    const json = await run(['plan', file, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({
      file: 'cloud: 1\n# complete\n',
      cloud: { public: ['10.101.7.64-10.101.7.95'] },
    });
    expect((await world().run(['up', file, '--script'])).out).toBe('#!/bin/sh\n');
  });

  it('tells what is wrong with the file as compilers do, and what stands against it as a refusal', async () => {
    const problems = [{ line: 2, column: 7, field: 'name', message: 'This must be a name.' }];
    const unreadable = await world({ kind: 'unreadable', problems }).run(['up', file]);
    expect(unreadable.code).toBe(2);
    expect(unreadable.err).toContain(`${file}:2:7: This must be a name.`);
    const refused = await world({ kind: 'refused', problems: ['It overlaps cloud green.'], notes: [] }).run(['plan', file]);
    expect(refused).toMatchObject({ code: 4 });
    expect(refused.err).toContain('It overlaps cloud green.');
    expect(await world().run(['up', join(folder, 'gone.yaml')])).toMatchObject({ code: 1 });
  });

  it('tells beside the operation how each machine comes along, from the first install on', async () => {
    const waiting: OperationEvent = {
      kind: 'step',
      stepId: 'wait-for-install@blue',
      state: 'running',
      atEpochMs: 1,
      exitCode: null,
      stderr: null,
    };
    const timeline = (stage: 'packages' | 'first-boot') => ({
      phases: [{ stage, title: 'A package more', beganEpochMs: 0, endedEpochMs: null }],
      lastSignEpochMs: 0,
      lastLine: null,
    });
    const news = (stage: 'packages' | 'first-boot') => ({
      hostEpochMs: 1,
      machines: [{ name: 'blue', role: 'ciab', timeline: timeline(stage), stall: { kind: 'going' as const } }],
    });
    let release = (): void => undefined;
    const isTold = new Promise<void>((resolve) => (release = resolve));
    const { run } = world(aReview({ needsPassword: false }), {
      up: async function* () {
        yield started;
        yield waiting;
        await isTold;
        yield finished;
      },
      progress: async function* (_target, options) {
        yield news('packages');
        yield news('packages');
        yield news('first-boot');
        release();
        await new Promise((resolve) => options?.signal?.addEventListener('abort', resolve));
      },
    });
    const { code, err } = await run(['up', file]);
    expect(code).toBe(0);
    expect(err.match(/packages: A package more/g)).toHaveLength(1);
    expect(err).toContain('blue  first-boot');
  });
});

describe('down', () => {
  const review: CloudDownReview = {
    cloud: 'blue',
    machines: ['blue'],
    plan: cloudPlan,
    volumes: [],
    refusals: [],
    script: '#!/bin/sh\n',
  };
  const open = (more: Partial<CloudDownReview> = {}) => {
    const ended: Parameters<Clouds['down']>[0][] = [];
    const { run } = world(aReview(), {
      reviewDown: async () => ({ ...review, ...more }),
      down: (input) => {
        ended.push(input);
        return streamOf<OperationEvent>(started, finished);
      },
    });
    return { run, ended };
  };

  it('needs the name of the cloud, typed or given', async () => {
    const { run, ended } = open();
    expect(await run(['down', 'blue'])).toMatchObject({ code: 7 });
    expect(await run(['down', 'blue', '--yes', 'green'])).toMatchObject({ code: 2 });
    expect(await run(['down', 'blue'], { answers: ['blue'] })).toMatchObject({
      code: 0,
      asked: ['Type blue to take it down on lab:'],
    });
    expect(await run(['down', 'blue', '--yes', 'blue', '--grace', '60'])).toMatchObject({ code: 0 });
    expect(ended).toEqual([
      { hostId: 'lab-1', cloud: 'blue', graceMinutes: 10, keepVolumes: [], typedName: 'blue' },
      { hostId: 'lab-1', cloud: 'blue', graceMinutes: 60, keepVolumes: [], typedName: 'blue' },
    ]);
  });

  it('is refused with the reason, and shown without doing anything', async () => {
    const { run, ended } = open({ refusals: ['blue is being restored.'] });
    expect(await run(['down', 'blue', '--yes', 'blue'])).toMatchObject({ code: 4 });
    expect(await run(['down', 'blue', '--dry-run'])).toMatchObject({ code: 4 });
    expect(await run(['down', 'blue', '--keep-volume', '/dev/vg01/x'])).toMatchObject({ code: 2 });
    expect(ended).toEqual([]);
  });
});

describe('clouds', () => {
  const view: CloudView = {
    kind: 'cloud',
    name: 'blue',
    cloud: aCloud(),
    machines: [
      { name: 'blue', role: 'ciab', machine: aMachine({ name: 'blue' }) },
      { name: 'blue-nc', role: 'nc', machine: null },
    ],
    claim: aClaim(),
  };
  const broken: CloudView = {
    kind: 'broken',
    name: 'red',
    path: '/var/lib/nutshell/clouds/red/cloud.yaml',
    problems: [{ line: 1, column: 1, field: '', message: 'It is empty.' }],
  };

  it('are listed with their machines, and what cannot be read is said', async () => {
    const { run } = world(aReview(), { list: async () => [view, broken] });
    const { code, out, err } = await run(['clouds', 'list']);
    expect(code).toBe(0);
    expect(out).toMatch(/^blue +blue +ciab +running +10\.101\.7\.2 +10\.101\.7\.64-10\.101\.7\.95 +bob@desk/m);
    expect(out).toMatch(/^ +blue-nc +nc +gone +-/m);
    expect(err).toContain('What is written about cloud red cannot be read');
    const json = JSON.parse((await run(['clouds', 'list', '--json'])).out) as { clouds: unknown[] };
    expect(json.clouds).toMatchObject([{ cloud: { machines: [{ address: '10.101.7.2' }] } }, { kind: 'broken' }]);
    expect((await world(aReview(), { list: async () => [] }).run(['clouds', 'list'])).out).toContain(
      'There is no cloud on lab yet.',
    );
  });

  it('are exported as they are, byte by byte', async () => {
    const { run } = world(aReview(), { export: async () => ({ file: 'cloud: 1\nname: blue\n' }) });
    expect((await run(['export', 'blue'])).out).toBe('cloud: 1\nname: blue\n');
    expect(JSON.parse((await run(['export', 'blue', '--json'])).out)).toMatchObject({
      cloud: 'blue',
      file: 'cloud: 1\nname: blue\n',
    });
  });
});
