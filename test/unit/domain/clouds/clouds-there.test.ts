import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aClaim, anAddress } from '#fakes/addressing.ts';
import { aCloud, aCloudMachine, aLargeCloud } from '#fakes/clouds.ts';
import { aHost } from '#fakes/host-facts.ts';
import { aDefinition, aDisk, aMachine } from '#fakes/machines.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { toWish } from '#domain/clouds/cloud-wish.ts';
import { describeDifference } from '#domain/clouds/describe-difference.ts';
import { judgeChanges } from '#domain/clouds/judge-changes.ts';
import { listClouds, toCurrentCloud } from '#domain/clouds/list-clouds.ts';
import { makePassword } from '#domain/clouds/make-password.ts';
import { readCloudRecord } from '#domain/clouds/read-cloud-record.ts';
import { writeCloudFile } from '#domain/clouds/write-cloud-file.ts';
import { known } from '#domain/fact.ts';

const path = (name: string) => `/var/lib/nutshell/clouds/${name}/cloud.yaml`;
const large = aLargeCloud();
/** What the host has of a machine of the cloud. */
const asMachine = ({ name, memoryMiB, vcpus, isoPath, bridge, mac, diskName, diskGiB }: ReturnType<typeof aCloudMachine>) =>
  aMachine({
    name,
    definition: aDefinition({
      ...{ name, memoryMiB, vcpus, isoPath, bridge, mac },
      disk: aDisk({ name: diskName, sizeGiB: diskGiB }),
    }),
  });

describe('what is written down on the host about a cloud', () => {
  it('reads as the very cloud that was launched', () => {
    const cloud = fc.record({
      iso: fc.constantFrom(null, '/srv/iso/a.iso', '/srv/iso/b.iso'),
      bridge: fc.constantFrom('br0', 'br1'),
      isBoxed: fc.boolean(),
      hasPrivate: fc.boolean(),
      diskGiB: fc.constantFrom(0.125, 1, 100),
    });
    fc.assert(
      fc.property(cloud, ({ iso, bridge, isBoxed, hasPrivate, diskGiB }) => {
        const base = isBoxed ? aCloud() : large;
        const [first, ...others] = base.machines;
        const one = {
          ...base,
          machines: [{ ...(first ?? aCloudMachine()), isoPath: iso, bridge, diskGiB }, ...others],
          ...(hasPrivate ? {} : { private: null }),
        };
        const text = writeCloudFile(toWish(one));
        expect(readCloudRecord(path(one.name), text)).toEqual({ kind: 'read', name: one.name, cloud: one });
      }),
    );
  });

  it.each([
    ['cloud: 1\nname: blue\n', 'recipe'],
    ['cloud: 1\nname: blue\nrecipe: practice-cloud\n', 'Something is left open here'],
    [writeCloudFile(toWish(aCloud({ name: 'green' }))), 'It is about cloud green, and lies where cloud blue is written down.'],
  ])('is told as broken where somebody has spoilt it', (text, words) => {
    const found = readCloudRecord(path('blue'), text);
    expect(found).toMatchObject({ kind: 'broken', name: 'blue', path: path('blue') });
    expect(JSON.stringify(found)).toContain(words);
  });
});

describe('a cloud as it is now', () => {
  it('has what was changed of its machines since, not those that are gone, and the addresses that are claimed', () => {
    const [node, second, frontend] = large.machines;
    if (!node || !second || !frontend) throw new Error('The cloud has too few machines');
    const grown = { ...node, memoryMiB: 8192, diskGiB: 200 };
    const claim = aClaim({ addresses: { public: [toKnownRange('10.101.7.96-10.101.7.127')] } });
    const now = toCurrentCloud(large, [asMachine(grown), asMachine(frontend)], claim);
    expect(now.machines).toEqual([grown, frontend]);
    expect(now.public).toEqual([toKnownRange('10.101.7.96-10.101.7.127')]);
    expect(toCurrentCloud(large, large.machines.map(asMachine), null)).toEqual(large);
  });

  it('does not take a machine of somebody else for its own, because it is called so', () => {
    const foreign = aMachine({ name: 'blue', owner: 'foreign', definition: null });
    const found = listClouds({
      facts: aHost({ clouds: known([{ kind: 'read', name: 'blue', cloud: aCloud() }], 'cat') }),
      machines: [foreign],
    });
    expect(found).toMatchObject([{ kind: 'cloud', machines: [{ name: 'blue', machine: null }], cloud: { machines: [] } }]);
  });
});

describe('what up does of a difference', () => {
  const judge = (after: typeof large, mayRemove = false) => judgeChanges(describeDifference(large, after), { mayRemove });
  const withFirst = (more: object) => ({
    ...large,
    machines: large.machines.map((one, at) => (at === 0 ? { ...one, ...more } : one)),
  });

  it('is to add machines, to change their sizes, and to remove those that may go', () => {
    const added = aCloudMachine({ name: 'blue-nc-3', role: 'nc', address: anAddress('10.101.7.9') });
    expect(judge({ ...large, machines: [...large.machines, added] })).toEqual([]);
    expect(judge(large)).toEqual([]);
    expect(judge(withFirst({ memoryMiB: 8192, vcpus: 8, diskGiB: 200, isoPath: null }))).toEqual([]);
    expect(judge({ ...large, machines: large.machines.slice(1) }, true)).toEqual([]);
  });

  it.each([
    [withFirst({ diskGiB: 50 }), 'destroy blue-nc-1 first.'],
    [withFirst({ address: anAddress('10.101.7.77') }), 'destroy blue-nc-1 first.'],
    [{ ...large, machines: large.machines.slice(1) }, 'it would be destroyed, with its disk. Nobody has agreed to that yet.'],
    [{ ...large, public: [] }, 'claim them by themselves first.'],
    [{ ...large, recipe: 'practice-cloud' }, 'Take the cloud down and bring the new one up.'],
  ])('and nothing else: each other is refused with who does it', (after, words) => {
    const problems = judge(after);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
  });
});

describe('a password that is made', () => {
  it('can be typed on any keyboard, and is another each time', () => {
    const make = () => makePassword((count) => crypto.getRandomValues(new Uint8Array(count)));
    const made = new Set(Array.from({ length: 200 }, make));
    expect(made.size).toBe(200);
    for (const one of made) expect(one).toMatch(/^([a-x2-9]{4}-){3}[a-x2-9]{4}$/);
  });

  it('takes no byte that would make some letters likelier', () => {
    let next = 256;
    expect(makePassword(() => Uint8Array.of((next = (next + 255) % 256)))).toMatch(/^9/);
  });
});
