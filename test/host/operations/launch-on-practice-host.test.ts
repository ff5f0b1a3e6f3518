import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDisk } from '#fakes/machines.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import type { HostLink } from '#core/ports/host-connector.ts';
import { buildOperation, type Operation } from '#domain/activity/build-operation.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildDestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { checkDraft } from '#domain/machines/check-draft.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import { createResources } from '#local/create-resources.ts';

const resources = createResources('resources');
const runner = createOperationRunner({ resources });
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

let host: TestHost;
let link: HostLink;

beforeAll(async () => {
  host = await openPracticeHost();
  link = await host.connect();
});
afterAll(() => host.close());

const read = (): Promise<HostFacts> =>
  createHostReader({ resources, now: Date.now, randomBytes }).read(link.shell, link.privilege);

async function follow(events: AsyncIterable<OperationEvent>): Promise<Operation> {
  const all: OperationEvent[] = [];
  for await (const event of events) all.push(event);
  const operation = buildOperation(all);
  if (!operation) throw new Error('The journal is empty');
  return operation;
}

const run = (plan: Plan, operationId = buildOperationId(Date.now(), randomBytes(4))) =>
  follow(runner.start(link.shell, { operationId, plan, startedBy: 'test@laptop' }));

/** Small, and without an ISO: what is tested here is the way to QEMU, not what it boots. */
async function draftAndPlan(more: Partial<MachineDraft> = {}) {
  const facts = await read();
  const machines = buildMachines(facts);
  const proposed = proposeDraft({ facts, machines, role: 'ciab', name: null, randomBytes });
  const draft: MachineDraft = {
    ...proposed,
    disk: aDisk({ name: proposed.disk.name, sizeGiB: 0.25 }),
    memoryMiB: 256,
    vcpus: 1,
    ...more,
  };
  const operationId = buildOperationId(Date.now(), randomBytes(4));
  const identity = { operationId, uuid: crypto.randomUUID(), createdEpochMs: Date.now(), createdBy: 'test@laptop' };
  return { facts, machines, draft, operationId, plan: buildLaunchPlan({ draft, facts, identity }) };
}

async function destroy(name: string, keepVolumes = false): Promise<Operation> {
  const facts = await read();
  const machine = buildMachines(facts).find((candidate) => candidate.name === name);
  if (!machine) throw new Error(`There is no machine ${name}`);
  const wish = { keepVolumes: keepVolumes ? 'all' : [], graceMinutes: 0, isForeignMeant: false } as const;
  const operationId = buildOperationId(Date.now(), randomBytes(4));
  return run(buildDestroyPlan({ machine, facts, wish, operationId, destroyedBy: 'test@laptop' }).plan, operationId);
}

/** Everything a launch could leave: volumes, processes, folders, taps. */
const traces = () =>
  host.type(
    'lvs --noheadings -o lv_name vg01; pgrep -l qemu-system; find /var/lib/nutshell/machines /run/nutshell/machines -mindepth 1 2>/dev/null; ip -o link | grep tap; true',
  );

describe('launching on a real KVM host', () => {
  // Three borders of one story, so that a slow host meets the time limit of each and not of all.
  describe('one machine', () => {
    let before: string;
    let draft: MachineDraft;
    let plan: Plan;

    it('is proposed without objection, launched and seen', async () => {
      before = await traces();
      const made = await draftAndPlan();
      ({ draft, plan } = made);
      expect(checkDraft(draft, made.facts, made.machines).filter(({ level }) => level === 'refusal')).toEqual([]);
      expect(await run(plan)).toMatchObject({ sentence: 'Launch ciab: done.', percent: 100 });
      const machine = buildMachines(await read()).find(({ name }) => name === 'ciab');
      expect(machine).toMatchObject({ owner: 'nutshell', state: { kind: 'running' }, nics: [{ mac: draft.mac, bridge: 'br0' }] });
      expect(await host.type('lvs --noheadings -o lv_tags vg01/ciab')).toContain('nutshell.machine=');
      expect(await host.type(`bridge link show | grep -c 'master br0'`)).toBe('2');
      expect(await host.type('stat -c %a /run/nutshell/machines/ciab /var/lib/nutshell/machines/ciab/machine.json')).toBe(
        '700\n600',
      );
    });

    it('is refused a second time: name, MAC and volume are taken now, and the guard says each', async () => {
      const { sentence } = await run(plan);
      expect(sentence).toContain('A machine called ciab runs already');
      expect(sentence).toContain(`MAC ${draft.mac} is taken by ciab`);
      expect(sentence).toContain('Volume vg01/ciab exists already');
      expect(sentence).toContain('nothing was left behind');
    });

    it('is destroyed without a trace', async () => {
      expect((await destroy('ciab')).sentence).toBe('Destroy ciab: done.');
      expect(await traces()).toBe(before);
    });
  });

  it('takes everything back when QEMU does not start, and says why in QEMU’s words', async () => {
    await host.type('cp /etc/qemu/bridge.conf /var/tmp/bridge.conf && echo "deny br0" >/etc/qemu/bridge.conf');
    try {
      const { plan } = await draftAndPlan();
      const operation = await run(plan);
      expect(operation.outcome).toMatchObject({ kind: 'failed', stepId: 'start-qemu', leftovers: [] });
      expect(operation.sentence).toMatch(/bridge helper|acl/);
      expect(await traces()).toBe('');
    } finally {
      await host.type('mv /var/tmp/bridge.conf /etc/qemu/bridge.conf');
    }
  });

  it.each<[string, Partial<MachineDraft>, RegExp]>([
    ['an ISO that is not there', { isoPath: "/var/lib/it's $(gone).iso" }, /There is no .*gone.* on this host/],
    ['a disk larger than the group', { disk: aDisk({ sizeGiB: 100_000 }) }, /Volume group vg01 has \d+ MiB free/],
    ['a bridge that is gone', { bridge: 'br9' }, /There is no bridge br9/],
    ["the host's own MAC", { mac: 'd4:ae:52:0a:65:01' }, /MAC d4:ae:52:0a:65:01 is that of the host's own/],
  ])('refuses %s under the lock, and leaves nothing', async (_, more, sentence) => {
    const { plan } = await draftAndPlan(more);
    const operation = await run(plan);
    expect(operation.sentence).toMatch(sentence);
    expect(operation.steps.filter(({ state }) => state === 'done')).toEqual([]);
  });

  it('sees a machine that somebody started by hand with options of 2013, and does not take its MAC or display', async () => {
    await host.type(
      'qemu-system-x86_64 -accel tcg -m 32 -S -name byhand -net nic,model=virtio,macaddr=52:54:00:12:34:60 -net bridge,br=br0 -vnc :5 -daemonize -pidfile /run/byhand.pid 2>/dev/null',
    );
    try {
      const { plan } = await draftAndPlan({ mac: '52:54:00:12:34:60', vnc: { kind: 'display', number: 5 } });
      const { sentence } = await run(plan);
      expect(sentence).toContain('MAC 52:54:00:12:34:60 is taken by byhand');
      expect(sentence).toContain('Display 5 is taken');
    } finally {
      await host.type('kill $(cat /run/byhand.pid)');
    }
  });

  it('finishes a launch whose line was cut, and is followed from another connection', async () => {
    const { plan, operationId } = await draftAndPlan();
    const cut = await host.connect();
    for await (const event of runner.start(cut.shell, { operationId, plan, startedBy: 'test@laptop' })) {
      if (event.kind === 'started') break;
    }
    cut.close();
    await pause(200);
    const operation = await follow(runner.follow(link.shell, operationId));
    expect(operation.sentence).toBe('Launch ciab: done.');
    expect(await runner.list(link.shell, 'h')).toContainEqual(
      expect.objectContaining({ operationId, state: 'succeeded', startedBy: 'test@laptop' }),
    );
    expect((await destroy('ciab', true)).sentence).toBe('Destroy ciab: done.');
    expect(await host.type('lvs --noheadings -o lv_name vg01')).toContain('ciab');
    // The volume is kept, so the next proposal steps aside for it.
    expect((await draftAndPlan()).draft.disk.name).toBe('ciab-2');
    await host.type('lvremove -f vg01/ciab');
  });

  it('runs by itself as a copied script', async () => {
    const { plan } = await draftAndPlan();
    const text = await runner.toScript(plan);
    const command = { kind: 'script', name: 'launch-ciab.sh', text, args: [] } as const;
    const { stdout } = await link.shell.run({ purpose: 'Run the copied script', command, asRoot: true });
    expect(stdout).toContain('Done: Launch ciab');
    expect((await destroy('ciab')).sentence).toBe('Destroy ciab: done.');
  });
});
