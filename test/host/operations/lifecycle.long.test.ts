import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDisk } from '#fakes/machines.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import type { Connections } from '#core/hosts/create-connections.ts';
import { createReadings } from '#core/hosts/create-readings.ts';
import type { HostLink } from '#core/ports/host-connector.ts';
import type { HostReading } from '#contract/hosts.ts';
import { buildOperation, type Operation } from '#domain/activity/build-operation.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Host } from '#domain/hosts/host.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { buildActionPlan } from '#domain/machines/lifecycle/build-action-plan.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import type { MachineState } from '#domain/machines/machine-state.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import { createHostWatcher } from '#host/watch/create-host-watcher.ts';
import { createResources } from '#local/create-resources.ts';

const resources = createResources('resources');
const runner = createOperationRunner({ resources });
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const reader = createHostReader({ resources, now: Date.now, randomBytes });

let host: TestHost;
let link: HostLink;

beforeAll(async () => {
  host = await openPracticeHost();
  link = await host.connect();
});
afterAll(() => host.close());

async function read() {
  const facts = await reader.read(link.shell, link.privilege);
  return { facts, machines: buildMachines(facts) };
}

async function find(name: string): Promise<Machine> {
  const machine = (await read()).machines.find((candidate) => candidate.name === name);
  if (!machine) throw new Error(`There is no machine ${name}`);
  return machine;
}

async function run(plan: Plan, operationId = buildOperationId(Date.now(), randomBytes(4))): Promise<Operation> {
  const all: OperationEvent[] = [];
  for await (const event of runner.start(link.shell, { operationId, plan, startedBy: 'test@laptop' })) all.push(event);
  const operation = buildOperation(all);
  if (!operation) throw new Error('The journal is empty');
  return operation;
}

async function planAction(name: string, action: MachineAction) {
  const { facts, machines } = await read();
  const machine = machines.find((candidate) => candidate.name === name)!;
  const uuid = crypto.randomUUID();
  return buildActionPlan({ machine, action, facts, person: 'test@laptop', nowEpochMs: Date.now(), uuid });
}

/** Plans and runs; a refusal is an error. */
async function act(name: string, action: MachineAction): Promise<string> {
  const { plan, refusal } = await planAction(name, action);
  if (refusal !== null) throw new Error(refusal);
  return (await run(plan)).sentence;
}

/** The kernel cuts a process's name after 15 characters. */
const processes = () => host.type('pgrep -x -c qemu-system-x86 || true');
const endOf = async (name: string) => {
  const { state } = await find(name);
  return state.kind === 'stopped' ? state.how : null;
};

describe('the life of a machine on a real KVM host', () => {
  it('is launched with a control channel that answers', async () => {
    const { facts, machines } = await read();
    const proposed = proposeDraft({ facts, machines, role: 'ciab', name: 'ciab', preferredPlace: null, randomBytes });
    const draft = { ...proposed, disk: aDisk({ name: 'ciab', sizeGiB: 0.25 }), memoryMiB: 128, vcpus: 1 };
    const operationId = buildOperationId(Date.now(), randomBytes(4));
    const identity = { operationId, uuid: crypto.randomUUID(), createdEpochMs: Date.now(), createdBy: 'test@laptop' };
    expect((await run(buildLaunchPlan({ draft, facts, identity }), operationId)).sentence).toBe('Launch ciab: done.');
    expect(await host.type('stat -c %a /run/nutshell/machines/ciab/control.in')).toBe('600');
    expect(await host.type('head -c 7 /var/lib/nutshell/machines/ciab/events.log')).toBe('{"QMP":');
    expect((await find('ciab')).state).toMatchObject({ kind: 'running', isPaused: false });
  });

  it('is paused, and the host says so', async () => {
    expect(await act('ciab', { kind: 'pause' })).toBe('Pause ciab: done.');
    expect((await find('ciab')).state).toMatchObject({ kind: 'running', isPaused: true, pauseReason: 'It was paused.' });
    expect((await planAction('ciab', { kind: 'shutdown', limitSeconds: 5 })).refusal).toContain('Resume it first');
  });

  it('is resumed and reset, and the host says so', async () => {
    expect(await act('ciab', { kind: 'resume' })).toBe('Resume ciab: done.');
    expect((await find('ciab')).state).toMatchObject({ isPaused: false });
    expect(await act('ciab', { kind: 'reset' })).toBe('Reset ciab: done.');
    expect(await host.type('grep -c \'"event": "RESET"\' /var/lib/nutshell/machines/ciab/events.log')).toMatch(/^[1-9]/);
  });

  it('tells what happens to it in the moment it does', async () => {
    const connections = {
      stateOf: () => ({ kind: 'connected' }),
      shellOf: () => link.shell,
      privilegeOf: () => link.privilege,
    } as unknown as Connections;
    const readings = createReadings({ reader, watcher: createHostWatcher({ resources }), connections, now: Date.now });
    const controller = new AbortController();
    const states: { readonly state: MachineState | undefined; readonly atEpochMs: number }[] = [];
    const listening = (async () => {
      for await (const reading of readings.watch({ id: 'test', name: 'test' } as Host, controller.signal)) {
        states.push({ state: stateIn(reading), atEpochMs: Date.now() });
      }
    })();
    const isPausedNow = () =>
      states.at(-1)?.state?.kind === 'running' && (states.at(-1)?.state as { isPaused: boolean }).isPaused;
    const until = async (isSo: () => boolean | undefined) => {
      for (let round = 0; !isSo() && round < 400; round++) await pause(25);
      return states.at(-1)?.atEpochMs ?? Number.NaN;
    };
    await until(() => states.length > 0);
    await pause(3_000);
    const { facts } = await read();
    const skewMs = facts.clock.kind === 'known' ? facts.clock.value.skewMs : 0;
    const latencies: number[] = [];
    const noting = (async () => {
      for await (const notice of readings.notices({ id: 'test', name: 'test' } as Host, controller.signal)) {
        // By the host's own clock in QEMU's event, set right by what the reading found it to be off.
        if (notice.kind === 'machine-event') latencies.push(Date.now() - (notice.event.atEpochMs - skewMs));
      }
    })();
    for (const [command, wanted] of [
      ['stop', true],
      ['cont', false],
      ['stop', true],
      ['cont', false],
    ] as const) {
      await host.type(`printf '{"execute":"${command}"}\\n' >/run/nutshell/machines/ciab/control.in`);
      await until(() => isPausedNow() === wanted);
      expect(isPausedNow()).toBe(wanted);
      await pause(1_500);
    }
    controller.abort();
    await Promise.all([listening, noting]);
    // Far below what asking every five seconds takes, also on a busy computer.
    expect(Math.min(...latencies), `from QEMU's event to the laptop, in ms: ${latencies.join(', ')}`).toBeLessThan(1_500);
  });

  it('does not shut down while it has no system that would, and that is said without harm', async () => {
    const sentence = await act('ciab', { kind: 'shutdown', limitSeconds: 3 });
    expect(sentence).toContain('ciab did not shut down within 3 seconds, and runs on');
    expect(await processes()).toBe('1');
  });

  it('takes a CD and gives it back, grows its disk while it runs, and is another size at its next start', async () => {
    await host.type('head -c 1048576 /dev/zero >/var/tmp/a.iso');
    expect(await act('ciab', { kind: 'change', change: { isoPath: '/var/tmp/a.iso' } })).toBe('Change ciab: done.');
    expect((await find('ciab')).isoPath).toBe('/var/tmp/a.iso');
    expect(await act('ciab', { kind: 'change', change: { isoPath: null, diskGiB: 0.5, memoryMiB: 192 } })).toBe(
      'Change ciab: done.',
    );
    expect(await host.type('lvs --noheadings --units m --nosuffix -o lv_size vg01/ciab')).toMatch(/^512/);
    expect((await find('ciab')).memoryMiB).toBe(128);
  });

  it('is powered off and started again', async () => {
    expect(await act('ciab', { kind: 'power-off' })).toBe('Power ciab off: done.');
    expect(await processes()).toBe('0');
    expect(await endOf('ciab')).toMatchObject({ kind: 'powered-off' });
    expect((await planAction('ciab', { kind: 'power-off' })).refusal).toBe('ciab does not run.');
    expect(await act('ciab', { kind: 'start', boot: null })).toBe('Start ciab: done.');
    expect(await find('ciab')).toMatchObject({ memoryMiB: 192, state: { kind: 'running', isPaused: false } });
  });

  it('says that it died, when it was killed', async () => {
    await host.type('pkill -9 -x qemu-system-x86; sleep 1');
    expect(await endOf('ciab')).toMatchObject({
      kind: 'died',
      sentence: 'QEMU ended without a word: it was killed, or it crashed.',
    });
  });

  it('is not started where its disk has another user, and starts when that is gone', async () => {
    await host.type(
      'qemu-system-x86_64 -accel tcg -m 32 -S -name thief -drive file=/dev/vg01/ciab,if=virtio,format=raw -display none -daemonize -pidfile /var/tmp/thief.pid',
    );
    expect(await act('ciab', { kind: 'start', boot: null })).toContain('is in use by thief');
    await host.type('kill $(cat /var/tmp/thief.pid); sleep 1');
    expect(await act('ciab', { kind: 'start', boot: null })).toBe('Start ciab: done.');
  });

  it('survives a restart of the host, which is said to have ended it', { timeout: 600_000 }, async () => {
    const boot = await host.type('cat /proc/sys/kernel/random/boot_id');
    await host.type('nohup sh -c "sleep 1; systemctl reboot" >/dev/null 2>&1 & true');
    link = await reconnect(boot);
    expect(await endOf('ciab')).toMatchObject({ kind: 'host-restarted' });
  });

  it('is started again after that, though /run is empty', async () => {
    expect(await act('ciab', { kind: 'start', boot: null })).toBe('Start ciab: done.');
    expect((await find('ciab')).state).toMatchObject({ kind: 'running' });
  });
});

function stateIn({ machines }: HostReading): MachineState | undefined {
  return machines.find(({ name }) => name === 'ciab')?.state;
}

async function reconnect(bootBefore: string): Promise<HostLink> {
  for (let round = 0; round < 150; round++) {
    await pause(3_000);
    try {
      const next = await host.connect();
      const { stdout } = await next.shell.run({
        purpose: 'Test',
        command: { kind: 'argv', argv: ['cat', '/proc/sys/kernel/random/boot_id'] },
      });
      if (stdout.trim() !== bootBefore) return next;
    } catch {
      // It is going down, or coming up.
    }
  }
  throw new Error('The practice host did not come back');
}
