import { describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { collectTaken } from '#domain/machines/collect-taken.ts';
import type { QemuProcess } from '#domain/machines/qemu-process.ts';
import { aHost, aVolume } from '#fakes/host-facts.ts';
import { aDefinition, aUuid } from '#fakes/machines.ts';
import { readRecordedHost } from '../../../fixtures/read-fixture.ts';

function aProcess(pid: number, line: string, more: Partial<QemuProcess> = {}): QemuProcess {
  return {
    pid,
    startedEpochMs: 1_700_000_000_000,
    argv: line.split(' '),
    taps: [],
    tapDescriptors: [],
    workingDirectory: '/',
    ...more,
  };
}

function aHostWith(processes: readonly QemuProcess[], more: Partial<HostFacts> = {}): HostFacts {
  return aHost({ processes: known(processes, 'cat /proc/*/cmdline'), ...more });
}

const seedLine = `qemu-kvm -name ciab -uuid ${aUuid} -m 2048 -netdev bridge,id=net0,br=br0 -device virtio-net-pci,netdev=net0,mac=52:54:00:12:34:60 -qmp unix:/run/nutshell/machines/ciab/qmp.sock,server=on,wait=off`;
const definition = aDefinition({ argv: seedLine.split(' ') });

describe('machines of a recorded host', () => {
  const facts = readRecordedHost('debian-12/collect.txt');
  const machines = buildMachines(facts);
  const withTap = (tap: string) => machines.find(({ nics }) => nics.some((nic) => nic.tap === tap));

  it('shows every QEMU that others started, with its tap and the bridge that is in', () => {
    expect(machines).toHaveLength(4);
    expect(machines.every(({ owner, definition: own }) => owner === 'foreign' && own === null)).toBe(true);
    expect(machines.map(({ manager }) => manager).toSorted()).toEqual(['hand', 'hand', 'hand', 'libvirt']);
    expect(withTap('tap7')?.nics).toEqual([
      { mac: '52:54:00:12:34:56', model: null, backend: 'tap', bridge: 'br0', tap: 'tap7' },
    ]);
    expect(withTap('tap0')?.name).toMatch(/^qemu-\d+$/);
  });

  it('joins the two cards of libvirt to their taps by descriptor', () => {
    expect(machines.find(({ name }) => name === 'lab')?.nics.map(({ mac, tap }) => [mac, tap])).toEqual([
      ['52:54:00:91:60:61', 'vnet0'],
      ['52:54:00:91:60:62', 'vnet1'],
    ]);
  });

  it('counts their MACs, displays and addresses as taken, with who holds them', () => {
    const taken = collectTaken(facts, machines);
    expect([...taken.displays.keys()].sort()).toEqual([0, 1, 2]);
    expect(taken.macs.get('52:54:00:91:60:61')).toMatch(/^machine lab \(QEMU process \d+\)$/);
    expect(taken.macs.has('a2:c0:43:77:08:a0')).toBe(true);
    expect(taken.ipAddresses.get('10.101.1.10')).toBe("the host's br0");
    expect(taken.ipAddresses.has('10.101.0.2')).toBe(true);
    expect(taken.machineNames.has('lab')).toBe(true);
  });
});

describe('a definition and its process', () => {
  it('are one machine by uuid', () => {
    const [machine, ...others] = buildMachines(aHostWith([aProcess(7, seedLine)], { definitions: known([definition], 'cat') }));
    expect(others).toEqual([]);
    expect(machine).toMatchObject({
      name: 'ciab',
      owner: 'nutshell',
      state: { kind: 'running', pid: 7 },
      memoryMiB: 2048,
      definition,
    });
  });

  it('are one machine by monitor where the uuid is not on the command line', () => {
    const line = seedLine.replace(`-uuid ${aUuid} `, '');
    expect(buildMachines(aHostWith([aProcess(7, line)], { definitions: known([definition], 'cat') }))).toHaveLength(1);
  });

  it('are two machines where only the name is the same', () => {
    const machines = buildMachines(
      aHostWith([aProcess(7, 'qemu-kvm -name ciab -m 512')], { definitions: known([definition], 'cat') }),
    );
    expect(machines.map(({ name, owner, state }) => [name, owner, state.kind])).toEqual([
      ['ciab', 'nutshell', 'stopped'],
      ['ciab', 'foreign', 'running'],
    ]);
  });

  it('without a process, the machine is stopped and tells what it would be', () => {
    const [machine] = buildMachines(aHost({ definitions: known([definition], 'cat') }));
    expect(machine).toMatchObject({
      state: { kind: 'stopped' },
      memoryMiB: 4096,
      nics: [{ mac: '52:54:00:12:34:60', bridge: 'br0', tap: null }],
    });
  });
});

describe('the tap of a card', () => {
  const line =
    'qemu-kvm -netdev bridge,id=a,br=br1 -device e1000,netdev=a,mac=52:54:00:00:00:0a -netdev bridge,id=b,br=br0 -device e1000,netdev=b,mac=52:54:00:00:00:0b';
  const tapsOf = (facts: HostFacts) => buildMachines(facts)[0]?.nics.map(({ tap }) => tap);
  const taps = ['tap0', 'tap1'];

  it('is the one on which its MAC was learned', () => {
    const facts = aHostWith([aProcess(1, line, { taps })]);
    const forwarding = known([{ mac: '52:54:00:00:00:0a', port: 'tap1', bridge: 'br1', isLocal: false }], 'bridge -j fdb');
    expect(tapsOf({ ...facts, network: { ...facts.network, forwarding } })).toEqual(['tap1', 'tap0']);
  });

  it('else follows the order in which QEMU opened them', () => {
    expect(tapsOf(aHostWith([aProcess(1, line, { taps })]))).toEqual(taps);
  });

  it('is unknown where nothing tells', () => {
    expect(tapsOf(aHostWith([aProcess(1, line)]))).toEqual([null, null]);
  });
});

describe('volumes of a machine', () => {
  it.each(['/dev/vg-one/my-disk', '/dev/mapper/vg--one-my--disk'])('are recognised as %s', (path) => {
    const volume = aVolume('my-disk', { group: 'vg-one', sizeBytes: 5 });
    const facts = aHostWith([aProcess(1, `qemu-kvm -drive file=${path},if=virtio`)]);
    const [machine] = buildMachines({ ...facts, storage: { ...facts.storage, volumes: known([volume], 'lvs') } });
    expect(machine?.volumes).toEqual([{ path, sizeBytes: 5 }]);
  });
});

it('a definition that cannot be read still holds its name', () => {
  const facts = aHost({
    brokenDefinitions: [{ machineName: 'old', path: '/var/lib/nutshell/machines/old/machine.json', reason: 'x', raw: '' }],
  });
  expect(collectTaken(facts, buildMachines(facts)).machineNames.has('old')).toBe(true);
});
