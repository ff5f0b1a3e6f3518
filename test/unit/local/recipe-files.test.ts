import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRecipeFiles } from '#local/create-recipe-files.ts';

function places() {
  const base = mkdtempSync(path.join(tmpdir(), 'nutshell-recipes-'));
  const [resourcesDirectory, dataDirectory] = [path.join(base, 'resources'), path.join(base, 'data')];
  mkdirSync(path.join(resourcesDirectory, 'recipes'), { recursive: true });
  writeFileSync(path.join(resourcesDirectory, 'recipes', 'a.yaml'), 'recipe: 1\n');
  return { resourcesDirectory, dataDirectory, own: path.join(dataDirectory, 'recipes') };
}

describe('the files of recipes', () => {
  it('are the built-in ones where a person has none', async () => {
    const files = await createRecipeFiles(places()).list();
    expect(files.map(({ origin, fileName, content }) => [origin, fileName, content])).toEqual([
      ['built-in', 'a.yaml', { kind: 'text', text: 'recipe: 1\n' }],
    ]);
  });

  it('are saved whole, and the former is kept beside', async () => {
    const at = places();
    const files = createRecipeFiles(at);
    expect(await files.save('mine.yaml', 'one')).toEqual({ path: path.join(at.own, 'mine.yaml'), keptAt: null });
    const { keptAt } = await files.save('mine.yaml', 'two');
    expect([readFileSync(path.join(at.own, 'mine.yaml'), 'utf8'), readFileSync(keptAt ?? '', 'utf8')]).toEqual(['two', 'one']);
    expect((await files.list()).map(({ fileName }) => fileName)).toEqual(['a.yaml', 'mine.yaml']);
  });

  it('are kept when they are removed, and one that is not there is an error', async () => {
    const at = places();
    const files = createRecipeFiles(at);
    await files.save('mine.yaml', 'one');
    const { keptAt } = await files.remove('mine.yaml');
    expect([existsSync(path.join(at.own, 'mine.yaml')), readFileSync(keptAt, 'utf8')]).toEqual([false, 'one']);
    await expect(files.remove('mine.yaml')).rejects.toMatchObject({ code: 'local-file' });
  });

  it.each(['../a.yaml', 'a/b.yaml', 'a\\b.yaml', '.yaml', 'a.txt', ''])('never have the name %j', async (name) => {
    const files = createRecipeFiles(places());
    await expect(async () => files.save(name, 'x')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(async () => files.remove(name)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('are read as Windows writes them', async () => {
    const at = places();
    mkdirSync(at.own, { recursive: true });
    writeFileSync(path.join(at.own, 'w.yml'), '\uFEFFrecipe: 1\r\nid: w\r\n');
    expect((await createRecipeFiles(at).list())[1]?.content).toEqual({ kind: 'text', text: 'recipe: 1\nid: w\n' });
  });

  it('say why one of them cannot be read, and give the others', async () => {
    const at = places();
    mkdirSync(path.join(at.own, 'folder.yaml'), { recursive: true });
    writeFileSync(path.join(at.own, 'huge.yaml'), 'x'.repeat(1_000_001));
    const files = await createRecipeFiles(at).list();
    expect(files.map(({ fileName, content }) => [fileName, content.kind])).toEqual([
      ['a.yaml', 'text'],
      ['folder.yaml', 'unreadable'],
      ['huge.yaml', 'unreadable'],
    ]);
  });
});
