import { describe, expect, it } from 'vitest';
import type { RecipeFile } from '#domain/recipes/recipe-library.ts';
import { createRecipeService } from '#core/recipes/create-recipe-service.ts';
import type { RecipeFiles } from '#core/ports/recipe-files.ts';
import { anIso, readBuiltIn } from '#fakes/recipes.ts';

const practice = readBuiltIn('practice-cloud');
const mine = practice.replace('id: practice-cloud', 'id: mine').replace('title: Practice cloud', 'title: Mine');
const signal = new AbortController().signal;

function aService(own: Readonly<Record<string, string>> = {}) {
  const kept = new Map(Object.entries(own));
  const toFile = (origin: RecipeFile['origin'], fileName: string, text: string): RecipeFile => ({
    origin,
    path: `/${origin}/${fileName}`,
    fileName,
    content: { kind: 'text', text },
  });
  const files: RecipeFiles = {
    folder: '/own',
    list: async () => [
      toFile('built-in', 'practice-cloud.yaml', practice),
      ...[...kept].map(([name, text]) => toFile('own', name, text)),
    ],
    save: async (fileName, text) => {
      const keptAt = kept.has(fileName) ? `/own/${fileName}.before` : null;
      kept.set(fileName, text);
      return { path: `/own/${fileName}`, keptAt };
    },
    remove: async (fileName) => {
      kept.delete(fileName);
      return { keptAt: `/own/${fileName}.before` };
    },
  };
  const image = anIso({ volume: 'SILVEREYE_PRACTICE', title: 'Practice Installer for Nutshell', entries: [] });
  return { service: createRecipeService({ files, images: { describe: async () => image } }).api, kept };
}

const call = { signal };

describe('the recipes of a laptop', () => {
  it('are those that come with Nutshell and a person’s own, which go first', async () => {
    const { service } = aService({ 'mine.yaml': mine, 'other.yaml': practice.replace('era: today', 'era: mine') });
    const { recipes, broken } = await service.list({}, call);
    expect(broken).toEqual([]);
    expect(recipes.map(({ id, origin, hidesBuiltIn, era }) => [id, origin, hidesBuiltIn, era])).toEqual([
      ['mine', 'own', false, 'today'],
      ['practice-cloud', 'own', true, 'mine'],
    ]);
  });

  it('include those that are broken, with why, and hide no good one', async () => {
    const { service } = aService({ 'bad.yaml': 'recipe: 1\nid: [x\n', 'one.yaml': mine, 'two.yaml': mine });
    const { recipes, broken } = await service.list({}, call);
    expect(recipes.map(({ id }) => id)).toEqual(['mine', 'practice-cloud']);
    expect(broken.map(({ fileName, problems }) => [fileName, problems[0]?.message])).toEqual([
      ['bad.yaml', expect.stringMatching(/\.$/)],
      ['two.yaml', 'one.yaml has the same id, mine, and is used. Give this one another id.'],
    ]);
  });

  it('are shown with every statement’s evidence and the file as written', async () => {
    const view = await aService().service.show({ id: 'practice-cloud' }, call);
    expect(view.text).toBe(practice);
    expect(view.statements.length).toBe(view.summary.statementCount + 1);
    await expect(aService().service.show({ id: 'practise-cloud' }, call)).rejects.toMatchObject({
      code: 'not-found',
      hint: 'Did you mean practice-cloud?',
    });
  });

  it('take a new one, but replace an own one only where that is said', async () => {
    const { service, kept } = aService();
    expect(await service.check({ text: mine }, call)).toMatchObject({ problems: [], summary: { id: 'mine' }, notes: [] });
    expect(await service.add({ text: mine, replaces: false }, call)).toMatchObject({ path: '/own/mine.yaml', keptAt: null });
    await expect(service.add({ text: mine, replaces: false }, call)).rejects.toMatchObject({ code: 'conflict' });
    expect((await service.check({ text: mine }, call)).notes).toEqual(['It would replace your own mine.yaml.']);
    expect(await service.add({ text: mine, replaces: true }, call)).toMatchObject({ keptAt: '/own/mine.yaml.before' });
    expect(kept.size).toBe(1);
    expect((await service.check({ text: practice }, call)).notes.join()).toContain('in place of the recipe practice-cloud');
  });

  it('take nothing that is no recipe', async () => {
    const { service, kept } = aService();
    await expect(service.add({ text: 'recipe: 1\n', replaces: true }, call)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^This is no recipe yet\. Line 1, column 1: /) as string,
    });
    expect(kept.size).toBe(0);
  });

  it('are removed by id, a broken one by its file, a built-in one not at all', async () => {
    const { service, kept } = aService({ 'mine.yaml': mine, 'bad.yaml': '[' });
    expect((await service.remove({ name: 'mine' }, call)).keptAt).toBe('/own/mine.yaml.before');
    expect((await service.remove({ name: 'bad.yaml' }, call)).library.broken).toEqual([]);
    expect(kept.size).toBe(0);
    await expect(service.remove({ name: 'practice-cloud' }, call)).rejects.toMatchObject({ code: 'conflict' });
    await expect(service.remove({ name: 'nothing' }, call)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('know which of them an ISO is for', async () => {
    const found = await aService().service.suggest({ hostId: 'lab', path: '/srv/iso/a.iso' }, call);
    expect(found).toMatchObject([{ recipeId: 'practice-cloud', fit: { kind: 'likely' } }]);
  });
});
