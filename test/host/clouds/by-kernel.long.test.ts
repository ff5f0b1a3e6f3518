import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listStages, listStates, openCloudHost, rootPassword, type CloudHost } from './open-cloud-host.ts';

/**
 * Way 1. Installs under emulation within emulation, on two cores that others may use as well: a Cloud in a Box was ready after 215 s. The
 * smaller disk is the least that the recipe takes; the installer formats it whole.
 */
const installTimeoutMs = 900_000;

let lab: CloudHost;

beforeAll(async () => {
  lab = await openCloudHost();
});
afterAll(() => lab.close());

// One story, in order: each step needs the one before it.
describe('a Cloud in a Box whose kernel is started directly', () => {
  let file = '';

  it(
    'comes up without a hand, from a name and a recipe to ready',
    async () => {
      file = await lab.writeCloud('blue', ['machines:', '  - role: ciab', '    diskGiB: 1']);
      const told = await lab.up(file);
      expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
      expect(listStages(told, 'blue')).toEqual(expect.arrayContaining(['booting', 'first-boot']));
      expect(JSON.stringify(told)).toContain('blue is ready.');
      expect(JSON.stringify(told)).not.toContain(rootPassword);
      expect(listStates(await lab.listClouds(), 'blue')).toEqual(['running']);
    },
    installTimeoutMs,
  );

  it('leaves no secret and nothing of the installer behind, and a definition that never installs again', async () => {
    const left = await lab.host.type('ls -A /run/nutshell/secrets /var/lib/nutshell/machines/blue');
    expect(left.split('\n')).not.toContain('install');
    expect(await lab.host.type('ls -A /run/nutshell/secrets')).toBe('');
    const definition = await lab.host.type('cat /var/lib/nutshell/machines/blue/machine.json');
    expect(definition).not.toContain('-kernel');
    expect(definition).not.toContain('ks=');
  });

  it('has nothing to do for the same file', async () => {
    const same = await lab.nutshell('up', file);
    expect(same).toMatchObject({ code: 0 });
    expect(same.err).toContain('Nothing is different: the cloud is as the file has it.');
  });

  it('is changed by a changed file: RAM for its next start, a larger disk at once', async () => {
    const larger = ['machines:', '  - role: ciab', '    diskGiB: 2', '    memoryMiB: 768'];
    const told = await lab.up(await lab.writeCloud('blue', larger));
    expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
    expect(await lab.host.type('lvs --noheadings --units g -o lv_size vg01/blue')).toContain('2.00g');
    const exported = await lab.nutshell('export', 'blue');
    expect(exported.out).toContain('memoryMiB: 768');
    expect(listStates(await lab.listClouds(), 'blue')).toEqual(['running']);
  });
});
