import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAnswerDrive } from '#domain/clouds/screen/build-answer-drive.ts';
import { buildMenuDrive } from '#domain/clouds/screen/build-menu-drive.ts';
import { toArguments, type ScreenInstruction } from '#domain/clouds/screen/screen-instruction.ts';
import { toPasswordKeys } from '#domain/clouds/stored-secrets.ts';
import { buildAnswerSheet } from '#domain/recipes/build-answer-sheet.ts';
import { buildInstall, listWays } from '#domain/recipes/build-install.ts';
import { findFreePort } from '#practice/free-port.ts';
import { aBuiltInRecipe, someInstallValues } from '#fakes/recipes.ts';
import { runSsh } from './installed-services.ts';
import { getInstallerIso } from './installer-iso.ts';
import { createDisk, startLocalMachine, type LocalMachine } from './local-machine.ts';

const recipe = aBuiltInRecipe('practice-cloud');
const password = 'Typed-by-keys1';
const uuid = '6f1f7d0e-5b8b-4a57-9d5e-0123456789ab';

/** What the recipe has done at the screen of a Cloud in a Box: at its menu, and for its questions. */
function buildDrives(): Readonly<Record<'menu' | 'answers', readonly ScreenInstruction[]>> {
  const values = someInstallValues({ filesUrl: 'file:' });
  const way = listWays(recipe, 'ciab').find(({ how }) => how.kind === 'boot-menu');
  const install = way && buildInstall(recipe, way, { roleId: 'ciab', values, reveal: () => '' });
  const sheet = buildAnswerSheet(recipe, 'ciab', values);
  if (install?.kind !== 'built' || install.install.menu === null || sheet.kind !== 'built')
    throw new Error('The recipe has no menu');
  const menu = buildMenuDrive(recipe, 'ciab', install.install.menu);
  const answers = buildAnswerDrive(sheet.entries, 'us');
  if (menu.kind !== 'built' || answers.kind !== 'built') throw new Error('The menu cannot be driven');
  return { menu: menu.instructions, answers: answers.instructions };
}

const runScript = (name: string, ...args: string[]) => promisify(execFile)('sh', [resolve('resources/host', name), ...args]);

describe('an install by keys', { timeout: 900_000 }, () => {
  let folder: string;
  let iso: string;
  let machine: LocalMachine | null = null;
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    ({ iso } = await getInstallerIso());
    folder = await mkdtemp(join(tmpdir(), 'installer-typed-'));
  });

  afterAll(async () => {
    await machine?.stop();
    await rm(folder, { recursive: true });
  });

  it('chooses the entry when the menu is seen, answers each question when it is asked, and starts from the disk', async () => {
    await createDisk(at('disk'), 1024);
    await writeFile(at('secrets'), `rootPasswordKeys ${toPasswordKeys(password, 'us') ?? ''}\n`, { mode: 0o600 });
    await runScript('prepare-control.sh', at('control'), at('events.log'));
    const disk = ['-cpu', 'qemu64,+svm', '-drive', `file=${at('disk')},if=virtio,format=raw`];
    const network = 'user,model=virtio-net-pci,net=10.101.0.0/16,host=10.101.0.1';
    machine = await startLocalMachine([
      ...['-uuid', uuid, ...disk, '-cdrom', iso, '-boot', 'order=cd,once=d', '-no-reboot', '-nic', `${network},restrict=on`],
      ...['-chardev', `pipe,id=control,path=${at('control')}`, '-mon', 'chardev=control,mode=control'],
    ]);
    await runScript('control-machine.sh', at('control'), '{"execute":"qmp_capabilities"}', '20');
    const { menu, answers } = buildDrives();
    const drive = async (what: string, instructions: readonly ScreenInstruction[]) => {
      // The console that the recipe's sign stands on is this program's own output here.
      const seen = instructions.filter(({ kind }) => kind !== 'line').flatMap(toArguments);
      const files = ['installed', 'events.log', 'control', 'serial.log', 'keys.log', what, 'secrets'].map(at);
      return runScript('drive-screen.sh', 'blue', uuid, ...files, ...seen);
    };
    await drive('menu', menu);
    await machine.waitForSerial('practice-installer: role ciab', 300_000);
    await drive('answers', answers);
    await machine.waitForSerial('finished, restarting from the disk', 600_000);
    await machine.waitForExit(60_000);
    expect(await readFile(at('events.log'), 'utf8')).toContain('"reason": "guest-reset"');
    const log = await readFile(at('keys.log'), 'utf8');
    expect(log).toContain('saw ask: Root Password:');
    expect(log).not.toContain('Typed-by');
    await machine.stop();

    const ssh = await findFreePort(null);
    machine = await startLocalMachine([...disk, '-nic', `${network},hostfwd=tcp:127.0.0.1:${ssh}-10.101.7.2:22`]);
    await machine.waitForSerial('practice-system: ready', 600_000);
    expect(await runSsh(ssh, password, 'cat /etc/eucalyptus/eucalyptus.conf')).toContain(
      'VNET_PUBLICIPS="10.101.7.64-10.101.7.95"',
    );
  });
});
