import { describe, expect, it } from 'vitest';
import type { ImageDescription } from '#domain/images/image-description.ts';
import { parseIsolinuxMenu } from '#domain/images/menus/parse-isolinux-menu.ts';
import { judgeMedium } from '#domain/recipes/judge-medium.ts';
import { matchesPattern } from '#domain/recipes/match-pattern.ts';
import { suggestRecipes } from '#domain/recipes/suggest-recipes.ts';
import { aBuiltInRecipe, anIso, builtInFiles } from '#fakes/recipes.ts';
import { readFileSync } from 'node:fs';

const practiceMenu = parseIsolinuxMenu(readFileSync('resources/practice/installer/isolinux/isolinux.cfg', 'utf8'));
const practiceIso = anIso({ volume: 'SILVEREYE_PRACTICE', title: practiceMenu.title, entries: practiceMenu.entries });
const silvereyeIso = anIso({ volume: 'CDROM', title: 'Silvereye Installer for Eucalyptus', entries: practiceMenu.entries });
const all = builtInFiles.map((file) => aBuiltInRecipe(file.replace('.yaml', '')));

describe('which recipe an ISO is for', () => {
  it('is told by label, title and entries of the menu', () => {
    expect(suggestRecipes(all, practiceIso)[0]).toMatchObject({ recipeId: 'practice-cloud', fit: { kind: 'sure', doubts: [] } });
    expect(suggestRecipes(all, silvereyeIso)[0]).toMatchObject({ recipeId: 'eucalyptus-faststart-3', fit: { kind: 'sure' } });
  });

  it('is doubted with the reason where one of them is another', () => {
    const fit = judgeMedium(aBuiltInRecipe('practice-cloud'), silvereyeIso);
    expect(fit.kind).toBe('unknown');
    expect(fit.doubts).toEqual([
      'Its label is “CDROM”, and not “SILVEREYE_PRACTICE”.',
      'Its boot menu is called “Silvereye Installer for Eucalyptus”, and not “Practice Installer for Nutshell*”.',
    ]);
  });

  it('is not told by a label alone that many ISOs have', () => {
    const foreign = anIso({ volume: 'CDROM', title: null, entries: [] });
    expect(judgeMedium(aBuiltInRecipe('eucalyptus-faststart-3'), foreign).kind).toBe('unknown');
    expect(suggestRecipes(all, foreign)).toEqual([]);
  });

  it('is no recipe at all for a disk image or a foreign ISO, and why is said', () => {
    const disk: ImageDescription = { ...practiceIso, content: { kind: 'disk' }, summary: 'This is a disk or USB image.' };
    expect(judgeMedium(aBuiltInRecipe('practice-cloud'), disk)).toMatchObject({
      kind: 'no',
      doubts: ['This is a disk or USB image.'],
    });
    expect(suggestRecipes(all, anIso({ volume: 'GAMES', title: null, entries: [] }))).toEqual([]);
  });

  it('has the boot menu of the practice recipe as the installer has it', () => {
    const { bootMenu } = aBuiltInRecipe('practice-cloud');
    expect(bootMenu).toMatchObject({ title: practiceMenu.title, timeoutSeconds: practiceMenu.timeoutSeconds });
    expect(bootMenu?.entries.map(({ id, title, keys }) => [id, title, keys[0]])).toEqual(
      practiceMenu.entries.map(({ id, title, hotkey }) => [id, title, hotkey]),
    );
    expect(bootMenu?.entries.map(({ words }) => words)).toEqual(practiceMenu.entries.map(({ words }) => words));
  });
});

describe('a pattern', () => {
  it.each([
    ['CDROM', 'cdrom', true],
    ['Ubuntu-Server 24.04.1 LTS', 'Ubuntu-Server 24.04*', true],
    ['abab', 'a*b', true],
    ['ab', 'ab*b', false],
    ['', '*', true],
    ['a.c', 'a?c', false],
    ['aXbXc', 'a*b*c', true],
    ['x', '*(a+)+$*', false],
  ])('%j is %j: %j', (text, pattern, expected) => {
    expect(matchesPattern(text, pattern)).toBe(expected);
  });
});
