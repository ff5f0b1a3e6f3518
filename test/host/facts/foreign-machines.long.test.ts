import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostLink } from '#core/ports/host-connector.ts';
import { buildOperation } from '#domain/activity/build-operation.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { checkDraft } from '#domain/machines/check-draft.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import { createResources } from '#local/create-resources.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import { foreignAddress, foreignMachines, startForeignMachines } from './start-foreign-machines.ts';

const resources = createResources('resources');
const runner = createOperationRunner({ resources });
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const { lab, off, old, pve } = foreignMachines;

let host: TestHost;
let link: HostLink;
let facts: HostFacts;

beforeAll(async () => {
  host = await openPracticeHost();
  link = await host.connect();
  await startForeignMachines(host);
  facts = await createHostReader({ resources, now: Date.now, randomBytes }).read(link.shell, link.privilege);
});
afterAll(() => host.close());

const propose = () => proposeDraft({ facts, machines: buildMachines(facts), role: 'ciab', name: null, randomBytes });

function draftWith(more: Partial<MachineDraft>, volume = 'mine'): MachineDraft {
  const disk = { kind: 'lvm', group: 'vg01', name: volume, sizeGiB: 0.125 } as const;
  return { ...propose(), memoryMiB: 64, vcpus: 1, disk, ...more };
}

/** Past the check on the laptop: what the guard on the host says by itself. */
async function launch(draft: MachineDraft): Promise<string> {
  const operationId = buildOperationId(Date.now(), randomBytes(4));
  const identity = { operationId, uuid: crypto.randomUUID(), createdEpochMs: Date.now(), createdBy: 'test@laptop' };
  const plan = buildLaunchPlan({ draft, facts, identity });
  const events: OperationEvent[] = [];
  for await (const event of runner.start(link.shell, { operationId, plan, startedBy: 'test@laptop' })) {
    events.push(event);
  }
  return buildOperation(events)?.sentence ?? '';
}

const countThings = () =>
  host.type('lvs --noheadings -o lv_name vg01 | wc -l; pgrep -c qemu-system; ls /var/lib/nutshell/machines 2>/dev/null | wc -l');

describe('machines of others on the practice host', () => {
  it.each([
    ['libvirt', lab, { manager: 'libvirt', console: { kind: 'tcp', address: '127.0.0.1', port: 5900 } }, 'vnet0'],
    ['by hand, with options of 2013', old, { manager: 'hand', console: { kind: 'tcp', port: 5903 } }, 'tapold'],
    ['Proxmox', pve, { manager: 'proxmox', console: { kind: 'unix', path: '/var/run/qemu-server/100.vnc' } }, 'tap100i0'],
  ])('of %s are shown with MAC, tap, volume, console and manager', (_, { name, mac, volume }, more, tap) => {
    const machine = buildMachines(facts).find((one) => one.name === name);
    expect(machine).toMatchObject({
      owner: 'foreign',
      definition: null,
      nics: [{ mac, tap, bridge: 'br0' }],
      volumes: [{ path: `/dev/vg01/${volume}`, sizeBytes: 64 * 1024 ** 2 }],
      ...more,
    });
  });

  it('are not proposed anything of: no name, MAC, display, volume', () => {
    const { name, mac, disk, addresses } = propose();
    const all = Object.values(foreignMachines);
    expect(all.map((one) => one.name)).not.toContain(name);
    expect(all.map((one) => one.mac)).not.toContain(mac);
    expect(all.map((one) => one.volume)).not.toContain(disk.name);
    expect(addresses?.ip).not.toBe(foreignAddress);
  });

  it.each([
    ['libvirt', lab, 0],
    ['by hand', old, 3],
    ['libvirt that is off', off, 7],
  ] as const)('%s: what it has is refused on the laptop, each with a sentence', (_, { name, mac, volume }, display) => {
    const draft = draftWith({ name, mac, vnc: { kind: 'display', number: display } }, volume);
    const problems = checkDraft(draft, facts, buildMachines(facts)).filter(({ level }) => level === 'refusal');
    expect(problems.map(({ field }) => field).toSorted()).toEqual(['disk.name', 'mac', 'name', 'vnc']);
  });

  it('of libvirt: what runs is refused by the guard on the host, and nothing is left', async () => {
    const before = await countThings();
    const draft = draftWith({ name: lab.name, mac: lab.mac, vnc: { kind: 'display', number: 0 } }, lab.volume);
    const sentence = await launch({ ...draft, addresses: addressesWith(foreignAddress) });
    expect(sentence).toContain('A machine called lab runs already');
    expect(sentence).toContain(`MAC ${lab.mac} is taken by lab`);
    expect(sentence).toContain('Display 0 is taken');
    expect(sentence).toContain('Volume vg01/lab exists already');
    expect(sentence).toContain(`Address ${foreignAddress} is used on this network already`);
    expect(await countThings()).toBe(before);
  });

  it('of libvirt: what is off is refused too', async () => {
    const sentence = await launch(draftWith({ name: off.name, mac: off.mac }, off.volume));
    expect(sentence).toContain('A machine called off is defined in libvirt');
    expect(sentence).toContain(`MAC ${off.mac} belongs to the machine that /etc/libvirt/qemu/off.xml defines`);
    expect(sentence).toContain('Volume vg01/off exists already');
  });

  it.each([
    ['by hand', old],
    ['Proxmox', pve],
  ])('%s: refused by the guard', async (_, { name, mac, volume }) => {
    const sentence = await launch(draftWith({ name: name === pve.name ? 'mine' : name, mac }, volume));
    expect(sentence).toContain(`MAC ${mac} is taken by ${name}`);
    expect(sentence).toContain(`Volume vg01/${volume} exists already`);
  });

  it('are untouched after all this', async () => {
    expect(await host.type('virsh domstate lab; pgrep -c qemu-system; lvs --noheadings vg01 | wc -l')).toBe('paused\n\n3\n4');
    expect(await host.type('nft list ruleset; ls /var/lib/nutshell/machines 2>/dev/null; true')).toBe('');
  });
});

function addressesWith(ip: string) {
  return { ip, prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.101.0.3' };
}
