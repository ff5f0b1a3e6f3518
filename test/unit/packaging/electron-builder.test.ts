import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, rootDirectory } from '#support/electron-stand-in/ensure-built.ts';
import { probeMainBundle } from '#support/electron-stand-in/probe-main-bundle.ts';

const run = promisify(execFile);

/** What electron-builder looks for in a distribution of Electron, without the 280 MB. */
async function createStandInDistribution(directory: string): Promise<void> {
  const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
  await mkdir(join(directory, 'locales'), { recursive: true });
  await mkdir(join(directory, 'resources'));
  await writeFile(join(directory, 'electron'), '#!/bin/sh\nexit 0\n');
  await chmod(join(directory, 'electron'), 0o755);
  await writeFile(join(directory, 'version'), version);
  await writeFile(join(directory, 'LICENSE'), 'The licence of Electron\n');
  await writeFile(join(directory, 'LICENSES.chromium.html'), '<p>The licences of Chromium</p>\n');
  await writeFile(join(directory, 'locales/en-US.pak'), '');
}

async function pack(scratch: string): Promise<string> {
  const distribution = join(scratch, 'electron');
  await createStandInDistribution(distribution);
  const builder = join(rootDirectory, 'node_modules/electron-builder/cli.js');
  const output = join(scratch, 'dist');
  await run(
    process.execPath,
    [builder, '--linux', 'dir', '--publish', 'never', `-c.electronDist=${distribution}`, `-c.directories.output=${output}`],
    { cwd: rootDirectory, maxBuffer: 16 * 1024 * 1024 },
  );
  const [folder = 'linux-unpacked'] = (await readdir(output)).filter((name) => /^linux.*-unpacked$/.test(name));
  return join(output, folder);
}

describe.runIf(process.platform === 'linux')('what electron-builder packs', () => {
  let scratch = '';
  let unpacked = '';
  let archived: readonly string[] = [];
  const archive = () => join(unpacked, 'resources/app.asar');

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'nutshell-pack-'));
    await ensureBuilt();
    unpacked = await pack(scratch);
    const { stdout } = await run(process.execPath, [
      join(rootDirectory, 'node_modules/@electron/asar/bin/asar.js'),
      'list',
      archive(),
    ]);
    archived = stdout.trim().split('\n');
  }, 180_000);

  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('holds what was built and the manifest, and nothing else', () => {
    expect(archived).toEqual(
      expect.arrayContaining(['/package.json', '/out/main/index.js', '/out/preload/index.cjs', '/out/renderer/index.html']),
    );
    const strangers = archived.filter((path) => !/^\/(package\.json$|out$|out\/(main|preload|renderer)(\/|$))/.test(path));
    expect(strangers).toEqual([]);
  });

  it('holds no packages, no sources, no tests and no source maps', () => {
    expect(archived.filter((path) => /node_modules|\/test\/|\.tsx?$|\.map$/.test(path))).toEqual([]);
  });

  it('has the files of resources/ as real files beside the archive, for other programs to run', async () => {
    const packed = await readdir(join(unpacked, 'resources/resources/host'));
    expect(packed).toContain('collect.sh');
  });

  it('names whose work it contains, with the Mozilla Public License for noVNC', async () => {
    const notice = await readFile(join(unpacked, 'resources/THIRD-PARTY.txt'), 'utf8');
    expect(notice).toMatch(/@novnc\/novnc \d[\d.]+\nLicence: MPL-2\.0\nSource: https:\/\/github\.com\/novnc\/noVNC/);
    expect(notice).toContain('Mozilla Public License Version 2.0');
    for (const name of ['ssh2', 'react', '@mantine/core', '@fontsource-variable/atkinson-hyperlegible-next']) {
      expect(notice).toContain(`\n${name} `);
    }
    expect(await readdir(unpacked)).toEqual(
      expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html', 'nutshell']),
    );
    expect(await readdir(join(unpacked, 'resources'))).toContain('LICENSE.txt');
  });

  it('starts from the archive alone: the main bundle needs no package beside it', async () => {
    const alone = join(scratch, 'alone');
    await run(process.execPath, [join(rootDirectory, 'node_modules/@electron/asar/bin/asar.js'), 'extract', archive(), alone]);
    await cp(join(unpacked, 'resources/resources'), join(alone, 'resources'), { recursive: true });
    const report = await probeMainBundle(join(alone, 'out/main/index.js'));
    expect(report).toMatchObject({ handshake: { about: { t: 'done' } } });
  });
});
