import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecipe } from '#domain/recipes/read-recipe.ts';
import { builtInFiles, readBuiltIn } from '#fakes/recipes.ts';

const good = readBuiltIn('practice-cloud');

/** The first problem of the practice recipe with one piece of it changed. */
function spoil(from: string, to: string): string {
  expect(good).toContain(from);
  const reading = readRecipe(good.replace(from, to));
  if (reading.kind === 'read') return 'read';
  const [first] = reading.problems;
  return `${first!.line}:${first!.column} ${first!.message}`;
}

const lineOf = (text: string) => good.slice(0, good.indexOf(text)).split('\n').length;

describe('the recipes that come with Nutshell', () => {
  it.each(builtInFiles)('%s can be read, and is named after its id', (file) => {
    const reading = readRecipe(readBuiltIn(file.replace('.yaml', '')));
    expect(reading).toMatchObject({ kind: 'read', recipe: { id: file.replace('.yaml', '') } });
  });
});

describe('a recipe with a mistake', () => {
  it('has an unknown field named, with what was meant and where it stands', () => {
    expect(spoil('    kernelWords: [nc]', '    kernelWord: [nc]')).toBe(
      `${lineOf('    kernelWords: [nc]')}:5 A role has no field “kernelWord”. Did you mean kernelWords?`,
    );
  });

  it.each([
    ['summary: A small', 'sumary: A small', 'A recipe has no field “sumary”. Did you mean summary?'],
    ['  timeoutSeconds: 60', '  timeoutSeconds: soon', 'This must be a whole number from 0 to 3600 (seconds), not “soon”.'],
    ['  default: local', '  default: locall', 'This recipe has no “locall”. Did you mean local?'],
    ['    menuEntry: nc', '    menuEntry: ncc', 'This recipe has no “ncc”. Did you mean nc?'],
    [
      '      - role: nc\n        until: ready',
      '      - role: nx\n        until: ready',
      'This recipe has no “nx”. Did you mean nc?',
    ],
    ['  chipset: pc', '  chipset: pcc', 'This must be one of pc, q35, not “pcc”. Did you mean pc?'],
    ['      kind: direct-kernel', '      kind: direct-kernl', 'The field kind must be one of direct-kernel'],
    [
      '- gateway={{machine.gateway}}',
      '- gateway={{machine.gatway}}',
      'There is no value {{machine.gatway}}. Did you mean machine.gateway?',
    ],
    ['- gateway={{machine.gateway}}', '- gateway={{machine.gateway}', 'cannot be read. Write a value as {{machine.ip}}'],
    ['- gateway={{machine.gateway}}', '- pw={{secret.rootPasswordHash}}', 'A secret may stand in files alone'],
    ['{{secret.rootPasswordHash}}', '{{secret.rootPassword}}', 'never the password'],
    [
      'minimumMiB: 416, sensibleMiB: 512',
      'minimumMiB: 1416, sensibleMiB: 512',
      'The sensible memory (512) is below the minimum (1416).',
    ],
    ['keys: [n, enter]', 'keys: [n, entr]', 'enter'],
    ['id: ciab\n    title', 'id: nc\n    title', 'nc is here twice'],
    ['recipe: 1', 'recipe: 2', '2 is out of range'],
    ['era: today', 'era:', 'The field era is empty. Leave it out, or give it a value.'],
    ['era: today\n', '', 'The field era is missing here.'],
    ['era: today', 'era: today\nera: 2013', 'This field is here twice.'],
    ['era: today', 'era: *now', 'an alias (*name), which is not used here'],
    ['era: today', 'era: !!binary today', 'not a value with a tag (!), which is not used here'],
    ['era: today', 'era: !now today', 'Tags (!name) are not used here'],
    ['era: today', 'era: "today', 'Something is missing here'],
    ['era: today', '\tera: today', 'tab'],
    ['dhcpIgnores: [', 'dhcpIgnores: [[', 'This line is indented differently from its neighbours'],
    ['verified: resources', 'unverified: x\nverified: resources', 'Say verified or unverified here, not both.'],
  ])('%j as %j', (from, to, sentence) => {
    expect(spoil(from, to)).toContain(sentence);
  });

  it('with roles that wait for each other is refused', () => {
    const circle = good.replace(
      '    kernelWords: [nc]\n',
      '    kernelWords: [nc]\n    after: [{ role: frontend, until: ready }]\n',
    );
    expect(readRecipe(circle)).toMatchObject({ kind: 'refused', problems: [{ message: /waits for itself/ }, {}] });
  });

  it('has all its mistakes told at once, in the order of the file', () => {
    const reading = readRecipe(good.replace('era: today', 'eraa: today').replace('  chipset: pc', '  chipset: x'));
    expect(reading.kind === 'refused' && reading.problems.map(({ line }) => line)).toEqual([
      lineOf('era: today'),
      lineOf('  chipset: pc'),
    ]);
  });
});

describe('a file that is no recipe', () => {
  it.each([
    ['', 'The file is empty.'],
    ['# nothing\n', 'The file is empty.'],
    ['- a\n', 'This must be a recipe, written as fields, not a list.'],
    ['hello', 'This must be a recipe, written as fields, not “hello”.'],
    ['\u0000\u0001', 'cannot be printed'],
    ['['.repeat(5_000), 'brackets are open here'],
    ['- '.repeat(5_000), 'too many marks of lists'],
    ['a: '.repeat(5_000), 'too many marks of lists'],
    [Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'indented by'],
    ['x'.repeat(300_000), 'more than 200000 characters'],
    ['a: 1\n---\nb: 2\n', 'A second document begins here'],
  ])('%.20s… ends in a sentence with a place', (text, sentence) => {
    const reading = readRecipe(text);
    expect(reading.kind).toBe('refused');
    const problems = reading.kind === 'refused' ? reading.problems : [];
    expect(problems.map(({ message }) => message).join(' ')).toContain(sentence);
    expect(problems.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
  });

  it('whatever it holds, is read or refused with sentences that have line and column', () => {
    const lines = good.split('\n');
    const cut = fc
      .tuple(
        fc.nat(lines.length - 1),
        fc.nat(6),
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('[', '{', '- ', '*a', '&a ', '"', '|', '%', '? ', ': ', '!!x ', '<<: *a'),
        ),
      )
      .map(([at, count, text]) => [...lines.slice(0, at), text, ...lines.slice(at + count)].join('\n'));
    fc.assert(
      fc.property(fc.oneof(cut, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
        const reading = readRecipe(text);
        if (reading.kind === 'read') return;
        expect(reading.problems.length).toBeGreaterThan(0);
        for (const { line, column, message } of reading.problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split('\n').length + 1);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message).toMatch(/[.?]$/);
        }
      }),
      { numRuns: 60 },
    );
  });
});
