import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markSecret } from '#domain/clouds/mark-secret.ts';
import { buildTimeline } from '#domain/clouds/timeline/build-timeline.ts';
import { buildInstall, listWays } from '#domain/recipes/build-install.ts';
import { hashPassword } from '#local/hash-password.ts';
import { findFreePort } from '#practice/free-port.ts';
import { aBuiltInRecipe, someInstallValues } from '#fakes/recipes.ts';
import { getInstallerIso, type InstallerIso } from './installer-iso.ts';
import { runSsh } from './installed-services.ts';
import { createDisk, startLocalMachine, type LocalMachine } from './local-machine.ts';

const recipe = aBuiltInRecipe('practice-cloud');
const password = 'practice-password';

/** What the recipe makes for a Cloud in a Box, with its answers in the initrd. */
function build() {
  const [way] = listWays(recipe, 'ciab');
  if (way === undefined) throw new Error('The recipe has no way to install a ciab');
  const values = someInstallValues({ filesUrl: 'file:' });
  const reading = buildInstall(recipe, way, { roleId: 'ciab', values, reveal: markSecret });
  if (reading.kind === 'refused' || reading.install.kernel === null) throw new Error(JSON.stringify(reading));
  return { files: reading.install.files, kernel: reading.install.kernel };
}

const script = (name: string) => resolve('resources/host', name);
const runScript = (name: string, ...args: string[]) => promisify(execFile)('sh', [script(name), ...args]);

describe('an install whose answers are in its initrd', () => {
  let folder: string;
  let built: InstallerIso;
  let machine: LocalMachine | null = null;
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    built = await getInstallerIso();
    folder = await mkdtemp(join(tmpdir(), 'installer-initrd-'));
  });

  afterAll(async () => {
    await machine?.stop();
    await rm(folder, { recursive: true });
  });

  it('needs no network and no hand, and lets root in with the password of which only the hash was given', async () => {
    const { files, kernel } = build();
    for (const { name, content } of files) await writeFile(at(name), content);
    const input = `rootPasswordHash ${hashPassword(password, randomBytes)}\n`;
    execFileSync('sh', [script('store-secrets.sh'), at('run'), 'op-1'], { input });
    await runScript('take-from-iso.sh', built.iso, folder, kernel.kernelPath, 'kernel', kernel.initrdPath, 'initrd.original');
    const answers = files.map(({ name }) => at(name));
    await runScript('add-to-initrd.sh', at('initrd.original'), at('initrd'), at('run/secrets/op-1'), ...answers);

    await createDisk(at('disk'), 1024);
    const disk = ['-drive', `file=${at('disk')},if=virtio,format=raw`];
    const boot = ['-no-reboot', '-kernel', at('kernel'), '-initrd', at('initrd'), '-append', kernel.words.join(' ')];
    const network = 'user,model=virtio-net-pci,net=10.101.0.0/16,host=10.101.0.1,restrict=on';
    const cpu = ['-cpu', 'qemu64,+svm'];
    machine = await startLocalMachine([...cpu, ...boot, '-cdrom', built.iso, ...disk, '-nic', network]);
    await machine.waitForSerial('finished, restarting from the disk', 120_000);
    await machine.waitForExit(20_000);
    const lines = machine.serial().split('\n');
    await machine.stop();

    const signs = lines.map((line, second) => ({ kind: 'serial' as const, atEpochMs: second * 1_000, line }));
    const stages = buildTimeline(recipe, 'ciab', signs).phases.map(({ stage }) => stage);
    expect(stages).toEqual(['booting', 'questions', 'configuration', 'packages', 'configuration', 'reboot']);

    const ssh = await findFreePort(null);
    machine = await startLocalMachine([
      ...cpu,
      ...disk,
      ...['-nic', `user,model=virtio-net-pci,net=10.101.0.0/16,host=10.101.0.1,hostfwd=tcp:127.0.0.1:${ssh}-10.101.7.2:22`],
    ]);
    await machine.waitForSerial('practice-system: ready', 120_000);
    expect(await runSsh(ssh, password, 'cat /etc/eucalyptus/eucalyptus.conf')).toContain(
      'VNET_PUBLICIPS="10.101.7.64-10.101.7.95"',
    );
  });
});
