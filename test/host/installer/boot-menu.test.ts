import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getInstallerIso } from './installer-iso.ts';
import { createDisk, startLocalMachine, waitUntil, type LocalMachine } from './local-machine.ts';

const entries = [
  'Multi-system Install: Install Node Controllers first',
  'Install practice system with Eucalyptus Node Controller',
  'Install practice system with Eucalyptus Frontend',
  'Single-system Install',
  'Install practice system with Eucalyptus Cloud-in-a-box',
  'Other Options',
  'Install generic practice system without Eucalyptus',
  'Rescue installed system',
  'Boot from local drive',
  'Memory test',
];

describe('the boot menu', () => {
  let folder: string;
  let machine: LocalMachine;

  beforeAll(async () => {
    const { iso } = await getInstallerIso();
    folder = await mkdtemp(join(tmpdir(), 'installer-menu-'));
    const disk = join(folder, 'disk');
    await createDisk(disk, 64);
    const drive = `file=${disk},if=virtio,format=raw`;
    machine = await startLocalMachine(['-cpu', 'qemu64,+svm', '-nic', 'none', '-boot', 'd', '-cdrom', iso, '-drive', drive]);
    await waitForMenu(machine);
  });

  afterAll(async () => {
    await machine.stop();
    await rm(folder, { recursive: true });
  });

  it('has the entries of FastStart, in its order', async () => {
    const screen = await machine.readScreen();
    const shown = entries.map((entry) => screen.findIndex((line) => line.includes(entry)));
    expect(shown).toEqual([...shown].sort((one, other) => one - other));
    expect(shown).not.toContain(-1);
  });

  it('starts the local drive after 60 seconds without a key', async () => {
    const start = performance.now();
    await waitUntil('the local drive', 90_000, async () =>
      (await machine.readScreen()).join('\n').includes('Booting from Hard Disk'),
    );
    expect((performance.now() - start) / 1000).toBeGreaterThan(50);
  });

  it('moves to an entry by its hot-key and starts it with the kernel word of its role', async () => {
    await machine.qmp.execute('system_reset');
    await waitForMenu(machine);
    const line = (await machine.readScreen()).findIndex((text) => text.includes('Frontend'));
    const before = await machine.readColour(line);
    await machine.press('f');
    expect(await machine.readColour(line)).not.toBe(before);
    await machine.press('ret');
    await machine.waitForSerial('practice-installer: role frontend', 90_000);
  });
});

async function waitForMenu(machine: LocalMachine): Promise<void> {
  await waitUntil('the boot menu', 30_000, async () => (await machine.readScreen()).join('\n').includes('Automatic boot in'));
}
