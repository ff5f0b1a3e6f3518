import { describe, expect, it } from 'vitest';
import { aClaim } from '#fakes/addressing.ts';
import { aHost, aVolume } from '#fakes/host-facts.ts';
import { aDefinition, aDisk, aMachine } from '#fakes/machines.ts';
import { known } from '#domain/fact.ts';
import { buildCloudDownPlan, type CloudDownInput } from '#domain/clouds/plan/build-cloud-down-plan.ts';

const operationId = '20261122t110000-0a0b0c0d';
const uuids = ['7a1d0f6e-0c4e-4a57-9d5e-000000000001', '7a1d0f6e-0c4e-4a57-9d5e-000000000002'];
const machines = ['blue-nc-1', 'blue-frontend'].map((name, at) =>
  aMachine({ name, definition: aDefinition({ name, uuid: uuids[at]!, disk: aDisk({ name }) }) }),
);
const volumes = machines.map(({ name }, at) => aVolume(name, { tags: ['nutshell', `nutshell.machine=${uuids[at]!}`] }));
const facts = aHost({ storage: { ...aHost().storage, volumes: known(volumes, 'lvs') } });

const down = (more: Partial<CloudDownInput> = {}) =>
  buildCloudDownPlan({
    cloud: 'blue',
    machines,
    facts,
    wish: { keepVolumes: [], graceMinutes: 10, isForeignMeant: false },
    claim: aClaim({ owner: 'ada@laptop' }),
    hasRecord: true,
    operationId,
    person: 'ada@laptop',
    ...more,
  });

describe('taking a cloud down', () => {
  it('sets everything aside, the machines that were begun last first, in one removal', () => {
    const { plan, refusals } = down();
    expect(refusals).toEqual([]);
    const machineSteps = (name: string, volume: string) =>
      ['power-off', volume, 'remove-sockets', 'set-aside-definition'].map((id) => `${id}@${name}`);
    expect(plan.steps.map(({ id }) => id)).toEqual([
      ...['check-addresses', 'check-machines', 'create-removal', 'write-removal', 'write-purge', 'create-machine-folders'],
      ...machineSteps('blue-frontend', 'set-aside-vg01-blue-frontend'),
      ...machineSteps('blue-nc-1', 'set-aside-vg01-blue-nc-1'),
      ...['set-aside-cloud', 'set-aside-claim', 'start-clock'],
    ]);
    expect(plan.target).toEqual({ kind: 'cloud', name: 'blue' });
    expect(plan.undoableUntilEpochMs).toBe(1_700_000_000_000 + 600_000);
  });

  it('tells each volume apart, and each machine by its uuid', () => {
    const { plan } = down();
    const record = plan.steps.find(({ id }) => id === 'write-removal')!.action;
    const removal = JSON.parse(record.kind === 'write-file' ? record.content : '') as {
      machines: string[];
      disks: { aside: string }[];
    };
    expect(removal.machines).toEqual(['blue-frontend', 'blue-nc-1']);
    expect(new Set(removal.disks.map(({ aside }) => aside)).size).toBe(2);
    const guard = plan.steps.find(({ id }) => id === 'check-machines')!.action;
    expect(guard.kind === 'guard' && guard.args.filter((word) => uuids.includes(word)).toSorted()).toEqual(uuids);
  });

  it('can be undone as a whole: whatever is moved has a way back', () => {
    const moves = down().plan.steps.filter(({ id }) => id.startsWith('set-aside'));
    expect(moves).toHaveLength(6);
    expect(moves.every(({ undo }) => undo !== null)).toBe(true);
  });

  it('takes what is left of a cloud, and refuses where there is nothing', () => {
    const left = down({ machines: [], hasRecord: false });
    expect(left.plan.steps.map(({ id }) => id)).toContain('set-aside-claim');
    expect(down({ machines: [], hasRecord: false, claim: null })).toMatchObject({
      refusals: ['There is no cloud called blue on this host.'],
      plan: { steps: [] },
    });
  });

  it('never touches a machine that is not Nutshell’s', () => {
    const { plan, refusals } = down({
      machines: [...machines, aMachine({ name: 'theirs', owner: 'foreign', definition: null })],
    });
    expect(refusals.join('\n')).toContain('theirs was not launched by Nutshell');
    expect(plan.steps).toEqual([]);
  });
});
