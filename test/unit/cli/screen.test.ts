import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TypingEvent } from '#contract/consoles.ts';
import type { Screen } from '#domain/consoles/screen.ts';
import { aHost, aMachine, clientWith } from './builders.ts';
import { runCli } from './run-cli.ts';

interface Typed {
  readonly layout: string;
  readonly text: string;
  readonly keys: readonly string[];
}

function setUp(
  screen: Screen = { kind: 'text', columns: 80, rows: 25, cursor: { row: 1, column: 7 }, lines: ['Debian', 'login:', ''] },
) {
  const typed: Typed[] = [];
  const pixels = Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]);
  const picture = Buffer.concat([Buffer.from('P6\n2 2\n255\n'), pixels]);
  const client = {
    ...clientWith([aHost()], { [aHost().id]: [aMachine()] }),
    consoles: {
      read: async ({ picture: hasPicture }: { picture: boolean }) => ({
        screen,
        pictureBase64: hasPicture ? picture.toString('base64') : null,
      }),
      async *type({ layout, text, keys }: Typed): AsyncIterable<TypingEvent> {
        typed.push({ layout, text, keys });
        const total = text.length + keys.length;
        yield { kind: 'pressed', count: 1, total };
        yield { kind: 'done', count: total, total };
      },
    },
  };
  return { client, typed };
}

describe('nutshell screen', () => {
  it('prints the text that the screen shows', async () => {
    expect(await runCli(['screen', 'ciab'], setUp())).toMatchObject({ code: 0, out: 'Debian\nlogin:\n', err: '' });
    const { out } = await runCli(['screen', 'ciab', '--json'], setUp());
    expect(JSON.parse(out)).toMatchObject({ machine: 'ciab', screen: { kind: 'text', cursor: { row: 1, column: 7 } } });
  });

  it('says what graphics it cannot read, and how to get a picture', async () => {
    const { out, err } = await runCli(['screen', 'ciab'], setUp({ kind: 'graphics', width: 1024, height: 768, lines: null }));
    expect(out.trim()).toBe('');
    expect(err).toContain(
      'Graphics, 1024 × 768 pixels, with no text that could be read.\nSee it: nutshell screen ciab -o ciab.png',
    );
  });

  it('saves a picture that other programs can read, and refuses other kinds before it asks', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nutshell-screen-'));
    const file = join(folder, 'ciab.png');
    expect((await runCli(['screen', 'ciab', '-o', file], setUp())).code).toBe(0);
    const png = readFileSync(file);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 2]);
    const data = png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8);
    expect([...inflateSync(data)]).toEqual([0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 255, 9, 9, 9]);
    rmSync(folder, { recursive: true });
    const refused = await runCli(['screen', 'ciab', '-o', 'ciab.jpg'], { client: {} });
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('ciab.jpg ends neither in .png nor in .ppm.');
  });
});

describe('nutshell type', () => {
  it('types a text with the layout that the machine has, and Enter behind it', async () => {
    const { client, typed } = setUp();
    const { code, out } = await runCli(['type', 'ciab', '--layout', 'de', '--enter', 'yes'], { client });
    expect({ code, out, typed }).toEqual({
      code: 0,
      out: 'Typed 4 keys into ciab.\n',
      typed: [{ layout: 'de', text: 'yes', keys: ['enter'] }],
    });
  });

  it('takes a password from standard input, and tells nothing of it', async () => {
    const { client, typed } = setUp();
    const { code, out, err } = await runCli(['type', 'ciab', '--stdin'], { client, input: 'gehe1m\r\n' });
    expect({ code, text: typed[0]?.text }).toEqual({ code: 0, text: 'gehe1m' });
    expect(out + err).not.toContain('gehe1m');
    const refused = await runCli(['type', 'ciab', '--stdin'], { client, input: 'gehеim' });
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('Standard input has a character that cannot be typed with the layout us. Nothing was typed.');
    expect(refused.err).not.toContain('U+');
  });

  it.each([
    [['type', 'ciab', 'ñandú'], 'With the layout English (US) "ñ" (U+00F1), "ú" (U+00FA) cannot be typed. Nothing was typed.'],
    [['type', 'ciab', 'x', '--layout', 'fi'], 'There is no layout fi.'],
    [['type', 'ciab', 'x', '--stdin'], 'Give a text or --stdin, not both.'],
    [['type', 'ciab'], 'There is nothing to type.'],
  ])('%j is refused before any key goes out', async (argv, sentence) => {
    const { client, typed } = setUp();
    const { code, err } = await runCli(argv, { client });
    expect({ code, typed }).toEqual({ code: 2, typed: [] });
    expect(err).toContain(sentence);
  });

  it('only looks with --dry-run', async () => {
    const { client, typed } = setUp();
    const { out } = await runCli(['type', 'ciab', 'a b', '--enter', '--dry-run'], { client });
    expect({ out, typed }).toEqual({ out: 'It can be typed, with 4 keys.\n', typed: [] });
  });
});
