import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeIso, whyNoIso } from '#support/make-iso.ts';
import { shells } from '../operations/operation-bench.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nutshell-iso-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kernel = Array.from({ length: 30_000 }, (_none, at) => String.fromCharCode(33 + ((at * 7) % 90))).join('');
/** So many neighbours that the directory has more than one sector. */
const neighbours = Object.fromEntries(Array.from({ length: 90 }, (_none, at) => [`isolinux/a-neighbour-with-a-name-${at}`, '']));
const files = {
  ...neighbours,
  'isolinux/vmlinuz': kernel,
  'isolinux/initrd.img': 'initrd',
  'isolinux/empty': '',
  'images/pxeboot/vmlinuz-6.1+x86_64': 'another',
};

describe.skipIf(whyNoIso !== null || process.platform !== 'linux').each(shells)(
  'taking files out of an ISO under %s',
  (...shell) => {
    const [program, ...options] = shell;
    async function take(iso: string, ...pairs: string[]) {
      const script = path.resolve('resources/host/take-from-iso.sh');
      const target = path.join(folder, 'out');
      mkdirSync(target, { recursive: true });
      const ran = await promisify(execFile)(program, [...options, script, iso, target, ...pairs]).then(
        () => ({ code: 0, stderr: '' }),
        (error: unknown) => ({ code: 1, stderr: String((error as { stderr: unknown }).stderr).trim() }),
      );
      return { ...ran, at: (name: string) => path.join(target, name) };
    }

    it.each([
      ['Rock Ridge', ['-R']],
      ['Rock Ridge and Joliet', ['-R', '-J']],
    ])('finds them by their names of %s, byte for byte, and for root alone', async (_what, made) => {
      const iso = makeIso(folder, 'a, b.iso', { files, options: made });
      const { code, at } = await take(
        iso,
        ...[
          '/isolinux/vmlinuz',
          'kernel',
          '/isolinux/initrd.img',
          'initrd.original',
          '/images/pxeboot/vmlinuz-6.1+x86_64',
          'deep',
        ],
      );
      expect(code).toBe(0);
      expect(readFileSync(at('kernel'), 'utf8')).toBe(kernel);
      expect(readFileSync(at('initrd.original'), 'utf8')).toBe('initrd');
      expect(readFileSync(at('deep'), 'utf8')).toBe('another');
      expect(statSync(at('kernel')).mode & 0o777).toBe(0o600);
    });

    it('finds them by the plain names of ISO 9660, which are in capitals and have a version', async () => {
      const plain = { 'isolinux/vmlinuz': kernel, 'isolinux/initrd.img': 'initrd' };
      const { code, at } = await take(
        makeIso(folder, 'plain.iso', { files: plain, options: ['-iso-level', '1', '-r'] }),
        '/isolinux/initrd.img',
        'i',
      );
      expect(code).toBe(0);
      expect(readFileSync(at('i'), 'utf8')).toBe('initrd');
    });

    it.each([
      ['/isolinux/vmlinux', 'There is no file /isolinux/vmlinux in '],
      ['/isolinux', ' is a folder, not a file.'],
      ['/isolinux/vmlinuz/deeper', 'There is no file /isolinux/vmlinuz/deeper in '],
      ['/isolinux/empty', '/isolinux/empty could not be copied out of '],
    ])('says of %s what is wrong, and leaves nothing', async (wanted, sentence) => {
      const { code, stderr, at } = await take(makeIso(folder, 'a.iso', { files }), wanted, 'kernel');
      expect(code).toBe(1);
      expect(stderr).toContain(sentence);
      expect(existsSync(at('kernel')) || existsSync(at('kernel.new'))).toBe(false);
    });

    it('refuses what was cut off, what is no ISO, and what is not there', async () => {
      const iso = makeIso(folder, 'a.iso', { files: { 'z/last': kernel } });
      truncateSync(iso, statSync(iso).size - 340_000);
      expect((await take(iso, '/z/last', 'kernel')).stderr).toMatch(/could not be copied out of|There is no file/);
      writeFileSync(path.join(folder, 'text'), 'x'.repeat(40_000));
      expect((await take(path.join(folder, 'text'), '/a', 'b')).stderr).toContain('is no ISO 9660 image.');
      expect((await take(path.join(folder, 'gone'), '/a', 'b')).stderr).toContain('cannot be read on this host.');
    });
  },
);

const hasCpio = (() => {
  try {
    execFileSync('cpio', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(process.platform !== 'linux').each(shells)('adding files to an initrd under %s', (...shell) => {
  const [program, ...options] = shell;
  const at = (name: string) => path.join(folder, name);
  const add = (...args: string[]) =>
    promisify(execFile)(program, [...options, path.resolve('resources/host/add-to-initrd.sh'), ...args]).then(
      () => '',
      (error: unknown) => String((error as { stderr: unknown }).stderr).trim(),
    );
  const hash = '$6$salt$ab/cd.\\1&$x';

  beforeEach(() => {
    writeFileSync(at('initrd'), 'x'.repeat(1_001));
    writeFileSync(at('ks.cfg'), 'rootpw --iscrypted $nutshell$rootPasswordHash\nagain $nutshell$rootPasswordHash.\n\nlast line');
    writeFileSync(at('eucalyptus.conf'), 'VNET_MODE="MANAGED-NOVLAN"\n');
    writeFileSync(at('secrets'), `other x\nrootPasswordHash ${hash}\n`);
  });

  it('appends an archive that cpio reads, with the secrets filled in, behind the initrd as it was', async () => {
    expect(await add(at('initrd'), at('out'), at('secrets'), at('ks.cfg'), at('eucalyptus.conf'))).toBe('');
    const bytes = readFileSync(at('out'));
    expect(bytes.subarray(0, 1_001).toString()).toBe('x'.repeat(1_001));
    expect([...bytes.subarray(1_001, 1_024)].every((byte) => byte === 0)).toBe(true);
    const archive = bytes.subarray(1_024);
    expect(archive.subarray(0, 6).toString()).toBe('070701');
    expect(archive.toString()).toContain(`rootpw --iscrypted ${hash}\nagain ${hash}.\n\nlast line\n`);
    expect(archive.length % 4).toBe(0);
    expect(statSync(at('out')).mode & 0o777).toBe(0o600);
    expect(existsSync(at('out.part')) || existsSync(at('out.new'))).toBe(false);
    if (hasCpio) {
      const listed = execFileSync('cpio', ['-itv', '--quiet'], { input: archive, encoding: 'utf8' });
      expect(
        listed.split('\n').map((line) =>
          line
            .split(/\s+/)
            .filter((_word, index) => index === 0 || index === 8)
            .join(' '),
        ),
      ).toEqual(['-rw------- ks.cfg', '-rw------- eucalyptus.conf', '']);
    }
  });

  it('makes nothing where a secret is not there, and says what to do', async () => {
    writeFileSync(at('secrets'), 'other x\n');
    const sentence = 'A password that ks.cfg needs is not on the host';
    expect(await add(at('initrd'), at('out'), at('secrets'), at('ks.cfg'))).toContain(sentence);
    expect(await add(at('initrd'), at('out'), at('gone'), at('ks.cfg'))).toContain(sentence);
    expect(await add(at('initrd'), at('out'), '-', at('ks.cfg'))).toContain(sentence);
    expect(await add(at('gone'), at('out'), '-', at('ks.cfg'))).toContain('There is no initrd');
    expect(existsSync(at('out'))).toBe(false);
  });

  it('keeps secrets that come on standard input for root alone, and forgets old ones', () => {
    const store = (operation: string, input: string) =>
      execFileSync(program, [...options, path.resolve('resources/host/store-secrets.sh'), at('run'), operation], { input });
    store('op-1', 'rootPasswordHash old\n');
    execFileSync('touch', ['-d', '2 days ago', at('run/secrets/op-1')]);
    store('op-2', `rootPasswordHash ${hash}\n`);
    expect(readFileSync(at('run/secrets/op-2'), 'utf8')).toBe(`rootPasswordHash ${hash}\n`);
    expect(statSync(at('run/secrets/op-2')).mode & 0o777).toBe(0o600);
    expect(statSync(at('run/secrets')).mode & 0o777).toBe(0o700);
    expect(existsSync(at('run/secrets/op-1'))).toBe(false);
  });
});
