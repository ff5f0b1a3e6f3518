import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aClaim } from '#fakes/addressing.ts';
import { aHost } from '#fakes/host-facts.ts';
import { aDefinition, aDisk, aMachine } from '#fakes/machines.ts';
import { known } from '#domain/fact.ts';
import { buildCloudDownPlan } from '#domain/clouds/plan/build-cloud-down-plan.ts';
import { openBench, shells } from '../operations/operation-bench.ts';

let bench: Awaited<ReturnType<typeof openBench>>;

describe.skipIf(process.platform !== 'linux').each(shells)('taking a cloud down under %s', (...shell) => {
  beforeEach(async () => {
    bench = await openBench(shell);
  });
  afterEach(() => bench.close());

  const at = (...names: string[]) => path.join(bench.stateDirectory, ...names);
  const uuids = { 'blue-nc-1': crypto.randomUUID(), 'blue-frontend': crypto.randomUUID() };
  const claim = aClaim({ owner: 'ada@laptop' });

  /** As a launch leaves it; the disks are kept, so no volume is needed. */
  function layOut() {
    for (const [name, uuid] of Object.entries(uuids)) {
      mkdirSync(at('machines', name), { recursive: true });
      writeFileSync(at('machines', name, 'machine.json'), JSON.stringify({ name, uuid }, null, 2));
      mkdirSync(path.join(bench.folder, 'run/machines', name), { recursive: true });
    }
    mkdirSync(at('clouds/blue'), { recursive: true });
    writeFileSync(at('clouds/blue/cloud.yaml'), 'cloud: 1\n');
    mkdirSync(at('addresses/blue'), { recursive: true });
    writeFileSync(at('addresses/blue/claim.json'), JSON.stringify(claim, null, 2));
  }

  const plan = () =>
    buildCloudDownPlan({
      cloud: 'blue',
      machines: Object.entries(uuids).map(([name, uuid]) =>
        aMachine({
          name,
          state: { kind: 'stopped', how: { kind: 'powered-off', sentence: '', atEpochMs: null, lastWords: null } },
          definition: aDefinition({ name, uuid, disk: aDisk({ name }) }),
        }),
      ),
      facts: aHost({ clock: known({ hostEpochMs: Date.now(), skewMs: 0, isSynchronised: true }, 'date') }),
      wish: { keepVolumes: 'all', graceMinutes: 10, isForeignMeant: false },
      claim,
      hasRecord: true,
      operationId: 'op-1',
      person: 'ada@laptop',
      paths: { stateDirectory: bench.stateDirectory, runDirectory: path.join(bench.folder, 'run') },
    });

  it('sets machines, record and claim aside, and one undo brings all of it back', async () => {
    layOut();
    const { plan: down, refusals } = plan();
    expect(refusals).toEqual([]);
    const events = await bench.run(down);
    expect(events.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
    expect([readdirSync(at('machines')), readdirSync(at('clouds')), readdirSync(at('addresses'))]).toEqual([[], [], []]);
    expect(readdirSync(at('removed/op-1')).toSorted()).toEqual([
      'armed',
      'claim',
      'cloud',
      'disks.sh',
      'machines',
      'removal.json',
    ]);
    expect((await bench.undo('op-1')).at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'undone', leftovers: [] } });
    expect(readdirSync(at('machines')).toSorted()).toEqual(['blue-frontend', 'blue-nc-1']);
    // Without it a machine would be shown as ended by a restart of the host.
    expect(readdirSync(path.join(bench.folder, 'run/machines')).toSorted()).toEqual(['blue-frontend', 'blue-nc-1']);
    expect(existsSync(at('clouds/blue/cloud.yaml')) && existsSync(at('addresses/blue/claim.json'))).toBe(true);
    expect(existsSync(at('removed/op-1'))).toBe(false);
  });

  it('touches nothing where one machine is another by now', async () => {
    layOut();
    writeFileSync(at('machines/blue-nc-1/machine.json'), JSON.stringify({ uuid: crypto.randomUUID() }, null, 2));
    const events = await bench.run(plan().plan);
    expect(JSON.stringify(events.at(-1))).toContain('Another machine has been launched under this name since.');
    expect(readdirSync(at('machines')).toSorted()).toEqual(['blue-frontend', 'blue-nc-1']);
    expect(existsSync(at('removed/op-1'))).toBe(false);
  });
});
