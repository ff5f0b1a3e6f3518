import { afterAll, beforeAll, expect, it } from 'vitest';
import { listStages, listStates, openCloudHost, rootPassword, type CloudHost } from './open-cloud-host.ts';

/** Way 2: the host reads the screen of its machine and presses keys for what it sees, which an emulated CPU is slow at. */
const installTimeoutMs = 1_500_000;

let lab: CloudHost;

beforeAll(async () => {
  lab = await openCloudHost();
});
afterAll(() => lab.close());

it(
  'a Cloud in a Box is chosen in the boot menu by its screen, answers its installer, and comes up without a hand',
  async () => {
    const file = await lab.writeCloud('blue', ['install: boot-menu', 'machines:', '  - { role: ciab, diskGiB: 1 }']);
    const told = await lab.up(file);
    expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
    expect(listStages(told, 'blue')).toContain('first-boot');
    expect(JSON.stringify(told)).toContain('blue is ready.');
    expect(listStates(await lab.listClouds(), 'blue')).toEqual(['running']);
    const keys = await lab.host.type('cat /var/lib/nutshell/machines/blue/keys.log');
    expect(keys).toContain('saw see: Install practice system with Eucalyptus Cloud-in-a-box');
    expect(keys).toContain('saw ask: Confirm:');
    expect(keys + JSON.stringify(told)).not.toContain(rootPassword);
    expect(await lab.host.type('ls -A /run/nutshell/secrets')).toBe('');
    expect(await lab.host.type('cat /var/lib/nutshell/machines/blue/machine.json')).not.toContain('-no-reboot');
  },
  installTimeoutMs,
);
