import { describe, expect, it } from 'vitest';
import { ApiError } from '#contract/api-error.ts';
import type { OperationEvent, OperationOutcome } from '#domain/activity/operation.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { aDraft, aHost, aMachine, aPlan, clientWith } from './builders.ts';
import { aStepTitle } from '#fakes/operations.ts';
import { runCli, streamOf, type PartialClient } from './run-cli.ts';

const launch = ['launch', 'lab', '--role', 'ciab', '--iso', '/srv/faststart.iso'];

const started: OperationEvent = {
  kind: 'started',
  operationId: 'op-1',
  title: 'Launch ciab',
  subject: 'ciab',
  target: { kind: 'machine', name: 'ciab' },
  undoableUntilEpochMs: null,
  steps: [
    aStepTitle({ id: 'volume', title: 'Create the volume', command: 'lvcreate' }),
    aStepTitle({ id: 'start', title: 'Start QEMU', command: 'qemu' }),
  ],
  startedBy: 'me@laptop',
  atEpochMs: 0,
};

function step(
  stepId: string,
  state: 'running' | 'done' | 'failed' | 'undone',
  atEpochMs: number,
  stderr: string | null = null,
): OperationEvent {
  return { kind: 'step', stepId, state, atEpochMs, exitCode: state === 'failed' ? 5 : 0, stderr };
}

function finished(outcome: OperationOutcome): OperationEvent {
  return { kind: 'finished', outcome, atEpochMs: 9 };
}

interface Launching {
  readonly drafts?: MachineDraft[];
  readonly events?: readonly OperationEvent[];
  readonly problems?: readonly { readonly level: 'refusal' | 'warning'; readonly message: string }[];
}

function clientThatLaunches({ drafts = [], events = [], problems = [] }: Launching): PartialClient {
  return {
    ...clientWith([aHost()]),
    machines: {
      propose: async ({ name }) => aDraft({ name: name ?? 'ciab' }),
      review: async ({ draft }) => {
        drafts.push(draft);
        return {
          plan: aPlan(),
          problems: problems.map((problem) => ({ field: null, ...problem })),
          script: '#!/bin/sh\nlvcreate\n',
        };
      },
      launch: () => streamOf(...events),
    },
  };
}

describe('launch', () => {
  it('puts what was said over what the host proposes', async () => {
    const drafts: MachineDraft[] = [];
    const more = [
      '--name',
      'c2',
      '--memory',
      '8G',
      '--vcpus',
      '4',
      '--disk',
      '1T',
      '--vg',
      'vg02',
      '--volume',
      'v',
      '--bridge',
      'br1',
    ];
    const last = ['--mac', '52:54:00:00:00:09', '--vnc', 'display:3', '--ip', '10.101.7.9', '--prefix', '/24', '--dry-run'];
    await runCli([...launch, ...more, ...last], { client: clientThatLaunches({ drafts }) });
    expect(drafts[0]).toEqual(
      aDraft({
        name: 'c2',
        isoPath: '/srv/faststart.iso',
        memoryMiB: 8192,
        vcpus: 4,
        disk: { kind: 'lvm', group: 'vg02', name: 'v', sizeGiB: 1024 },
        bridge: 'br1',
        mac: '52:54:00:00:00:09',
        vnc: { kind: 'display', number: 3 },
        addresses: { ip: '10.101.7.9', prefixLength: 24, gateway: '10.101.0.1', nameserver: '10.101.0.2' },
      }),
    );
  });

  it('takes the first free display where one is wanted but not named', async () => {
    const drafts: MachineDraft[] = [];
    const taken = aMachine({ name: 'other', console: { kind: 'tcp', address: '127.0.0.1', port: 5901 } });
    const client = { ...clientThatLaunches({ drafts }), hosts: clientWith([aHost()], { 'lab-1': [taken] }).hosts };
    await runCli([...launch, '--vnc', 'display', '--dry-run'], { client: client as PartialClient });
    expect(drafts[0]?.vnc).toEqual({ kind: 'display', number: 2 });
  });

  it('with --dry-run tells every step with its exact command, its notes, its check and its undo', async () => {
    const { code, out, err } = await runCli([...launch, '--dry-run'], { client: clientThatLaunches({}) });
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'Launch ciab',
        '',
        '1. Create volume ciab, 100 GiB, in vg01',
        '     lvcreate -n ciab -L 100G vg01',
        '       -L 100G  is its size',
        '   check  test -b /dev/vg01/ciab',
        '   undo   Remove volume ciab: lvremove -f vg01/ciab',
        '',
        '2. Check again under the lock',
        "     guard-launch.sh 'two words'",
        '     stops here if it refuses: Something was taken meanwhile.',
        '',
      ].join('\n'),
    );
    expect(err).toBe('Nothing was changed.\n');
  });

  it('with --script prints the script alone, byte by byte', async () => {
    const { code, out, err } = await runCli([...launch, '--script'], { client: clientThatLaunches({}) });
    expect({ code, out, err }).toEqual({ code: 0, out: '#!/bin/sh\nlvcreate\n', err: '' });
  });

  it('with --dry-run --json gives the draft, the plan and the script in one document', async () => {
    const { out } = await runCli([...launch, '--dry-run', '--json'], { client: clientThatLaunches({}) });
    const keys = Object.keys(JSON.parse(out) as object);
    expect(keys).toEqual(['host', 'draft', 'plan', 'problems', 'script']);
  });

  it('refuses with every reason, and begins nothing', async () => {
    const problems = [
      { level: 'refusal', message: 'Volume ciab exists.' },
      { level: 'warning', message: 'RAM is short.' },
      { level: 'refusal', message: 'The MAC is taken.' },
    ] as const;
    const { code, err } = await runCli(launch, { client: clientThatLaunches({ problems }) });
    expect(code).toBe(4);
    expect(err).toContain('ciab cannot be launched. Volume ciab exists. The MAC is taken.');
    expect((await runCli([...launch, '--dry-run'], { client: clientThatLaunches({ problems }) })).code).toBe(4);
  });

  it('tells how it goes, step by step, on standard error', async () => {
    const events = [
      started,
      step('volume', 'running', 0),
      step('volume', 'done', 800),
      step('start', 'done', 900),
      finished({ kind: 'succeeded' }),
    ];
    const { code, out, err } = await runCli(launch, { client: clientThatLaunches({ events }) });
    expect(code).toBe(0);
    expect(out).toBe('');
    expect(err).toBe(
      [
        'Launch ciab  operation op-1 by me@laptop',
        ' 1/2  Create the volume ... done  0.8 s',
        ' 2/2  Start QEMU ... done',
        'Launch ciab: done.',
        'Its screen: nutshell console ciab --host lab',
        '',
      ].join('\n'),
    );
  });

  it('with --json gives one line per event and nothing on standard error', async () => {
    const events = [started, finished({ kind: 'succeeded' })];
    const { out, err } = await runCli([...launch, '--json'], { client: clientThatLaunches({ events }) });
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(events);
    expect(err).toBe('');
  });

  it('that fails says which step, its exit code, its words and what is left', async () => {
    const outcome: OperationOutcome = {
      kind: 'failed',
      stepId: 'start',
      message: 'QEMU ended at once.',
      hint: 'See its log.',
      leftovers: ['/run/x'],
    };
    const events = [
      started,
      step('volume', 'done', 1),
      step('start', 'failed', 2, 'bad option\n'),
      step('volume', 'undone', 3),
      finished(outcome),
    ];
    const { code, err } = await runCli(launch, { client: clientThatLaunches({ events }) });
    expect(code).toBe(1);
    expect(err).toContain(' 2/2  Start QEMU ... failed (exit code 5)\n');
    expect(err).toContain(' 1/2  Create the volume ... undone\n');
    expect(err).toContain('QEMU ended at once; 1 step was undone; left behind: /run/x.\nSee its log.\n  | bad option\n');
  });

  it('interrupted by Ctrl-C says that it goes on and how to follow it', async () => {
    const controller = new AbortController();
    const client = clientThatLaunches({});
    const launchUntilAborted = async function* () {
      await Promise.resolve();
      yield started;
      controller.abort();
      throw new ApiError({ code: 'cancelled', message: 'Cancelled.', hint: null, raw: null });
    };
    const machines = { ...client.machines, launch: launchUntilAborted };
    const { code, err } = await runCli(launch, { client: { ...client, machines }, signal: controller.signal });
    expect(code).toBe(130);
    expect(err).toContain('Stopped listening. "Launch ciab" goes on on lab.');
    expect(err).toContain('nutshell operations lab --follow op-1');
    expect(err).toContain('nutshell operations cancel op-1 --host lab');
  });

  it('without an ISO names those on the host', async () => {
    const entry = {
      name: 'a.iso',
      path: '/srv/a.iso',
      kind: 'image',
      sizeBytes: 1,
      modifiedEpochMs: 0,
      isReadable: true,
      problem: null,
    } as const;
    const images = { browse: async () => ({ path: '/srv', parent: '/', entries: [entry], freeBytes: null, notice: null }) };
    const { code, err } = await runCli(['launch', 'lab', '--role', 'ciab'], { client: { ...clientWith([aHost()]), images } });
    expect(code).toBe(2);
    expect(err).toContain('There are: /srv/a.iso.');
  });

  it('on a host without a bridge says so, and how to go on', async () => {
    const client = clientThatLaunches({});
    const propose = async () => aDraft({ bridge: '' });
    const machines = { ...client.machines, propose };
    const { code, err } = await runCli(launch, { client: { ...client, machines } });
    expect(code).toBe(3);
    expect(err).toContain('lab has no bridge for the network card.');
    expect(err).toContain('nutshell check lab');
    const named = await runCli([...launch, '--bridge', 'br9', '--dry-run'], { client: { ...client, machines } });
    expect(named.code).toBe(0);
  });

  it('of an unknown role says which there are', async () => {
    const { code, err } = await runCli(['launch', 'lab', '--role', 'backend', '--no-iso']);
    expect(code).toBe(2);
    expect(err).toContain('There are these roles: ciab, frontend, nc.');
  });
});

describe('list', () => {
  it('draws a table of what runs, whoever began it', async () => {
    const foreign = aMachine({
      name: 'web',
      owner: 'foreign',
      volumes: [],
      memoryMiB: null,
      vcpus: null,
      console: { kind: 'none', reason: 'x' },
    });
    const { out } = await runCli(['list', 'lab'], { client: clientWith([aHost()], { 'lab-1': [aMachine(), foreign] }) });
    expect(out).toBe(
      [
        'MACHINE  HOST  STATE         OWNER     RAM    CPUS  DISK                    MAC                CONSOLE',
        'ciab     lab   running 4711  nutshell  4 GiB  2     /dev/vg01/ciab 100 GiB  52:54:00:12:34:60  socket',
        'web      lab   running 4711  foreign   ?      ?     -                       52:54:00:12:34:60  -',
        '',
      ].join('\n'),
    );
  });

  it('of all hosts shows what it could read and ends with the problem of the rest', async () => {
    const { hosts } = clientWith([aHost(), aHost({ id: 'far', name: 'far' })], { 'lab-1': [aMachine()] });
    const connect: NonNullable<typeof hosts>['connect'] = async ({ hostId }) =>
      hostId === 'far'
        ? { kind: 'failed', problem: { code: 'unreachable', message: 'No route to far.', hint: null, raw: null } }
        : { kind: 'connected' };
    const { code, out, err } = await runCli(['list', '--json'], { client: { hosts: { ...hosts, connect } } });
    expect(code).toBe(5);
    expect(JSON.parse(out)).toMatchObject({ machines: [{ name: 'ciab', host: 'lab' }], problems: [{ host: 'far' }] });
    expect(err).toBe('warning far: No route to far.\n');
  });
});

describe('destroy', () => {
  const two = [aHost(), aHost({ id: 'b', name: 'beta', address: 'b' })];

  function clientThatDestroys(typed: string[] = [], refusal: string | null = null, hosts = [aHost()]): PartialClient {
    const volume = {
      path: '/dev/vg01/ciab',
      sizeBytes: 1024 ** 3,
      isRemoved: true,
      isChoosable: true,
      lastUse: { kind: 'in-use', sinceEpochMs: null },
      reason: 'created by this launch',
    } as const;
    return {
      ...clientWith(hosts, { 'lab-1': [aMachine()] }),
      machines: {
        reviewDestroy: async () => ({
          plan: aPlan(),
          machine: aMachine(),
          volumes: [volume],
          refusal,
          isForeign: false,
          script: 'lvremove\n',
        }),
        destroy: ({ typedName }) => {
          typed.push(typedName);
          return streamOf(started, finished({ kind: 'succeeded' }));
        },
      },
    };
  }

  it('shows what is removed and asks for the name', async () => {
    const typed: string[] = [];
    const { code, err, asked } = await runCli(['destroy', 'ciab'], { client: clientThatDestroys(typed), answers: ['ciab'] });
    expect(code).toBe(0);
    expect(err).toContain('removes /dev/vg01/ciab (1 GiB; QEMU writes to it now): created by this launch');
    expect(asked).toEqual(['Type ciab to destroy it on lab:']);
    expect(typed).toEqual(['ciab']);
  });

  it('without a terminal needs --yes with the name', async () => {
    const { code, err } = await runCli(['destroy', 'ciab'], { client: clientThatDestroys() });
    expect(code).toBe(7);
    expect(err).toContain('--yes ciab');
    expect((await runCli(['destroy', 'ciab', '--yes', 'ciab'], { client: clientThatDestroys() })).code).toBe(0);
  });

  it('does nothing where another name was typed', async () => {
    const typed: string[] = [];
    const { code } = await runCli(['destroy', 'ciab', '--yes', 'y'], { client: clientThatDestroys(typed) });
    expect(code).toBe(2);
    expect(typed).toEqual([]);
  });

  it('passes a refusal on', async () => {
    const client = clientThatDestroys([], 'web was not launched by Nutshell.');
    const { code, err } = await runCli(['destroy', 'ciab', '--yes', 'ciab'], { client });
    expect(code).toBe(4);
    expect(err).toContain('web was not launched by Nutshell.');
  });

  it('with --dry-run changes nothing and needs no name', async () => {
    const { code, out } = await runCli(['destroy', 'ciab', '--dry-run', '--json'], { client: clientThatDestroys() });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ volumes: [{ isRemoved: true }], script: 'lvremove\n' });
  });

  it('finds the only host that has the machine', async () => {
    expect((await runCli(['destroy', 'ciab', '--yes', 'ciab'], { client: clientThatDestroys([], null, two) })).code).toBe(0);
  });

  it('refuses to guess while a host cannot be asked, unless it is named', async () => {
    const client = clientThatDestroys([], null, two);
    const connect: NonNullable<PartialClient['hosts']>['connect'] = async ({ hostId }) =>
      hostId === 'b'
        ? { kind: 'failed', problem: { code: 'unreachable', message: 'No route.', hint: null, raw: null } }
        : { kind: 'connected' };
    const blind = { ...client, hosts: { ...client.hosts, connect } };
    const { code, err } = await runCli(['destroy', 'ciab', '--yes', 'ciab'], { client: blind });
    expect(code).toBe(4);
    expect(err).toContain('beta could not be asked');
    expect((await runCli(['destroy', 'ciab', '--yes', 'ciab', '--host', 'lab'], { client: blind })).code).toBe(0);
  });

  it('suggests the machine that was meant', async () => {
    const { code, err } = await runCli(['destroy', 'ciap'], { client: clientThatDestroys() });
    expect(code).toBe(3);
    expect(err).toBe('nutshell: There is no machine called ciap on lab.\nDid you mean ciab?\n');
  });

  it('says which hosts have one of that name where several do', async () => {
    const client = clientWith(two, { 'lab-1': [aMachine()], b: [aMachine()] });
    const { code, err } = await runCli(['destroy', 'ciab'], { client });
    expect(code).toBe(4);
    expect(err).toContain('lab, beta');
  });
});
