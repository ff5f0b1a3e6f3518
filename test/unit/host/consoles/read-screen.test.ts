import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseScreen } from '#host/consoles/parse-screen.ts';
import { shells } from '../operations/operation-bench.ts';

const recorded = (name: string) => gunzipSync(readFileSync(path.resolve('test/fixtures/screens', `${name}.gz`)));

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'nutshell-screen-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** What QEMU would have written: a picture, and pieces of memory. */
function put(files: Readonly<Record<string, Uint8Array>>): void {
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
}

const vesamenu = () =>
  put({ picture: recorded('vesamenu.ppm'), rom: Buffer.concat([Buffer.alloc(1_000, 0xff), recorded('font-8x16')]) });

describe.skipIf(process.platform !== 'linux').each(shells)('reading a screen under %s', (...shell) => {
  function read(reader: 'read_text_mode' | 'read_graphics', env = process.env) {
    const script = `fail() { echo "$1" >&2; exit 1; }; . resources/host/screen-library.sh; folder=$0; measure_picture; ${reader}`;
    const [program, ...options] = shell;
    const text = execFileSync(program, [...options, '-c', script, folder], { encoding: 'utf8', env });
    return parseScreen(text, false).screen;
  }

  it('reads a menu of vesamenu.c32 over a picture by the shapes of its letters', () => {
    vesamenu();
    const screen = read('read_graphics');
    expect(screen).toMatchObject({ kind: 'graphics', width: 640, height: 480 });
    expect(screen.lines?.slice(0, 9).map((line) => line.trim())).toEqual([
      `┌${'─'.repeat(56)}┐`,
      '│           Silvereye Installer for Eucalyptus           │',
      `├${'─'.repeat(56)}┤`,
      // Blended with what lies behind it: an entry that cannot be chosen.
      `│${' '.repeat(56)}│`,
      '│   Install CentOS 6 with Eucalyptus Node Controller     │',
      '│   Install CentOS 6 with Eucalyptus Frontend            │',
      `│${' '.repeat(56)}│`,
      '│   Install CentOS 6 with Eucalyptus Cloud-in-a-box      │',
      '│   Boot from local drive                                │',
    ]);
  });

  it('says that a picture without such letters cannot be read', () => {
    put({ picture: Buffer.concat([Buffer.from('P6\n64 48\n255\n'), Buffer.alloc(64 * 48 * 3, 7)]), rom: recorded('font-8x16') });
    expect(read('read_graphics')).toEqual({ kind: 'graphics', width: 64, height: 48, lines: null });
    vesamenu();
    put({ rom: Buffer.alloc(65_536) });
    expect(read('read_graphics')).toMatchObject({ lines: null });
  });

  it('finds in the memory of text mode the part that is shown, and the cursor', () => {
    const memory = recorded('installer.text');
    put({ picture: recorded('installer.ppm'), text: memory });
    const screen = read('read_text_mode');
    expect(screen).toMatchObject({ kind: 'text', columns: 80, rows: 25, cursor: { row: 10, column: 41 } });
    expect(screen.lines?.[10]).toBe('Private Subnet: [172.31.254.0] 172.16.8.0');
    // Linux had scrolled before: what is at the beginning of the memory is not on the screen.
    const first = memory.subarray(0, 4_000).filter((_byte, at) => at % 2 === 0);
    expect(Buffer.from(first).toString('latin1')).not.toContain('Private Subnet');
  });
});

describe.skipIf(process.platform !== 'linux')('a host that has busybox alone', () => {
  it('reads the same', () => {
    for (const program of ['awk', 'od', 'tail']) symlinkSync('/usr/bin/busybox', path.join(folder, program));
    put({ picture: recorded('installer.ppm'), text: recorded('installer.text') });
    const script = 'fail() { exit 1; }; . resources/host/screen-library.sh; folder=$0; measure_picture; read_text_mode';
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    const text = execFileSync('busybox', ['sh', '-c', script, folder], { encoding: 'utf8', env });
    expect(text).toContain('Public IP range/list: 10.101.7.64-10.101.7.95\n');
  });
});

describe('what the host says of a screen', () => {
  it('is refused where it is cut off', () => {
    expect(() => parseScreen('text 80', false)).toThrow('The host did not say what the screen shows.');
    expect(() => parseScreen('graphics 64 48 unread\npicture\nAAAA', true)).toThrow();
    const whole = parseScreen('graphics 64 48 unread\npicture\nUDYK\nNjQg\n', true);
    expect(whole).toEqual({ screen: { kind: 'graphics', width: 64, height: 48, lines: null }, pictureBase64: 'UDYKNjQg' });
  });
});
