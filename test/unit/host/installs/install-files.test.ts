import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeIso, whyNoIso } from '#support/make-iso.ts';
import { aHost } from '#fakes/host-facts.ts';
import { aDraft, aUuid } from '#fakes/machines.ts';
import { markSecret } from '#domain/clouds/mark-secret.ts';
import { buildFinishInstall } from '#domain/clouds/plan/build-wait-steps.ts';
import { buildInstallFiles } from '#domain/clouds/plan/build-install-steps.ts';
import { aPlan, openBench, shells } from '../operations/operation-bench.ts';

const hash = '$6$saltsalt$0123456789/abc.DEF';
let bench: Awaited<ReturnType<typeof openBench>>;

describe.skipIf(whyNoIso !== null || process.platform !== 'linux').each(shells)(
  'the files of an install under %s',
  (...shell) => {
    beforeEach(async () => {
      bench = await openBench(shell);
    });
    afterEach(() => bench.close());

    const paths = () => ({ stateDirectory: bench.stateDirectory, runDirectory: path.join(bench.folder, 'run') });
    const home = () => path.join(bench.stateDirectory, 'machines/ciab');
    const iso = () =>
      makeIso(bench.folder, 'installer.iso', {
        files: { 'isolinux/vmlinuz': 'the kernel', 'isolinux/initrd.img': 'the initrd' },
      });
    const steps = (isoPath: string) =>
      buildInstallFiles(
        {
          draft: aDraft({ isoPath }),
          facts: aHost(),
          identity: { operationId: 'op-1', uuid: aUuid, createdEpochMs: 0, createdBy: 'ada@laptop' },
          paths: paths(),
        },
        {
          how: 'direct-kernel',
          files: [
            {
              name: 'ks.cfg',
              title: 'Kickstart',
              content: `rootpw --iscrypted ${markSecret('rootPasswordHash')}\n`,
              holdsSecret: true,
            },
            { name: 'eucalyptus.conf', title: 'Cloud', content: `VNET_MODE="MANAGED-NOVLAN"\n`, holdsSecret: false },
          ],
          kernel: { kernelPath: '/isolinux/vmlinuz', initrdPath: '/isolinux/initrd.img', words: ['ciab'] },
          menu: null,
        },
      );
    const store = () =>
      execFileSync('sh', [path.resolve('resources/host/store-secrets.sh'), paths().runDirectory, 'op-1'], {
        input: `rootPasswordHash ${hash}\n`,
      });

    it('are made for root alone, and the password is nowhere but in the initrd', async () => {
      mkdirSync(home(), { recursive: true });
      store();
      const events = await bench.run(aPlan(...steps(iso())));
      expect(events.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
      const at = (name: string) => path.join(home(), 'install', name);
      expect(readFileSync(at('kernel'), 'utf8')).toBe('the kernel');
      const initrd = readFileSync(at('initrd'), 'utf8');
      expect(initrd.startsWith('the initrd\0')).toBe(true);
      expect(initrd).toContain(`rootpw --iscrypted ${hash}\n`);
      expect(readFileSync(at('answers/ks.cfg'), 'utf8')).not.toContain('$6$');
      for (const name of ['kernel', 'initrd', 'answers/ks.cfg']) expect(statSync(at(name)).mode & 0o077).toBe(0);
      expect(statSync(path.join(home(), 'install')).mode & 0o077).toBe(0);
      const kept = readdirSync(bench.operationFolder('op-1'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
        .join('\n');
      expect(kept).not.toContain(hash);
      expect(JSON.stringify(events)).not.toContain(hash);
    });

    it('go when the install is over, and with an undo', async () => {
      mkdirSync(home(), { recursive: true });
      store();
      const over = await bench.run(aPlan(...steps(iso()), buildFinishInstall('ciab', paths())));
      expect(over.at(-1)).toMatchObject({ outcome: { kind: 'succeeded' } });
      expect(readdirSync(home())).toEqual(['installed']);
      const failed = await bench.run(aPlan(...steps(path.join(bench.folder, 'gone.iso'))));
      expect(JSON.stringify(failed)).toContain('gone.iso cannot be read on this host.');
      expect(existsSync(path.join(home(), 'install'))).toBe(false);
    });

    it('are not made without the password, which is said', async () => {
      mkdirSync(home(), { recursive: true });
      writeFileSync(path.join(home(), 'keep'), '');
      expect(JSON.stringify(await bench.run(aPlan(...steps(iso()))))).toContain(
        'A password that ks.cfg needs is not on the host',
      );
      expect(readdirSync(home())).toEqual(['keep']);
    });
  },
);
