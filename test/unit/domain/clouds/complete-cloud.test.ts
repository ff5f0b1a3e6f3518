import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aNetwork, anAddress } from '#fakes/addressing.ts';
import { aMachineWish, aWish } from '#fakes/clouds.ts';
import { aHost, aVolumeGroup } from '#fakes/host-facts.ts';
import { aDefinition, aMachine } from '#fakes/machines.ts';
import { aBuiltInRecipe, anIso } from '#fakes/recipes.ts';
import { completeCloud } from '#domain/clouds/complete-cloud.ts';
import type { Completion } from '#domain/clouds/complete-cloud.ts';
import type { CompletionInput } from '#domain/clouds/completion-input.ts';
import type { CloudWish } from '#domain/clouds/cloud-wish.ts';
import { describeDifference } from '#domain/clouds/describe-difference.ts';
import { shareRoom } from '#domain/clouds/share-room.ts';
import { toCloudAddresses } from '#domain/clouds/cloud.ts';
import { toWish } from '#domain/clouds/cloud-wish.ts';
import { known } from '#domain/fact.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';

const faststart = aBuiltInRecipe('eucalyptus-faststart-3');
const entry = (id: string) => ({ id, title: id, hotkey: null, kernel: null, words: [], isDefault: false, isLocalBoot: false });
const image = anIso({
  volume: 'CDROM',
  title: 'Silvereye Installer for Eucalyptus',
  entries: ['nc', 'frontend', 'ciab', 'minimal', 'local'].map(entry),
});
const newer = { ...image, path: '/srv/iso/newer.iso', modifiedEpochMs: 5 };
const other = anIso({ volume: 'OTHER', title: 'Something else', entries: [] });

function someBytes() {
  let next = 1;
  return (count: number) => Uint8Array.from({ length: count }, () => (next = (next * 73 + 41) % 256));
}

const complete = (wish: Partial<CloudWish> = {}, more: Partial<CompletionInput> = {}): Completion =>
  completeCloud({
    wish: aWish(wish),
    recipe: faststart,
    facts: aHost(),
    machines: [],
    images: [other, image, newer],
    network: aNetwork,
    owned: { ranges: [toKnownRange('10.101.7.0/24'), toKnownRange('172.30.0.0/20')] },
    taken: [],
    had: null,
    hadAddresses: null,
    preferredPlace: null,
    randomBytes: someBytes(),
    ...more,
  });
const completed = (...input: Parameters<typeof complete>) => {
  const completion = complete(...input);
  if (completion.kind === 'refused') throw new Error(completion.problems.join('\n'));
  return completion;
};
const problemsOf = (completion: Completion) => (completion.kind === 'refused' ? completion.problems.join('\n') : '');
const largeWish = (nodes: number): Partial<CloudWish> => ({
  machines: [aMachineWish('frontend'), ...Array.from({ length: nodes }, () => aMachineWish('nc'))],
});

describe('completing a cloud', () => {
  it('makes of a name and a recipe a Cloud in a Box that can be launched', () => {
    const { cloud, verdicts } = completed();
    expect(verdicts).toEqual([]);
    expect(cloud).toMatchObject({
      name: 'blue',
      shape: 'cloud-in-a-box',
      disks: { kind: 'lvm', group: 'vg01' },
      locale: { timezone: 'UTC', keyboard: 'us', language: 'en_US.UTF-8' },
    });
    expect(cloud.machines).toEqual([
      expect.objectContaining({
        name: 'blue',
        role: 'ciab',
        memoryMiB: 4096,
        vcpus: 2,
        diskGiB: 100,
        diskName: 'blue',
        isoPath: '/srv/iso/newer.iso',
        bridge: 'br0',
      }),
    ]);
    expect(cloud.bridgeAddress).not.toBeNull();
  });

  it('puts node controllers before their frontend, whatever the order in the file, each with a MAC of its own', () => {
    const { cloud } = completed(largeWish(3));
    expect(cloud.shape).toBe('frontend-and-nodes');
    expect(cloud.machines.map(({ name }) => name)).toEqual(['blue-nc-1', 'blue-nc-2', 'blue-nc-3', 'blue-frontend']);
    expect(new Set(cloud.machines.map(({ mac }) => mac)).size).toBe(4);
    expect(new Set(cloud.machines.map(({ address }) => address)).size).toBe(4);
    expect(cloud.bridgeAddress).toBeNull();
  });

  it('keeps what was said, and passes over names that others have', () => {
    const machine = aMachineWish('ciab', {
      memoryMiB: 3072,
      diskGiB: 40.5,
      mac: '52:54:00:00:00:02',
      address: anAddress('10.101.7.77'),
    });
    const taken = aMachine({ name: 'blue', definition: aDefinition({ name: 'blue' }) });
    const { cloud } = completed({ machines: [machine], bridge: 'br0', isoPath: image.path }, { machines: [taken] });
    expect(cloud.machines[0]).toMatchObject({
      ...machine,
      name: 'blue-2',
      isoPath: image.path,
      vcpus: 2,
      diskName: 'blue-2',
      bridge: 'br0',
    });
  });

  it('shares what the host has among all machines together', () => {
    const facts = aHost({
      memory: known({ totalMiB: 16_000, availableMiB: 12_800, swapTotalMiB: 0 }, ''),
      storage: { ...aHost().storage, groups: known([aVolumeGroup('vg01', 200)], 'vgs') },
    });
    const { cloud, verdicts } = completed(largeWish(3), { facts });
    expect(cloud.machines.map(({ memoryMiB }) => memoryMiB)).toEqual([3072, 3072, 3072, 3072]);
    expect(cloud.machines.map(({ diskGiB }) => diskGiB)).toEqual([50, 50, 50, 50]);
    expect(verdicts.filter(({ level }) => level === 'refusal')).toEqual([]);
  });

  it('refuses what all machines together cannot have, though each alone could', () => {
    const facts = aHost({ storage: { ...aHost().storage, groups: known([aVolumeGroup('vg01', 90)], 'vgs') } });
    const { verdicts } = completed(largeWish(2), { facts });
    expect(verdicts[0]).toEqual({
      level: 'refusal',
      machine: null,
      message: 'The 3 disks together have 105 GiB, and 90 GiB are free there. Choose smaller disks.',
    });
    const small = aHost({ memory: known({ totalMiB: 6_000, availableMiB: 5_000, swapTotalMiB: 0 }, '') });
    expect(completed(largeWish(2), { facts: small }).verdicts[0]).toMatchObject({ level: 'refusal' });
  });

  it('warns of sizes below the recipe’s, and of an ISO for something else, with the reason', () => {
    const small = aMachineWish('ciab', { memoryMiB: 2048, diskGiB: 20 });
    const said = completed(
      { machines: [small], isoPath: other.path, name: 'green' },
      { images: [{ ...other, path: other.path }] },
    ).verdicts;
    const text = said.map(({ level, message }) => `${level}: ${message}`).join('\n');
    expect(text).toContain('warning: green has 2 GiB of RAM, and Cloud in a Box wants 2.25 GiB at least.');
    expect(text).toContain('warning: green has a disk of 20 GiB, and Cloud in a Box wants 35 GiB at least.');
    expect(text).toContain('does not look like Eucalyptus FastStart 3. Its label is “OTHER”');
    expect(text).not.toContain('refusal');
  });

  it('says so where no ISO fits, or it was never looked at', () => {
    expect(completed({}, { images: [other] }).verdicts[0]?.message).toBe(
      'No ISO is chosen, and none on the host is known to be for Eucalyptus FastStart 3.',
    );
    expect(completed({ isoPath: '/x.iso' }).verdicts[0]?.message).toContain('/x.iso was not looked at');
  });

  it.each<[string, Partial<CloudWish>, string]>([
    ['a shape there is not', { shape: 'ring' }, 'has no shape ring. It has cloud-in-a-box, frontend-and-nodes.'],
    [
      'two frontends',
      { machines: [aMachineWish('frontend'), aMachineWish('frontend'), aMachineWish('nc')], shape: 'frontend-and-nodes' },
      'has 1 of Frontend (frontend), and 2 are listed.',
    ],
    ['no frontend', { machines: [aMachineWish('nc')], shape: 'frontend-and-nodes' }, 'and 0 are listed.'],
    ['a role there is not', { machines: [aMachineWish('node')] }, 'Cloud in a Box has no machines of role node.'],
    [
      'addresses that are not owned',
      { addresses: { ...aWish().addresses, public: [toKnownRange('10.101.9.1-10.101.9.9')] } },
      '10.101.9.1-10.101.9.9',
    ],
    ['more than is owned', { addresses: { ...aWish().addresses, publicCount: 256 } }, ''],
  ])('refuses %s with a sentence', (_what, wish, sentence) => {
    const completion = complete(wish);
    expect(completion.kind).toBe('refused');
    expect(problemsOf(completion)).toContain(sentence);
    expect(problemsOf(completion)).not.toBe('');
  });

  it('of its own export is the same cloud again: nothing is different', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), (nodes) => {
        const { cloud } = completed(nodes === 0 ? {} : largeWish(nodes));
        const again = completed(toWish(cloud), { had: cloud, hadAddresses: toCloudAddresses(cloud) }).cloud;
        expect(again).toEqual(cloud);
        expect(describeDifference(cloud, again)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('keeps what a cloud has where the file says little, and adds beside it', () => {
    const { cloud } = completed(largeWish(1));
    const input = { had: cloud, hadAddresses: toCloudAddresses(cloud) };
    expect(describeDifference(cloud, completed({}, input).cloud)).toEqual([]);
    const moved = completed({ isoPath: image.path }, input).cloud;
    expect(describeDifference(cloud, moved).map(({ sentence }) => sentence)).toEqual(
      ['blue-nc', 'blue-frontend'].map(
        (name) => `${image.path} is put into the drive of ${name}. What is installed stays as it is.`,
      ),
    );
    const names = cloud.machines.map(({ name, role }) => aMachineWish(role, { name }));
    const grown = completed({ machines: [...names, aMachineWish('nc')] }, input).cloud;
    expect(describeDifference(cloud, grown).map(({ kind }) => kind)).toEqual(['machine-added']);
  });
});

describe('sharing room', () => {
  const want = fc.record({
    minimum: fc.integer({ min: 1, max: 4_096 }),
    sensible: fc.integer({ min: 1, max: 16_384 }),
    given: fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: null }),
  });

  it('never gives less than the minimum or more than is sensible, keeps what was given, and stays within the room where that can be', () => {
    fc.assert(
      fc.property(fc.array(want, { maxLength: 8 }), fc.integer({ min: 0, max: 100_000 }), (wants, room) => {
        const shares = shareRoom(wants, room, 256);
        const least = wants.reduce((sum, { minimum, given }) => sum + (given ?? minimum), 0);
        const total = shares.reduce((sum, share) => sum + share, 0);
        for (const [at, { minimum, sensible, given }] of wants.entries()) {
          expect(shares[at]).toBeGreaterThanOrEqual(given ?? minimum);
          expect(shares[at]).toBeLessThanOrEqual(given ?? Math.max(minimum, sensible));
        }
        expect(total).toBeLessThanOrEqual(Math.max(room, least));
      }),
    );
  });
});
