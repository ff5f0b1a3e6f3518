import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDiskFolder, aHost, aThinPool, aVolume, aVolumeGroup } from '#fakes/host-facts.ts';
import { aDefinition, aDisk, aMachine } from '#fakes/machines.ts';
import { known, type Fact } from '#domain/fact.ts';
import { checkDraft } from '#domain/machines/check-draft.ts';
import { collectTaken } from '#domain/machines/collect-taken.ts';
import { defaultDiskFolder } from '#domain/machines/disk-room.ts';
import type { DiskPlace } from '#domain/machines/machine-disk.ts';
import { proposeDisplay } from '#domain/machines/propose-display.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { StorageFacts } from '#domain/hosts/storage-facts.ts';

function valueOf<T>(fact: Fact<T>): T {
  if (fact.kind === 'unavailable') throw new Error(fact.reason);
  return fact.value;
}

const dice = (...rolls: number[][]) => {
  let next = 0;
  return () => Uint8Array.from(rolls[next++ % rolls.length]!);
};
const { network, storage } = aHost();

describe('proposeDraft', () => {
  it('proposes what checkDraft has nothing against, on a host in order', () => {
    const draft = proposeDraft({ facts: aHost(), machines: [], role: 'ciab', name: null, randomBytes: dice([1, 2, 3]) });
    expect(draft).toEqual({
      name: 'ciab',
      role: 'ciab',
      isoPath: null,
      memoryMiB: 4096,
      vcpus: 2,
      disk: aDisk(),
      bridge: 'br0',
      mac: '52:54:00:01:02:03',
      vnc: { kind: 'socket' },
      addresses: { ip: '10.101.1.11', prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.101.0.3' },
    });
    expect(checkDraft(draft, aHost(), [])).toEqual([]);
  });

  it('steps aside for machines, volumes, stations behind the bridge and QEMU’s default MAC', () => {
    const facts = aHost({
      network: {
        ...network,
        forwarding: known([{ mac: '52:54:00:00:00:09', port: 'em1', bridge: 'br0', isLocal: false }], 'bridge fdb'),
        neighbours: known(
          [{ address: '10.101.1.11', device: 'br0', mac: '00:11:22:33:44:55', states: ['REACHABLE'] }],
          'ip neigh',
        ),
      },
      storage: {
        ...storage,
        volumes: known([aVolume('ciab-2')], 'lvs'),
      },
    });
    const randomBytes = dice([0x12, 0x34, 0x60], [0x12, 0x34, 0x56], [0, 0, 9], [0, 0, 10]);
    const draft = proposeDraft({ facts, machines: [aMachine()], role: 'ciab', name: null, randomBytes });
    expect(draft).toMatchObject({
      name: 'ciab-3',
      disk: aDisk({ name: 'ciab-3' }),
      mac: '52:54:00:00:00:0a',
      addresses: { ip: '10.101.1.12' },
    });
    expect(proposeDraft({ facts, machines: [], role: 'nc', name: 'ciab-2', randomBytes })).toMatchObject({
      name: 'ciab-2',
      disk: { name: 'ciab-2-2' },
    });
  });

  it('fits sizes to a small host', () => {
    const small: Partial<HostFacts> = {
      memory: known({ totalMiB: 4000, availableMiB: 3600, swapTotalMiB: 0 }, 'x'),
      cpu: known({ vendor: 'amd', model: 'x', threads: 1, virtualisation: 'svm' }, 'x'),
      storage: { ...storage, groups: known([aVolumeGroup('vg01', 8)], 'vgs') },
    };
    const draft = proposeDraft({ facts: aHost(small), machines: [], role: 'ciab', name: null, randomBytes: dice([1, 2, 3]) });
    expect(draft).toMatchObject({ memoryMiB: 3072, vcpus: 1, disk: { sizeGiB: 4 } });
    expect(checkDraft(draft, aHost(small), []).filter(({ level }) => level === 'refusal')).toEqual([]);
  });

  it('leaves the bridge empty on a host without one, and checkDraft says so', () => {
    const facts = aHost({ network: { ...network, links: known([], 'ip') } });
    const draft = proposeDraft({ facts, machines: [], role: 'ciab', name: null, randomBytes: dice([1, 2, 3]) });
    expect(draft).toMatchObject({ bridge: '', addresses: null });
    expect(checkDraft(draft, facts, []).map(({ field, level }) => `${field} ${level}`)).toEqual([
      'bridge refusal',
      'addresses warning',
    ]);
  });

  describe('puts the disk', () => {
    const propose = (more: Partial<StorageFacts>, preferredPlace: DiskPlace | null = null, host: Partial<HostFacts> = {}) => {
      const facts = aHost({ storage: { ...storage, ...more }, ...host });
      const draft = proposeDraft({ facts, machines: [], role: 'ciab', name: null, preferredPlace, randomBytes: dice([1, 2, 3]) });
      return { disk: draft.disk, refusals: checkDraft(draft, facts, []).filter(({ level }) => level === 'refusal') };
    };
    const none = { groups: known([], 'vgs') };
    const pools = known([aThinPool('pool0'), aThinPool('pool1', { sizeBytes: 400 * 1024 ** 3 })], 'lvs');

    it.each<[string, Partial<StorageFacts>, DiskPlace | null, DiskPlace]>([
      ['into the group with the most room', { volumes: pools }, null, { kind: 'lvm', group: 'vg01' }],
      [
        'into the larger pool where no group has room',
        { ...none, volumes: pools },
        null,
        { kind: 'lvm-thin', group: 'vg01', pool: 'pool1' },
      ],
      [
        'into Nutshell’s own folder where there is no LVM',
        none,
        null,
        { kind: 'file', folder: defaultDiskFolder, format: 'qcow2' },
      ],
      [
        'where the person wants it on this host',
        { volumes: pools },
        { kind: 'lvm-thin', group: 'vg01', pool: 'pool0' },
        { kind: 'lvm-thin', group: 'vg01', pool: 'pool0' },
      ],
      [
        'elsewhere where that place is gone',
        {},
        { kind: 'lvm-thin', group: 'vg01', pool: 'pool0' },
        { kind: 'lvm', group: 'vg01' },
      ],
      [
        'elsewhere where that place is full',
        { volumes: known([aThinPool('pool0', { dataPercent: 95 })], 'lvs') },
        { kind: 'lvm-thin', group: 'vg01', pool: 'pool0' },
        { kind: 'lvm', group: 'vg01' },
      ],
    ])('%s', (_, more, preferred, expected) => {
      const { disk, refusals } = propose(more, preferred);
      expect(disk).toMatchObject(expected);
      expect(refusals).toEqual([]);
    });

    it('into a raw file where there is no qemu-img', () => {
      const tools = known({ ...valueOf(aHost().tools), qemuImg: null }, 'x');
      expect(propose(none, null, { tools })).toMatchObject({ disk: { format: 'raw' }, refusals: [] });
    });

    it('under a name that no file there has', () => {
      const file = { path: '/var/lib/nutshell/disks/ciab.qcow2', sizeBytes: 5, allocatedBytes: 5, machineUuid: null };
      const folders = known([aDiskFolder({ state: 'there', files: [file] })], 'stat');
      expect(propose({ ...none, folders }).disk.name).toBe('ciab-2');
    });
  });

  it('gives the lowest free display', () => {
    const machine = aMachine({ definition: aDefinition({ vnc: { kind: 'display', number: 1 } }) });
    expect(proposeDisplay(collectTaken(aHost(), [machine]))).toBe(2);
  });

  it('never proposes a MAC that is taken', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 }), (rolls) => {
        const randomBytes = dice(...rolls.map((roll) => [...roll]), [9, 9, 9]);
        const first = proposeDraft({ facts: aHost(), machines: [], role: 'nc', name: null, randomBytes });
        const nics = [{ mac: first.mac, backend: 'bridge' as const, model: null, bridge: 'br0', tap: null }];
        const again = proposeDraft({
          facts: aHost(),
          machines: [aMachine({ nics, definition: null })],
          role: 'nc',
          name: null,
          randomBytes: dice(...rolls.map((roll) => [...roll]), [9, 9, 9], [8, 8, 8]),
        });
        expect(again.mac).not.toBe(first.mac);
        expect(again.mac.startsWith('52:54:00:12:34:')).toBe(false);
      }),
    );
  });
});
