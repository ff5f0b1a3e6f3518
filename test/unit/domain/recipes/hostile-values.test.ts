import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildInstall, listWays } from '#domain/recipes/build-install.ts';
import type { InstallValues } from '#domain/recipes/install-values.ts';
import { aBuiltInRecipe, aPasswordHash, builtInFiles, someInstallValues } from '#fakes/recipes.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '$(reboot)',
    '`id`',
    "x'; rm -rf /; '",
    'a\n%post\nid\n%end',
    'x" y="z',
    '10.101.7.2\r\nrootpw x',
    '{{secret.rootPassword}}',
    '</hostname><x>',
    'a b',
    '\u2028',
  ),
);

const recipes = builtInFiles.map((file) => aBuiltInRecipe(file.replace('.yaml', '')));
const spoilings: readonly ((text: string, number: number) => Partial<InstallValues>)[] = [
  (text) => ({ cloudName: text }),
  (text) => ({ machine: { ...someInstallValues().machine, name: text } }),
  (text) => ({ machine: { ...someInstallValues().machine, ip: text } }),
  (text) => ({ machine: { ...someInstallValues().machine, gateway: text } }),
  (text) => ({ machine: { ...someInstallValues().machine, nameservers: ['10.101.0.3', text] } }),
  (_text, number) => ({ machine: { ...someInstallValues().machine, prefixLength: number } }),
  (text) => ({ peers: { nc: [text] } }),
  (text) => ({ locale: { timezone: text, keyboard: 'us', language: 'en_US.UTF-8' } }),
  (text) => ({ locale: { timezone: 'UTC', keyboard: text, language: 'en_US.UTF-8' } }),
  (text) => ({ locale: { timezone: 'UTC', keyboard: 'us', language: text } }),
  (text) => ({ filesUrl: text }),
  (_text, number) => ({ settings: { 'addresses-per-group': number } }),
];

describe('hostile values', () => {
  it('are refused with a sentence, or change no line of a file into two and add no quote, dollar or backtick', () => {
    const countMarks = (text: string) => (text.match(/[\n\r"'`$\\;&|<>]/g) ?? []).length;
    fc.assert(
      fc.property(
        fc.constantFrom(...recipes),
        fc.constantFrom(...spoilings),
        hostile,
        fc.double(),
        (recipe, spoil, text, number) => {
          for (const { id } of recipe.roles) {
            const [way] = listWays(recipe, id);
            const input = { roleId: id, reveal: () => aPasswordHash };
            const clean = buildInstall(recipe, way!, { ...input, values: someInstallValues() });
            const reading = buildInstall(recipe, way!, { ...input, values: someInstallValues(spoil(text, number)) });
            if (reading.kind === 'refused') {
              expect(reading.problems.length).toBeGreaterThan(0);
              for (const problem of reading.problems) expect(problem).toMatch(/^[A-Z“{a-z].*[.:]$/u);
            } else if (clean.kind === 'built') {
              for (const [index, file] of reading.install.files.entries()) {
                expect(countMarks(file.content)).toBe(countMarks(clean.install.files[index]!.content));
              }
              for (const word of reading.install.kernel?.words ?? []) expect(word).toMatch(/^[!-~]+$/);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
