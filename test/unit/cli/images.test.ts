import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImageDescription } from '#domain/images/image-description.ts';
import type { ImageLibrary } from '#domain/images/image-library.ts';
import { createByteSink } from '#core/images/create-byte-sink.ts';
import { aHost, aPlan, clientWith } from './builders.ts';
import { runCli, streamOf, type PartialClient } from './run-cli.ts';

const library: ImageLibrary = {
  folders: [{ path: '/srv/iso', origin: 'usual', state: 'ready', freeBytes: 1024 ** 3 }],
  images: [
    {
      path: '/srv/iso/faststart.iso',
      name: 'faststart.iso',
      folder: '/srv/iso',
      sizeBytes: 1024 ** 2,
      modifiedEpochMs: 0,
      label: { volume: 'SILVEREYE', publisher: null, createdEpochMs: null, isBootable: true },
      usedBy: ['ciab'],
      problem: null,
    },
  ],
  partials: [
    {
      path: '/srv/iso/other.iso',
      name: 'other.iso',
      folder: '/srv/iso',
      partPath: '/srv/iso/other.iso.part',
      sizeBytes: 50,
      modifiedEpochMs: 0,
      totalBytes: 200,
      source: { kind: 'url', url: 'https://example.org/other.iso', checksum: '' },
      state: 'waiting',
    },
  ],
  notice: null,
};

const clientOf = (images: NonNullable<PartialClient['images']>): PartialClient => ({ ...clientWith([aHost()]), images });

describe('nutshell images', () => {
  it('lists the library: labels, who uses what, what is broken off', async () => {
    const { code, out } = await runCli(['images', 'list'], { client: clientOf({ list: async () => library }) });
    expect(code).toBe(0);
    expect(out).toMatch(/\/srv\/iso\/faststart\.iso +1 MiB +\S+ \S+ +SILVEREYE +used by ciab/);
    expect(out).toContain('broken off at 25 % from https://example.org/other.iso');
    const json = await runCli(['images', 'list', '--json'], { client: clientOf({ list: async () => library }) });
    expect(JSON.parse(json.out)).toMatchObject({ host: { name: 'lab' }, library: { images: [{ name: 'faststart.iso' }] } });
  });

  it('says what to do where there is nothing yet', async () => {
    const empty = { ...library, images: [], partials: [] };
    const { out } = await runCli(['images', 'list'], { client: clientOf({ list: async () => empty }) });
    expect(out).toContain('looked into /srv/iso');
    expect(out).toContain('nutshell images fetch lab');
  });

  it('shows the boot menu of an ISO with hot keys, kernel words and the time limit', async () => {
    const image: ImageDescription = {
      path: '/srv/iso/a.iso',
      sizeBytes: 10,
      modifiedEpochMs: 0,
      summary: 'This is the ISO “A”.',
      problems: ['It was cut off.'],
      content: {
        kind: 'iso',
        iso: {
          volume: 'A',
          publisher: null,
          application: null,
          createdEpochMs: null,
          isBootable: true,
          volumeBytes: 10,
          boot: [{ platform: 'bios', isBootable: true, emulation: 'none' }],
          menus: [
            {
              loader: 'isolinux',
              path: '/isolinux/isolinux.cfg',
              title: 'FastStart',
              timeoutSeconds: 60,
              entries: [
                {
                  id: 'ciab',
                  title: 'Cloud',
                  hotkey: 'c',
                  kernel: 'vmlinuz',
                  words: ['ciab'],
                  isDefault: true,
                  isLocalBoot: false,
                },
              ],
            },
          ],
        },
      },
    };
    const { out, err } = await runCli(['images', 'show', 'lab', '/srv/iso/a.iso'], {
      client: clientOf({ describe: async () => image }),
    });
    expect(out).toContain('boots by    BIOS');
    expect(out).toContain('the default starts after 60 s');
    expect(out).toMatch(/\* +C +Cloud +ciab +vmlinuz +ciab/);
    expect(err).toContain('It was cut off.');
  });

  it('fetches into the first folder of the library, after what the review says', async () => {
    const drafts: unknown[] = [];
    const client = clientOf({
      list: async () => library,
      reviewFetch: async ({ draft }) => {
        drafts.push(draft);
        return {
          plan: aPlan(),
          problems: [{ field: 'checksum', level: 'warning', message: 'Nothing is checked.' }],
          script: '#!/bin/sh\n',
        };
      },
      fetch: () => streamOf(),
    });
    const dry = await runCli(['images', 'fetch', 'lab', 'http://x/a.iso', '--dry-run'], { client });
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.out).toContain('warning Nothing is checked.');
    expect(dry.err).toContain('Nothing was changed.');
    expect(drafts).toEqual([{ url: 'http://x/a.iso', folder: '/srv/iso', name: '', checksum: '' }]);
    expect((await runCli(['images', 'fetch', 'lab', 'http://x/a.iso', '--script'], { client })).out).toBe('#!/bin/sh\n');
  });

  it('refuses with the sentences of the review', async () => {
    const problem = { field: 'url', level: 'refusal', message: 'The host fetches from http and https.' } as const;
    const client = clientOf({
      list: async () => library,
      reviewFetch: async () => ({ plan: aPlan(), problems: [problem], script: '' }),
    });
    const { code, err } = await runCli(['images', 'fetch', 'lab', 'ftp://x/a.iso'], { client });
    expect(code).toBe(2);
    expect(err).toContain(problem.message);
    expect((await runCli(['images', 'fetch', 'lab', 'ftp://x/a.iso', '--dry-run'], { client })).code).toBe(4);
  });

  it('deletes only with the name typed, and never what is used', async () => {
    const review = { plan: aPlan(), path: '/srv/iso/a.iso', sizeBytes: 1, usedBy: [], refusal: null, script: '' };
    const client = clientOf({ reviewDelete: async () => review });
    expect((await runCli(['images', 'delete', 'lab', '/srv/iso/a.iso'], { client })).code).toBe(7);
    expect((await runCli(['images', 'delete', 'lab', '/srv/iso/a.iso', '--yes', 'b.iso'], { client })).code).toBe(2);
    const used = clientOf({ reviewDelete: async () => ({ ...review, usedBy: ['ciab'], refusal: 'a.iso is used by ciab.' }) });
    const refused = await runCli(['images', 'delete', 'lab', '/srv/iso/a.iso', '--yes', 'a.iso'], { client: used });
    expect(refused.code).toBe(4);
    expect(refused.err).toContain('used by ciab');
  });

  it('uploads a file from its beginning and says where it lies', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nutshell-cli-'));
    const file = join(folder, 'mine.iso');
    writeFileSync(file, 'x'.repeat(700_000));
    const sink = createByteSink(700_000);
    const client = clientOf({
      list: async () => library,
      upload: async function* ({ path, sizeBytes }) {
        yield { kind: 'ready', ticket: 't', offsetBytes: 100 };
        for (let got = 0; got < sizeBytes;) got += (await sink.next()).byteLength;
        yield { kind: 'finished', path };
      },
    });
    const { code, err } = await runCli(['images', 'upload', 'lab', file], { client, openConsole: async () => sink.stream });
    expect(code).toBe(0);
    expect(err).toContain('Uploaded /srv/iso/mine.iso.');
    expect(await runCli(['images', 'upload', 'lab', join(folder, 'gone.iso')], { client })).toMatchObject({ code: 1 });
    expect(await runCli(['images', 'upload', 'lab', file, '--name', '../x.iso'], { client })).toMatchObject({ code: 2 });
    rmSync(folder, { recursive: true });
  });
});
