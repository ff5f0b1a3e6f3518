import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { buildFetchPlan } from '#domain/images/build-fetch-plan.ts';
import { checkFetch, type FetchDraft } from '#domain/images/fetch-draft.ts';
import type { ImageLibrary } from '#domain/images/image-library.ts';
import { findNameProblem } from '#domain/images/image-name.ts';
import { parseChecksum } from '#domain/images/parse-checksum.ts';
import { parseImageUrl } from '#domain/images/parse-image-url.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';

const sum = 'ab'.repeat(32);
const library: ImageLibrary = {
  folders: [
    { path: '/srv/iso', origin: 'usual', state: 'ready', freeBytes: 1e12 },
    { path: '/iso', origin: 'usual', state: 'missing', freeBytes: 1e12 },
  ],
  images: [
    {
      path: '/srv/iso/there.iso',
      name: 'there.iso',
      folder: '/srv/iso',
      sizeBytes: 1,
      modifiedEpochMs: 0,
      label: null,
      usedBy: [],
      problem: null,
    },
  ],
  partials: [],
  notice: null,
};
const aDraft = (more: Partial<FetchDraft> = {}): FetchDraft => ({
  url: 'https://example.org/a/file.iso',
  folder: '/srv/iso/',
  name: '',
  checksum: sum,
  ...more,
});
const sentences = (draft: FetchDraft) =>
  checkFetch(draft, library).problems.map(({ field, level, message }) => `${field} ${level}: ${message}`);

describe('an address to fetch from', () => {
  it.each([
    ['https://example.org/a/file.iso', 'file.iso'],
    ['HTTP://Example.org:8080/file%20one.iso?x=$(y)#z', 'file one.iso'],
    ['http://[2001:db8::1]:80/ü.img', 'ü.img'],
    ['https://example.org', null],
    ['https://example.org/%ff.iso', null],
    ['https://example.org/..%2f..%2fetc%2fx.iso', null],
  ])('%s is good, and its file is called %s', (text, fileName) => {
    const reading = parseImageUrl(text);
    expect(reading).toMatchObject({ ok: true, url: { fileName } });
    expect(reading.ok && reading.url.href).toMatch(/^https?:\/\/[\x21-\x7E]+$/);
  });

  it.each([
    ['example.org/file.iso', 'whole address'],
    ['ftp://example.org/file.iso', 'not from ftp'],
    ['file:///etc/shadow', 'not from file'],
    ['javascript:alert(1)', 'whole address'],
    ['https://user:secret@example.org/file.iso', 'user name or password'],
    ['https://example.org:99999/file.iso', 'no name or address of a server'],
    ['https://-oProxy/file.iso', 'no name or address of a server'],
    ['https://exa mple.org/file.iso', 'no name or address of a server'],
    ['https://bücher.example/file.iso', 'xn--'],
    ['https://example.org/\nfile.iso', 'cannot be printed'],
    ['', 'whole address'],
  ])('%j is refused with a sentence', (text, words) => {
    const reading = parseImageUrl(text);
    expect(reading.ok ? '' : reading.problem).toContain(words);
  });

  it('does not repeat a password it refuses', () => {
    expect(JSON.stringify(parseImageUrl('https://user:secret@example.org/x.iso'))).not.toContain('secret');
  });
});

describe('a checksum', () => {
  it.each([
    [sum, 'sha256'],
    [`SHA256:${sum.toUpperCase()}`, 'sha256'],
    ['c'.repeat(128), 'sha512'],
    ['d'.repeat(32), 'md5'],
    [`${sum}  file.iso`, 'sha256'],
    [`${'0'.repeat(64)}  other.iso\n${sum} *./file.iso\n`, 'sha256'],
    [`SHA256 (file.iso) = ${sum}`, 'sha256'],
  ])('is read from %j', (text, algorithm) => {
    expect(parseChecksum(text, 'file.iso')).toMatchObject({ ok: true, checksum: { kind: 'sum', algorithm } });
  });

  it('may be the address of a list, or nothing', () => {
    expect(parseChecksum('https://example.org/SHA256SUMS', 'file.iso')).toMatchObject({ checksum: { kind: 'list' } });
    expect(parseChecksum('  ', 'file.iso')).toEqual({ ok: true, checksum: null });
  });

  it.each([
    ['hello', '64 hex digits'],
    ['ab', '2 hex digits are no checksum'],
    [`md5:${sum}`, 'a sum of SHA-256, not of md5'],
    [`${sum}  one.iso\n${sum}  two.iso`, 'None of the 2 lines is about file.iso'],
    ['ftp://x/SUMS', 'not from ftp'],
  ])('%j is refused with a sentence', (text, words) => {
    const reading = parseChecksum(text, 'file.iso');
    expect(reading.ok ? '' : reading.problem).toContain(words);
  });
});

describe('a name', () => {
  it.each(['a.iso', 'it\'s $(x) `y` "z".ISO', 'ünïcödé ☃.img', '[1-9]{a,b}*.iso', `${'x'.repeat(190)}.iso`])(
    '%j can be used',
    (name) => {
      expect(findNameProblem(name)).toBeNull();
    },
  );

  it.each([
    '',
    ' ',
    '.iso',
    '-rf.iso',
    'a/b.iso',
    '../a.iso',
    'a.txt',
    'a\nb.iso',
    'a\u202Eosi.iso',
    '\uD800.iso',
    ' a.iso',
    `${'ü'.repeat(120)}.iso`,
  ])('%j is refused with a sentence', (name) => {
    expect(findNameProblem(name)).toMatch(/\.$/);
  });
});

describe('a fetch', () => {
  it('is planned as the draft says, the folder made where it is missing', () => {
    const { order, problems } = checkFetch(aDraft({ folder: '/iso' }), library);
    expect(problems).toEqual([]);
    const plan = buildFetchPlan(order!);
    expect(plan).toMatchObject({ target: { kind: 'image', path: '/iso/file.iso' }, exclusion: 'none' });
    expect(plan.steps.map(({ id }) => id)).toEqual(['check-host', 'make-folder', 'fetch', 'check-sum', 'publish']);
    expect(plan.steps.find(({ id }) => id === 'fetch')).toMatchObject({ isCancellable: true, undo: null });
  });

  it('looks for the line about the file as it is called there, before it is fetched', () => {
    const draft = aDraft({ name: 'mine.iso', checksum: 'https://example.org/SHA256SUMS' });
    const plan = buildFetchPlan(checkFetch(draft, library).order!);
    const list = '/srv/iso/mine.iso.part.sums';
    expect(plan.steps.find(({ id }) => id === 'fetch-sums')?.check).toEqual(['check-image.sh', 'find', list, 'file.iso']);
  });

  it('says what is wrong, field by field, and what is risky', () => {
    expect(sentences(aDraft({ name: 'there.iso' }))).toEqual([
      expect.stringContaining('name refusal: /srv/iso/there.iso is there already'),
    ]);
    expect(sentences(aDraft({ url: 'https://example.org/', checksum: '' }))).toEqual([
      expect.stringContaining('does not end in a file name'),
    ]);
    expect(sentences(aDraft({ folder: 'srv' }))).toEqual([expect.stringContaining('folder refusal: Give the whole path')]);
    expect(sentences(aDraft({ url: 'http://example.org/x.iso', checksum: '' }))).toEqual([
      expect.stringContaining('checksum warning: The file comes without encryption'),
    ]);
    expect(checkFetch(aDraft({ url: 'x', folder: 'y', name: 'z', checksum: '!' }), library)).toMatchObject({ order: null });
  });

  it('hands every word to a real shell unchanged, whatever it holds', () => {
    const hostile = aDraft({
      url: 'https://example.org/$(touch${IFS}boom);`id`\'"&|[1-3]{a,b}/file.iso?q=-o;rm',
      folder: '/srv/$(boom) \'x\' "y"',
      name: "-$(boom)'.iso".slice(1),
    });
    const plan = buildFetchPlan(checkFetch(hostile, library).order!);
    for (const { action } of plan.steps) {
      const words = action.kind === 'run' ? action.argv : action.kind === 'guard' ? [action.script, ...action.args] : [];
      const echoed = execFileSync('sh', ['-c', `printf '%s\\0' ${quoteArgv(words)}`], { encoding: 'utf8' });
      expect(echoed.split('\0').slice(0, -1)).toEqual(words);
    }
  });
});
