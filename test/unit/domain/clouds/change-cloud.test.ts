import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aClaim, anAddress, aNetwork } from '#fakes/addressing.ts';
import { aCloudMachine, aLargeCloud } from '#fakes/clouds.ts';
import { aHost, aVolume } from '#fakes/host-facts.ts';
import { aDefinition, aDisk, aMachine } from '#fakes/machines.ts';
import { aBuiltInRecipe } from '#fakes/recipes.ts';
import type { Cloud, CloudMachine } from '#domain/clouds/cloud.ts';
import { describeDifference } from '#domain/clouds/describe-difference.ts';
import { judgeGrowth } from '#domain/clouds/judge-growth.ts';
import { buildCloudPlan } from '#domain/clouds/plan/build-cloud-plan.ts';
import { toMachineChange } from '#domain/clouds/to-machine-change.ts';
import { known } from '#domain/fact.ts';
import type { RemovalWish } from '#domain/machines/destroy-wish.ts';
import { changeDefinition } from '#domain/machines/lifecycle/build-change-steps.ts';
import { machineTag } from '#domain/machines/volume-tags.ts';
import type { Plan } from '#domain/plans/plan.ts';

const existing = aLargeCloud();
const uuidOf = (at: number) => `7a1d0f6e-0c4e-4a57-9d5e-00000000000${at}`;
const toDefinition = ({ name, memoryMiB, vcpus, isoPath, mac, diskGiB }: CloudMachine, at: number) =>
  aDefinition({ name, memoryMiB, vcpus, isoPath, mac, uuid: uuidOf(at), disk: aDisk({ name, sizeGiB: diskGiB }) });
const machines = existing.machines.map((machine, at) =>
  aMachine({ name: machine.name, definition: toDefinition(machine, at), volumes: [] }),
);
const volumes = existing.machines.map(({ name }, at) => aVolume(name, { tags: ['nutshell', machineTag(uuidOf(at))] }));
const facts = aHost({ storage: { ...aHost().storage, volumes: known(volumes, 'lvs') } });
const usual: RemovalWish = { keepVolumes: [], graceMinutes: 10 };

function change(after: Cloud, removal: RemovalWish | null = null): Plan {
  const reading = buildCloudPlan({
    cloud: after,
    recipe: aBuiltInRecipe('eucalyptus-faststart-3'),
    ...{ facts, network: aNetwork, existing, machines, removal },
    claim: { current: aClaim({ owner: 'ada@laptop' }), untilEpochMs: null },
    identity: {
      operationId: '20261122t110000-0a0b0c0d',
      createdEpochMs: 1_700_000_000_000,
      createdBy: 'ada@laptop',
      hostNowEpochMs: 1_700_000_000_000,
      uuidOf: { 'blue-nc-3': uuidOf(9) },
    },
  });
  if (reading.kind === 'refused') throw new Error(reading.problems.join('\n'));
  return reading.plan;
}

const [node, second, frontend] = existing.machines as readonly [CloudMachine, CloudMachine, CloudMachine];
const third = aCloudMachine({ name: 'blue-nc-3', role: 'nc', mac: '52:54:00:0a:0b:09', address: anAddress('10.101.7.9') });
const without = aLargeCloud({ machines: [node, frontend] });
const idsOf = ({ steps }: Plan) => steps.map(({ id }) => id);

describe('a cloud whose file was changed', () => {
  it('is changed as each machine by itself would be: what is written down, then the disk', () => {
    const plan = change(aLargeCloud({ machines: [{ ...node, memoryMiB: 8192, diskGiB: 200 }, second, frontend] }));
    expect(plan).toMatchObject({ title: 'Change cloud blue', undoableUntilEpochMs: null });
    expect(idsOf(plan)).toEqual([
      ...['check-addresses', 'check-machine@blue-nc-1', 'keep-definition@blue-nc-1', 'write-definition@blue-nc-1'],
      ...['grow-disk@blue-nc-1', 'tell-size@blue-nc-1', 'keep-claim', 'write-claim', 'keep-cloud', 'write-cloud'],
    ]);
  });

  it('removes, changes and adds in one operation: every check first, room made first, nothing removed for good before the end', () => {
    const plan = change(aLargeCloud({ machines: [{ ...node, vcpus: 1 }, third, frontend] }), usual);
    const ids = idsOf(plan);
    const guards = plan.steps.flatMap(({ action }, at) => (action.kind === 'guard' ? [at] : []));
    expect(ids.slice(1, 5)).toEqual(['check-addresses', 'check-machines', 'check-machine@blue-nc-1', 'check-host@blue-nc-3']);
    expect(guards).toEqual([1, 2, 3, 4]);
    const order = ['power-off@blue-nc-2', 'write-definition@blue-nc-1', 'write-cloud', 'create-volume@blue-nc-3', 'start-clock'];
    expect(order.map((id) => ids.indexOf(id))).toEqual(order.map((id) => ids.indexOf(id)).toSorted((one, other) => one - other));
    expect(ids.at(-1)).toBe('start-clock');
    expect(plan.undoableUntilEpochMs).toBe(1_700_000_600_000);
  });

  it('can bring back all that it set aside', () => {
    const moves = change(without, usual).steps.filter(({ id }) => id.startsWith('set-aside'));
    expect(moves.map(({ id }) => id)).toEqual(['set-aside-vg01-blue-nc-2@blue-nc-2', 'set-aside-definition@blue-nc-2']);
    expect(moves.every(({ undo }) => undo !== null)).toBe(true);
  });

  it('keeps the volumes that are to be kept, and has no time to undo where none is wanted', () => {
    expect(idsOf(change(without, { ...usual, keepVolumes: 'all' })).join(' ')).not.toContain('set-aside-vg01');
    const atOnce = change(without, { ...usual, graceMinutes: 0 });
    expect(idsOf(atOnce).at(-1)).toBe('purge');
    expect(atOnce.undoableUntilEpochMs).toBeNull();
  });

  it('never touches a machine of which nothing is different, whatever else is', () => {
    const size = fc.record({
      memoryMiB: fc.constantFrom(2048, 4096, 8192),
      vcpus: fc.constantFrom(1, 2, 4),
      diskGiB: fc.constantFrom(100, 101, 200),
    });
    const arbitrary = fc.record({ first: size, last: size, mayGo: fc.boolean(), isAdded: fc.boolean() });
    fc.assert(
      fc.property(arbitrary, ({ first, last, mayGo, isAdded }) => {
        const kept = mayGo ? [] : [second];
        const after = aLargeCloud({
          machines: [{ ...node, ...first }, ...kept, ...(isAdded ? [third] : []), { ...frontend, ...last }],
        });
        const changes = describeDifference(existing, after);
        fc.pre(changes.length > 0);
        const plan = change(after, usual);
        const touched = new Set(idsOf(plan).flatMap((id) => (id.includes('@') ? [id.slice(id.indexOf('@') + 1)] : [])));
        expect(touched).toEqual(new Set(changes.flatMap((one) => ('machine' in one ? [one.machine] : []))));
        expect(new Set(idsOf(plan)).size).toBe(plan.steps.length);
        const lastGuard = plan.steps.findLastIndex(({ action }) => action.kind === 'guard');
        expect(plan.steps.slice(0, lastGuard).every(({ id, action }) => action.kind === 'guard' || id === 'check-secrets')).toBe(
          true,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('is as the file says afterwards, in all that up changes', () => {
    const size = fc.record({ memoryMiB: fc.integer({ min: 256, max: 65_536 }), vcpus: fc.integer({ min: 1, max: 64 }) });
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 500 }), fc.constantFrom(null, '/srv/iso/a.iso'), (sizes, more, isoPath) => {
        const wanted = { ...node, ...sizes, isoPath, diskGiB: node.diskGiB + more };
        const changed = changeDefinition(toDefinition(node, 0), toMachineChange(node, wanted) ?? {});
        const { memoryMiB, vcpus, disk } = changed;
        expect({ ...node, memoryMiB, vcpus, isoPath: changed.isoPath, diskGiB: disk.sizeGiB }).toEqual(wanted);
      }),
    );
    expect(toMachineChange(node, { ...node, diskGiB: 50 })).toBeNull();
  });
});

describe('what grows', () => {
  it('must fit the host: all RAM that it has, and what is free on its disks beside what is new', () => {
    const grow = (more: Partial<CloudMachine>) =>
      judgeGrowth(aLargeCloud({ machines: [{ ...node, ...more }, second, frontend] }), existing, facts);
    expect(grow({})).toEqual([]);
    expect(grow({ memoryMiB: 256 })).toEqual([]);
    expect(grow({ memoryMiB: 9_000_000 })).toMatchObject([{ level: 'refusal', machine: 'blue-nc-1' }]);
    expect(grow({ diskGiB: 900_000 })).toMatchObject([{ level: 'refusal', machine: null }]);
  });
});
