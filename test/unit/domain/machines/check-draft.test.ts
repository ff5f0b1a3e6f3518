import { describe, expect, it } from 'vitest';
import { aClaim, anAddress } from '#fakes/addressing.ts';
import { aHost, aLink, aVolumeGroup } from '#fakes/host-facts.ts';
import { aDefinition, aDisk, aDraft, aMachine } from '#fakes/machines.ts';
import { known, unavailable } from '#domain/fact.ts';
import { checkDraft } from '#domain/machines/check-draft.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';

const check = (draft: Partial<MachineDraft>, facts: Partial<HostFacts> = {}, machines = [] as ReturnType<typeof aMachine>[]) =>
  checkDraft(aDraft(draft), aHost(facts), machines).map(({ field, level, message }) => `${level} ${field ?? '-'}: ${message}`);

const other = aMachine({ definition: aDefinition({ vnc: { kind: 'display', number: 3 }, addresses: aDraft().addresses }) });
const { network, storage } = aHost();
const kvm = (device: 'usable' | 'no-access' | 'absent', nested: 'on' | 'off' | 'unknown') =>
  known({ device, modules: [], nested }, 'x');

describe('checkDraft', () => {
  it('has nothing against the seed on the seed’s host', () => {
    expect(check({})).toEqual([]);
  });

  it('names who has the name, the MAC, the address and the display', () => {
    const problems = check({ vnc: { kind: 'display', number: 3 } }, {}, [other]);
    expect(problems).toEqual([
      'refusal name: The name ciab is taken by machine ciab. Choose another name.',
      'refusal disk.name: Volume vg01/ciab exists already, and what is on it may be needed. Choose another volume name.',
      'refusal mac: MAC 52:54:00:12:34:60 is taken by machine ciab: the two could not talk to each other. Choose another MAC.',
      'refusal vnc: Display 3 (TCP port 5903) is taken by machine ciab. Choose another display, or the socket.',
      'refusal addresses: Address 10.101.7.2 is taken by machine ciab. Choose another address.',
    ]);
  });

  it('leaves a cloud what it has claimed, and a machine what was claimed for it', () => {
    const claims = known(
      [aClaim({ addresses: { machines: [{ name: 'ciab', address: anAddress('10.101.7.2') }] } })],
      'cat claim.json',
    );
    const at = (ip: string, name = 'ciab') =>
      check({ name, disk: aDisk({ name: 'x' }), addresses: { ...aDraft().addresses!, ip } }, { claims });
    expect(at('10.101.7.2')).toEqual([]);
    const held = (ip: string) =>
      `refusal addresses: Address ${ip} is taken by cloud blue, claimed by bob@desk. Choose another address.`;
    expect(at('10.101.7.2', 'other')).toEqual([held('10.101.7.2')]);
    expect(at('10.101.7.40')).toEqual([held('10.101.7.40')]);
  });

  it.each<[string, Partial<MachineDraft>, Partial<HostFacts>]>([
    ['refusal -: Launching needs root, and ada', {}, { privilege: 'none', loginUser: 'ada' }],
    ['refusal -: There is no QEMU', {}, { qemu: known({ binaries: [] }, 'x') }],
    ['refusal -: QEMU could not be looked for on this host: broken', {}, { qemu: unavailable('x', 'broken') }],
    [
      'refusal -: There is no /dev/kvm on this host. Switch on virtualisation in its firmware and load the module: modprobe kvm_intel',
      {},
      { kvm: kvm('absent', 'on') },
    ],
    ['refusal -: /dev/kvm is there but cannot be opened', {}, { kvm: kvm('no-access', 'on') }],
    [
      'warning role: Nested virtualisation is off on this host, and the installer refuses Cloud in a Box',
      {},
      { kvm: kvm('usable', 'off') },
    ],
    ['warning memoryMiB: Cloud in a Box wants 2304 MiB', { memoryMiB: 2048 }, {}],
    [
      'warning memoryMiB: Only 1000 of the host',
      {},
      { memory: known({ totalMiB: 8000, availableMiB: 1000, swapTotalMiB: 0 }, 'x') },
    ],
    [
      'refusal memoryMiB: The host has 2000 MiB of RAM in all',
      {},
      { memory: known({ totalMiB: 2000, availableMiB: 1000, swapTotalMiB: 0 }, 'x') },
    ],
    ["warning vcpus: 32 virtual CPUs on the host's 16", { vcpus: 32 }, {}],
    ['refusal disk.place: There is no volume group vg09. The host has vg00, vg01', { disk: aDisk({ group: 'vg09' }) }, {}],
    [
      'refusal disk.place: No volume group is chosen. The host has none',
      { disk: aDisk({ group: '' }) },
      { storage: { ...storage, groups: known([], 'vgs') } },
    ],
    [
      'refusal disk.size: 100 GiB do not fit: volume group vg01 has 99 GiB free of 2 TiB',
      {},
      { storage: { ...storage, groups: known([aVolumeGroup('vg01', 99)], 'vgs') } },
    ],
    ['warning disk.size: A FastStart cloud wants 35 GiB', { disk: aDisk({ sizeGiB: 8 }) }, {}],
    ['refusal bridge: There is no bridge br9. The host has br0', { bridge: 'br9' }, {}],
    [
      'warning bridge: Bridge br0 enslaves no network card',
      {},
      { network: { ...network, links: known([aLink('br0', 'bridge')], 'ip') } },
    ],
    ['refusal mac: MAC 52:54:00:12:34:56 is what QEMU gives', { mac: '52:54:00:12:34:56' }, {}],
    ["refusal mac: MAC 52:54:00:AA:00:01 is taken by the host's em1", { mac: '52:54:00:AA:00:01' }, {}],
    [
      'refusal addresses: Address 10.101.0.2 is taken by the gateway',
      { addresses: { ip: '10.101.0.2', prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.101.0.3' } },
      {},
    ],
    [
      'warning addresses: Address 10.9.0.2 is not in the subnet of br0 (10.101.1.10/16)',
      { addresses: { ip: '10.9.0.2', prefixLength: 24, gateway: '10.9.0.1', nameserver: '10.9.0.1' } },
      {},
    ],
    [
      'warning addresses: Gateway 10.8.0.1 is outside',
      { addresses: { ip: '10.101.7.2', prefixLength: 16, gateway: '10.8.0.1', nameserver: '10.8.0.1' } },
      {},
    ],
    [
      'refusal addresses: Address 10.101.255.255 is the first or last',
      { addresses: { ip: '10.101.255.255', prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.8.0.1' } },
      {},
    ],
  ])('says: %s', (sentence, draft, facts) => {
    expect(
      check(draft, facts)
        .filter((problem) => problem.startsWith(sentence.slice(0, 20)))
        .join('\n'),
    ).toContain(sentence);
  });

  it.each([
    ['allows nothing', [], 'no'],
    [
      'denies it',
      [
        { action: 'allow', value: 'all' },
        { action: 'deny', value: 'br0' },
      ],
      'no',
    ],
    ['allows all', [{ action: 'allow', value: 'all' }], 'yes'],
    ['includes another file', [{ action: 'include', value: '/etc/x' }], 'yes'],
  ] as const)('reads bridge.conf as the helper does where it %s', (_, rules, allowed) => {
    const bridgeHelper = known(
      { path: '/h', isPrivileged: true, configPath: '/etc/qemu/bridge.conf', expectedConfigPath: null, rules, unknownLines: [] },
      'x',
    );
    const problems = check({}, { bridgeHelper }).filter((problem) => problem.includes('may not use bridge br0'));
    expect(problems).toHaveLength(allowed === 'no' ? 1 : 0);
  });
});
