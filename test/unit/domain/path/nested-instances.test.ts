import { describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { ForwardingEntry, Neighbour } from '#domain/hosts/network-facts.ts';
import type { QemuProcess } from '#domain/machines/qemu-process.ts';
import { buildMachineChains } from '#domain/path/build-chains.ts';
import type { Chain } from '#domain/path/chain.ts';
import { findInstances } from '#domain/path/find-instances.ts';
import { listMachineInstances } from '#domain/path/list-machine-instances.ts';
import { mirrorNested } from '#domain/path/live/mirror-nested.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import { toInstanceMac, type ToldInstance, type ToldInstances } from '#domain/path/told-instances.ts';
import { aCloud, aCloudMachine } from '#fakes/clouds.ts';
import { aHost, aLink } from '#fakes/host-facts.ts';
import { aLiveLink, aLivePicture, someRates } from '#fakes/live.ts';
import { aMachine } from '#fakes/machines.ts';
import { aMachineInside } from '#fakes/window/a-machine-inside.ts';
import { toPlaceFacts } from '#fakes/window/to-place-facts.ts';

const nicMac = '52:54:00:12:34:60';
const cloud = aCloud({ machines: [aCloudMachine({ name: 'ciab' })] });
const [publicRange] = cloud.public;

interface Seen {
  readonly forwarding?: readonly ForwardingEntry[];
  readonly neighbours?: readonly Neighbour[];
}

function aHostWith({ forwarding = [], neighbours = [] }: Seen = {}): HostFacts {
  const host = aHost();
  const links = [
    aLink('em1', 'physical', { master: 'br0', portState: 'forwarding' }),
    aLink('br0', 'bridge'),
    aLink('tap0', 'tap', { master: 'br0', portState: 'forwarding' }),
  ];
  return {
    ...host,
    clouds: known([{ kind: 'read', name: cloud.name, cloud }], 'cat /var/lib/nutshell/clouds/*/cloud.yaml'),
    network: {
      ...host.network,
      links: known(links, 'ip -j -d -s link'),
      forwarding: known(forwarding, 'bridge -j fdb show'),
      neighbours: known(neighbours, 'ip -j neigh'),
    },
  };
}

const toText = (address: number) => [24, 16, 8, 0].map((bits) => (address >>> bits) & 255).join('.');
const publicAddress = toText(publicRange?.first ?? 0);
const told = (more: Partial<ToldInstance> = {}): ToldInstance => ({
  ...{ name: 'i-1a2b3c4d', state: 'running', privateAddress: '172.31.254.73', publicAddress },
  ...more,
});
const tells = (...instances: readonly ToldInstance[]): ToldInstances => ({ instances, isAllHere: true });
const answers = (address: string, mac: string): Neighbour => ({ address, mac, device: 'br0', states: ['REACHABLE'] });
const nestedOf = ({ hops }: Chain) => hops.find(({ place }) => place === 'nested');

describe('instances seen from outside', () => {
  it('are inferred from a public address of the cloud for which the card answers, with the evidence', () => {
    const facts = aHostWith({
      neighbours: [answers(publicAddress, nicMac), answers(toText(cloud.machines[0]?.address ?? 0), nicMac)],
    });
    const chains = buildMachineChains({ facts, machine: aMachine() });
    expect(chains).toHaveLength(1);
    const [chain] = chains;
    expect(chain?.instance).toEqual({ name: null, mac: null, privateAddress: null, publicAddresses: [publicAddress] });
    expect(chain && nestedOf(chain)).toMatchObject({ state: 'inferred', evidence: 'ip -j neigh' });
    expect(chain && nestedOf(chain)?.reason).toContain(`${publicAddress} is a public address of the cloud`);
  });

  it('are inferred from a station on the tap that is not the card, and never from the card itself', () => {
    const station = (mac: string, isLocal = false) => ({ mac, port: 'tap0', bridge: 'br0', isLocal });
    const facts = aHostWith({
      forwarding: [station(nicMac), station('fe:54:00:12:34:60', true), station('52:54:00:99:00:01')],
      neighbours: [answers('10.101.1.77', '52:54:00:99:00:01')],
    });
    const [chain, ...others] = buildMachineChains({ facts, machine: aMachine() });
    expect(others).toEqual([]);
    expect(chain?.instance).toMatchObject({ mac: '52:54:00:99:00:01', privateAddress: '10.101.1.77' });
    expect(chain && nestedOf(chain)?.evidence).toBe('bridge -j fdb show; ip -j neigh');
  });

  it('get their names from the cloud, and those that only the cloud tells of are added where it has no other machine', () => {
    const facts = aHostWith({ neighbours: [answers(publicAddress, nicMac)] });
    const other = told({ name: 'i-0000000b', privateAddress: '172.31.254.74', publicAddress: null });
    const ended = told({ name: 'i-0000000c', state: 'terminated', publicAddress: null });
    const names = (isAllHere: boolean) =>
      buildMachineChains({ facts, machine: aMachine(), told: { instances: [told(), other, ended], isAllHere } }).map(
        ({ instance }) => instance?.name,
      );
    expect(names(true)).toEqual(['i-1a2b3c4d', 'i-0000000b']);
    expect(names(false)).toEqual(['i-1a2b3c4d']);
  });

  it('are none where nothing tells of any, nor in a machine that does not run', () => {
    const facts = aHostWith({ neighbours: [answers(publicAddress, nicMac)] });
    expect(buildMachineChains({ facts: aHostWith(), machine: aMachine() }).map(({ instance }) => instance)).toEqual([null]);
    const how = { kind: 'powered-off', sentence: 'Off.', atEpochMs: null, lastWords: null } as const;
    const stopped = aMachine({ state: { kind: 'stopped', how } });
    expect(listMachineInstances({ facts, machine: stopped, inside: null, told: tells(told()) })).toEqual([]);
  });

  it('stand on the map as inferred, or as told by the cloud', () => {
    const facts = aHostWith({ neighbours: [answers(publicAddress, nicMac)] });
    const list = (all: ToldInstances) => listMachineInstances({ facts, machine: aMachine(), inside: null, told: all });
    expect(list({ instances: [], isAllHere: true })).toMatchObject([{ title: publicAddress, certainty: 'inferred' }]);
    expect(list(tells(told()))).toMatchObject([{ title: 'i-1a2b3c4d', certainty: 'told', state: 'running' }]);
  });
});

describe('instances seen from inside', () => {
  const inside = aMachineInside(aHost(), nicMac);

  it('have their names from the cloud, by their MAC or by an address', () => {
    const named = [
      told({ name: 'i-3c5a41f0', privateAddress: null, publicAddress: null }),
      told({ privateAddress: '172.30.0.3', publicAddress: null }),
    ];
    const found = findInstances(inside, 'eth0', { instances: named, isAllHere: false });
    expect(found.map(({ name, port, source }) => [name, port, source])).toEqual([
      ['i-3c5a41f0', 'vnet0', 'frames'],
      ['i-1a2b3c4d', 'vnet1', 'frames'],
    ]);
  });

  it('are known by their QEMU before they have said a word, once', () => {
    const quiet: PlaceFacts = { ...inside, forwarding: known([], 'bridge -j fdb show') };
    const argv = [
      'qemu-kvm',
      '-name',
      'i-3c5a41f0',
      '-netdev',
      'tap,id=n0,fd=21',
      '-device',
      'virtio-net-pci,netdev=n0,mac=d0:0d:3c:5a:41:f0',
    ];
    const process: QemuProcess = {
      ...{ pid: 77, startedEpochMs: null, argv, taps: ['vnet0'], workingDirectory: '/' },
      tapDescriptors: [{ fd: 21, tap: 'vnet0' }],
    };
    const elsewhere = { ...process, pid: 78, argv: argv.map((word) => word.replace('41:f0', '41:f1')), taps: ['vnet9'] };
    const withProcesses = (facts: PlaceFacts) => ({
      ...facts,
      processes: known([process, { ...elsewhere, tapDescriptors: [{ fd: 21, tap: 'vnet9' }] }], 'cat /proc/*/cmdline'),
    });
    const [found, ...others] = findInstances(withProcesses(quiet), 'eth0');
    expect(found).toMatchObject({
      source: 'process',
      name: 'i-3c5a41f0',
      port: 'vnet0',
      bridge: 'br0',
      privateAddress: '172.30.0.2',
    });
    // The other one has only a rule that leads to it; a tap of another network namespace is behind no bridge here.
    expect(others.map(({ source }) => source)).toEqual(['rules']);
    expect(findInstances(withProcesses(inside), 'eth0').map(({ name, source }) => [name, source])).toEqual([
      ['i-3c5a41f0', 'frames'],
      [null, 'frames'],
    ]);
  });

  it('are one where a rule has the address and the bridge the MAC of the same', () => {
    const deaf: PlaceFacts = { ...inside, neighbours: known([], 'ip -j neigh') };
    const both = [
      told({ name: 'i-3c5a41f0', privateAddress: '172.30.0.2', publicAddress: '10.101.7.64' }),
      told({ name: 'i-0b1c2d3e', privateAddress: '172.30.0.3', publicAddress: '10.101.7.65' }),
    ];
    expect(findInstances(deaf, 'eth0')).toHaveLength(4);
    expect(findInstances(deaf, 'eth0', tells(...both))).toMatchObject([
      {
        name: 'i-3c5a41f0',
        mac: 'd0:0d:3c:5a:41:f0',
        port: 'vnet0',
        privateAddress: '172.30.0.2',
        publicAddresses: ['10.101.7.64'],
      },
      { name: 'i-0b1c2d3e', port: 'vnet1', privateAddress: '172.30.0.3' },
    ]);
  });

  it('stay two where a cloud gives one the address that the other had a moment ago', () => {
    const moved = told({ name: 'i-0b1c2d3e', privateAddress: '172.30.0.3', publicAddress: '10.101.7.64' });
    expect(findInstances(inside, 'eth0', tells(moved)).map(({ name, mac }) => [name, mac])).toEqual([
      [null, 'd0:0d:3c:5a:41:f0'],
      ['i-0b1c2d3e', 'd0:0d:0b:1c:2d:3e'],
    ]);
  });

  it('are the last hops of the chain: bridge, tap, card, with what the tap counted the other way round', () => {
    const question = { facts: aHostWith(), machine: aMachine(), inside: { machine: inside, nested: [] } };
    const [first, second] = buildMachineChains(question);
    expect(first?.hops.slice(-4).map(({ place, name }) => `${place} ${name}`)).toEqual([
      'machine eth0',
      'machine br0',
      'machine vnet0',
      'nested eth0',
    ]);
    expect(second?.hops.at(-2)?.name).toBe('vnet1');
    const [tap, card] = (first?.hops ?? []).slice(-2).map(({ counters }) => counters);
    expect(card).toMatchObject({ rxBytes: tap?.txBytes, txBytes: tap?.rxBytes });
    expect(first?.nat.map(({ lane, kind }) => [lane, kind])).toEqual([
      ['forward', 'destination'],
      ['reverse', 'source'],
    ]);
  });

  it('are counted at their tap where nobody listens in them, and only there', () => {
    const [chain] = buildMachineChains({ facts: aHostWith(), machine: aMachine(), inside: { machine: inside, nested: [] } });
    if (chain === undefined) throw new Error('no chain');
    const rates = { ...someRates, rxBytes: 10, txBytes: 99, txDropped: 3 };
    const machine = aLivePicture({ links: [aLiveLink({ name: 'vnet0', rates }), aLiveLink({ name: 'vnet1' })] });
    expect(mirrorNested(chain, { machine }).nested?.links).toMatchObject([
      { name: 'eth0', rates: { rxBytes: 99, txBytes: 10, txDropped: 0 } },
    ]);
    const nested = aLivePicture();
    expect(mirrorNested(chain, { machine, nested }).nested).toBe(nested);
    expect(mirrorNested(chain, { host: machine }).nested).toBeUndefined();
  });
});

describe('the number of an instance', () => {
  it('is in its MAC, as Eucalyptus makes it', () => {
    expect(toInstanceMac('i-1A2B3C4D')).toBe('d0:0d:1a:2b:3c:4d');
    expect(toInstanceMac('i-0123456789abcdef0')).toBeNull();
  });
});

it('a place that says nothing of processes has no instances by them', () => {
  expect(findInstances(toPlaceFacts(aHostWith()), null)).toEqual([]);
});
