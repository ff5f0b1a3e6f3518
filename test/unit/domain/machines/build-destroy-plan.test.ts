import { describe, expect, it } from 'vitest';
import { aHost } from '#fakes/host-facts.ts';
import { aDefinition, aMachine, aUuid } from '#fakes/machines.ts';
import { known, unavailable } from '#domain/fact.ts';
import { buildDestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import { machineTag } from '#domain/machines/volume-tags.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';

const { storage } = aHost();
const withTags = (...tags: string[]): HostFacts =>
  aHost({
    storage: {
      ...storage,
      volumes: known([{ name: 'ciab', group: 'vg01', path: '/dev/vg01/ciab', sizeBytes: 7, attributes: '', tags }], 'lvs'),
    },
  });
const ids = (plan: ReturnType<typeof buildDestroyPlan>) => plan.plan.steps.map(({ id }) => id);

describe('buildDestroyPlan', () => {
  it('powers off, removes the volume it created and forgets the machine last', () => {
    const destroy = buildDestroyPlan({ machine: aMachine(), facts: withTags('nutshell', machineTag(aUuid)), keepVolumes: false });
    expect(ids(destroy)).toEqual(['check-machine', 'power-off', 'remove-volume', 'remove-folders']);
    expect(destroy.volumes).toMatchObject([{ path: '/dev/vg01/ciab', sizeBytes: 7, isRemoved: true }]);
  });

  it.each<[string, HostFacts, boolean, RegExp]>([
    ['was asked to be kept', withTags('nutshell', machineTag(aUuid)), true, /asked to keep/],
    ['carries no mark', withTags(), false, /did not create it/],
    ['was made for another machine', withTags('nutshell', machineTag('other')), false, /did not create it/],
    ['is gone', aHost(), false, /not there any more/],
    ['could not be read', aHost({ storage: { ...storage, volumes: unavailable('lvs', 'broken') } }), false, /could not be read/],
  ])('keeps a volume that %s', (_, facts, keepVolumes, reason) => {
    const destroy = buildDestroyPlan({ machine: aMachine(), facts, keepVolumes });
    expect(ids(destroy)).toEqual(['check-machine', 'power-off', 'remove-folders']);
    expect(destroy.volumes[0]).toMatchObject({ isRemoved: false, reason: expect.stringMatching(reason) as string });
  });

  it.each([
    ['a foreign machine', aMachine({ owner: 'foreign', definition: null }), 'root', /not launched by Nutshell/],
    ['a login that may change nothing', aMachine(), 'none', /needs root/],
    [
      'a definition with a name of its own making',
      aMachine({ definition: aDefinition({ name: '../..' }) }),
      'root',
      /never gives/,
    ],
  ] as const)('refuses %s', (_, machine, privilege, reason) => {
    const destroy = buildDestroyPlan({ machine, facts: { ...withTags(machineTag(aUuid)), privilege }, keepVolumes: false });
    expect(destroy.plan.steps).toEqual([]);
    expect(destroy.refusal).toMatch(reason);
    expect(destroy.volumes.some(({ isRemoved }) => isRemoved)).toBe(false);
  });
});
