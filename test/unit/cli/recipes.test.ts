import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRecipeService } from '#core/recipes/create-recipe-service.ts';
import { createRecipeFiles } from '#local/create-recipe-files.ts';
import { anIso, readBuiltIn, recipeFolder } from '#fakes/recipes.ts';
import { aHost, clientWith } from './builders.ts';
import { runCli, type PartialClient } from './run-cli.ts';

/** The real service over the real recipes: what the command line says is what a person reads. */
function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'nutshell-cli-recipes-'));
  const files = createRecipeFiles({ resourcesDirectory: join(recipeFolder, '..'), dataDirectory: folder });
  const image = anIso({ volume: 'SILVEREYE_PRACTICE', title: 'Practice Installer for Nutshell', entries: [] });
  const { api } = createRecipeService({ files, images: { describe: async () => image } });
  const recipes = api as unknown as NonNullable<PartialClient['recipes']>;
  const file = join(folder, 'mine.yaml');
  return { client: { ...clientWith([aHost()]), recipes }, folder, file };
}

const mine = readBuiltIn('practice-cloud').replace('id: practice-cloud', 'id: mine');

describe('nutshell recipes', () => {
  it('lists them with what is verified, and where own ones lie', async () => {
    const { client, folder } = setUp();
    const { code, out } = await runCli(['recipes', 'list'], { client });
    expect(code).toBe(0);
    expect(out).toMatch(/eucalyptus-faststart-3 +Eucalyptus FastStart 3 +2013 +Nutshell +nc frontend ciab +\d+ of \d+/);
    expect(out).toContain(`Your own lie in ${join(folder, 'recipes')}.`);
    const json = await runCli(['recipes', 'list', '--json'], { client });
    expect(JSON.parse(json.out)).toMatchObject({ library: { broken: [], recipes: expect.any(Array) as unknown[] } });
  });

  it('shows one, with a ? before what is not verified', async () => {
    const { client } = setUp();
    const { out } = await runCli(['recipes', 'show', 'eucalyptus-faststart-3'], { client });
    expect(out).toMatch(/\? +direct-kernel +ciab frontend/);
    expect(out).toMatch(/^ +boot-menu +all/m);
    expect(out).toMatch(/^ +ciab +Cloud in a Box +4096 MiB \(at least 2304\)/m);
    expect(out).toContain('https://{{machine.ip}}:8443/');
  });

  it('prints a file as it is, to begin an own one', async () => {
    const { client } = setUp();
    const { out } = await runCli(['recipes', 'show', 'devstack', '--yaml'], { client });
    expect(out).toBe(readBuiltIn('devstack'));
  });

  it('checks a file and says line and column, as compilers do', async () => {
    const { client, file } = setUp();
    writeFileSync(file, mine.replace('era: today', 'eraa: today'));
    const bad = await runCli(['recipes', 'check', file], { client });
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(/mine\.yaml:\d+:1: A recipe has no field “eraa”\. Did you mean era\?/);
    const json = await runCli(['recipes', 'check', file, '--json'], { client });
    expect(JSON.parse(json.out)).toMatchObject({ summary: null, problems: [{ column: 1, field: 'eraa' }] });
    writeFileSync(file, mine);
    expect(await runCli(['recipes', 'check', file], { client })).toMatchObject({ code: 0 });
  });

  it('adds, does not replace unasked, replaces, removes; nothing is lost', async () => {
    const { client, file } = setUp();
    writeFileSync(file, mine);
    expect((await runCli(['recipes', 'add', file, '--dry-run'], { client })).err).toContain('Nothing was changed.');
    expect(await runCli(['recipes', 'add', file], { client })).toMatchObject({ code: 0 });
    expect((await runCli(['recipes', 'list'], { client })).out).toMatch(/^mine .* you /m);
    const replaced = await runCli(['recipes', 'add', file, '--replace'], { client });
    expect(replaced.err).toContain('mine.yaml.before');
    const removed = await runCli(['recipes', 'remove', 'mine'], { client });
    expect(removed).toMatchObject({ code: 0, out: 'Removed mine from your recipes.\n' });
    expect((await runCli(['recipes', 'list'], { client })).out).not.toMatch(/^mine /m);
  });

  it('adds nothing that is no recipe, and no file that is not there', async () => {
    const { client, file } = setUp();
    writeFileSync(file, 'recipe: 1\n');
    const { code, err } = await runCli(['recipes', 'add', file], { client });
    expect(code).toBe(1);
    expect(err).toContain('is no recipe yet. Nothing was added.');
    expect((await runCli(['recipes', 'add', `${file}.gone`], { client })).err).toContain('could not be read');
  });

  it('says which recipe an ISO is for, and what speaks against it', async () => {
    const { client } = setUp();
    const { out } = await runCli(['recipes', 'suggest', 'lab', '/srv/iso/a.iso'], { client });
    expect(out).toContain('likely practice-cloud (Practice cloud)');
    expect(out).toContain('but Its boot menu has no entry nc, frontend');
  });
});
