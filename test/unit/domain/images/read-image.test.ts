import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDescription, IsoDescription } from '#domain/images/image-description.ts';
import { runReading, splitSectors, type Extent } from '#domain/images/iso/sectors.ts';
import { firstExtents, readImage } from '#domain/images/read-image.ts';
import { bootable, makeIso, whyNoIso } from '#support/make-iso.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutshell-iso-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As the host's side does it; counts how often it would have been asked. */
function describeFile(path: string): { description: ImageDescription; trips: number } {
  const file = { path, sizeBytes: statSync(path).size, modifiedEpochMs: 0 };
  const sectors = new Map<number, Uint8Array>();
  let wanted: readonly Extent[] = firstExtents;
  for (let trips = 1; trips < 12; trips++) {
    const descriptor = openSync(path, 'r');
    for (const extent of wanted) {
      const bytes = Buffer.alloc(extent.count * 2048);
      const count =
        extent.sector * 2048 > file.sizeBytes ? 0 : readSync(descriptor, bytes, 0, bytes.length, extent.sector * 2048);
      splitSectors(extent, bytes.subarray(0, count)).forEach(([sector, part]) => sectors.set(sector, part));
    }
    closeSync(descriptor);
    const outcome = runReading(() => readImage(file), sectors);
    if (outcome.kind === 'done') return { description: outcome.result, trips };
    wanted = outcome.extents;
  }
  throw new Error('The reading does not come to an end');
}

function isoOf({ content }: ImageDescription): IsoDescription {
  if (content.kind !== 'iso') throw new Error('no ISO');
  return content.iso;
}

const installerMenu = readFileSync('resources/practice/installer/isolinux/isolinux.cfg', 'utf8');

describe.skipIf(whyNoIso !== null)('reading an ISO', () => {
  it('shows the practice installer as its boot menu does', () => {
    const path = makeIso(folder, 'practice.iso', {
      label: 'PRACTICE 1.0',
      files: { ...bootable.files, 'isolinux/isolinux.cfg': installerMenu },
      options: ['-R', '-J', '-publisher', 'Nutshell', ...bootable.options],
    });
    const { description, trips } = describeFile(path);
    const iso = isoOf(description);
    expect(trips).toBeLessThanOrEqual(2);
    expect(iso).toMatchObject({ volume: 'PRACTICE 1.0', publisher: 'NUTSHELL', isBootable: true });
    expect(iso.boot).toEqual([{ platform: 'bios', isBootable: true, emulation: 'none' }]);
    const [menu] = iso.menus;
    expect(menu).toMatchObject({ loader: 'isolinux', path: '/isolinux/isolinux.cfg', timeoutSeconds: 60 });
    expect(menu?.title).toBe('Practice Installer for Nutshell (behaves as Silvereye FastStart)');
    expect(menu?.entries.map(({ id, hotkey, words, isDefault }) => [id, hotkey, words.join(' '), isDefault])).toEqual([
      ['nc', 'n', 'nc', false],
      ['frontend', 'f', 'frontend', false],
      ['ciab', 'c', 'ciab', false],
      ['minimal', 'g', '', false],
      ['rescue', 'r', 'rescue', false],
      ['local', 'l', '', true],
      ['memtest86', 'm', '', false],
    ]);
    expect(menu?.entries.find(({ isDefault }) => isDefault)).toMatchObject({ title: 'Boot from local drive', isLocalBoot: true });
    expect(description.summary).toContain('Its boot menu has 7 entries.');
    expect(description.problems).toEqual([]);
    expect(Math.abs((iso.createdEpochMs ?? 0) - Date.now())).toBeLessThan(3_600_000 * 26);
  });

  it.each([
    ['Rock Ridge', ['-R']],
    ['Joliet', ['-J']],
    ['plain names', []],
  ])('finds menus that include menus by %s', (_, options) => {
    const path = makeIso(folder, `${options.join('') || 'plain'}.iso`, {
      options,
      files: {
        'isolinux/isolinux.cfg': 'include menu.cfg\ndefault vesamenu.c32\ntimeout 0\n',
        'isolinux/menu.cfg': 'menu title Debian GNU/Linux installer\ninclude txt.cfg\n',
        'isolinux/txt.cfg':
          'label install\n\tmenu label ^Install\n\tkernel /install/vmlinuz\n\tappend vga=788 initrd=/i.gz --- quiet\n',
      },
    });
    const [menu] = isoOf(describeFile(path).description).menus;
    expect(menu).toMatchObject({ title: 'Debian GNU/Linux installer', timeoutSeconds: null });
    expect(menu?.entries).toEqual([
      {
        id: 'install',
        title: 'Install',
        hotkey: 'i',
        kernel: '/install/vmlinuz',
        words: ['vga=788', '---', 'quiet'],
        isDefault: true,
        isLocalBoot: false,
      },
    ]);
  });

  it('reads GRUB: titles, hot keys, the default, submenus', () => {
    const grub = `
set timeout=5
set default="1"
# menuentry 'not me' {
menuentry 'Install the "cloud"' --class gnu --hotkey=c {
  set gfxpayload=keep
  linux /vmlinuz ciab quiet
  initrd /initrd.img
}
submenu "Advanced options" {
  menuentry "Rescue it's host" --id rescue { linux /vmlinuz rescue ; initrd /i }
  menuentry "Local disk" {
    chainloader +1
  }
}
source $prefix/more.cfg
`;
    const more = 'if [ "$grub_platform" = efi ]; then\n  menuentry Firmware { exit }\nfi\n';
    const path = makeIso(folder, 'grub.iso', { files: { 'boot/grub/grub.cfg': grub, 'boot/grub/more.cfg': more } });
    const [menu] = isoOf(describeFile(path).description).menus;
    expect(menu).toMatchObject({ loader: 'grub', timeoutSeconds: 5 });
    expect(
      menu?.entries.map(({ title, hotkey, words, isDefault, isLocalBoot }) => [title, hotkey, words, isDefault, isLocalBoot]),
    ).toEqual([
      ['Install the "cloud"', 'c', ['ciab', 'quiet'], false, false],
      ["Rescue it's host", null, ['rescue'], true, false],
      ['Local disk', null, [], false, true],
      ['Firmware', null, [], false, true],
    ]);
  });

  it('says that a file was cut off, and still says what it is', () => {
    const path = makeIso(folder, 'cut.iso', { files: { 'a.txt': 'x'.repeat(400_000) } });
    writeFileSync(path, readFileSync(path).subarray(0, 200_000));
    expect(describeFile(path).description.problems[0]).toContain('shorter than the volume in it');
  });

  it('never fails, loops or reads without end on a file that lies', () => {
    const path = makeIso(folder, 'lie.iso', {
      files: { ...bootable.files, 'isolinux/isolinux.cfg': installerMenu, 'boot/grub/grub.cfg': 'menuentry x { linux y }' },
      options: ['-R', '-J', ...bootable.options],
    });
    const honest = readFileSync(path);
    let seed = 7;
    const next = (limit: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % limit;
    for (let round = 0; round < 150; round++) {
      const lie = Buffer.from(honest);
      for (let count = 0; count < 1 + next(400); count++) lie[32_768 + next(60_000)] = next(256);
      writeFileSync(path, round % 5 === 0 ? lie.subarray(0, next(lie.length)) : lie);
      const { description } = describeFile(path);
      expect(description.summary).toMatch(/\.$/);
      expect(description.summary).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe('reading what is no ISO', () => {
  it.each([
    ['', 'The file is empty.'],
    ['<!DOCTYPE html><h1>404</h1>', 'This is a web page, not an image'],
    ['\x1f\x8b\x08', 'This is compressed (gzip)'],
    ['QFI\xfb', 'This is a disk image of QEMU (qcow2)'],
    [`${'\0'.repeat(510)}\x55\xaa${'\0'.repeat(70_000)}`, 'This is a disk or USB image'],
    ['CD001'.repeat(20_000), 'neither an ISO nor a disk image'],
  ])('says of %j what it is', (content, summary) => {
    const path = join(folder, 'other.img');
    writeFileSync(path, Buffer.from(content, 'latin1'));
    expect(describeFile(path).description.summary).toContain(summary);
  });
});
