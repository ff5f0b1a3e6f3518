import { describe, expect, it } from 'vitest';
import { buildAnswerSheet, type SheetAnswer } from '#domain/recipes/build-answer-sheet.ts';
import { buildInstall, listWays, type Install } from '#domain/recipes/build-install.ts';
import type { InstallValues } from '#domain/recipes/install-values.ts';
import { aBuiltInRecipe, aPasswordHash, aRange, someInstallValues } from '#fakes/recipes.ts';

const golden = (recipe: string, role: string, name: string) =>
  `${import.meta.dirname}/../../../fixtures/recipes/${recipe}/${role}/${name}`;

function build(recipeId: string, roleId: string, values: InstallValues = someInstallValues()): Install {
  const recipe = aBuiltInRecipe(recipeId);
  const [way] = listWays(recipe, roleId);
  const reading = buildInstall(recipe, way!, { roleId, values, reveal: () => aPasswordHash });
  if (reading.kind === 'refused') throw new Error(reading.problems.join(' '));
  return reading.install;
}

const showAnswer = (answer: SheetAnswer): string =>
  answer.kind === 'type'
    ? `type ${answer.text}`
    : answer.kind === 'select'
      ? `select ${answer.option}`
      : answer.kind === 'secret'
        ? `type the ${answer.name}`
        : 'nothing';

describe.each(['eucalyptus-faststart-3', 'practice-cloud'])('%s', (recipeId) => {
  it.each(['ciab', 'frontend', 'nc'])('makes the files, words and answers of its golden files for %s', async (roleId) => {
    const { files, kernel } = build(recipeId, roleId);
    for (const { name, content } of files) {
      await expect(content).toMatchFileSnapshot(golden(recipeId, roleId, name));
    }
    expect(kernel).toMatchObject({ kernelPath: '/isolinux/vmlinuz', initrdPath: '/isolinux/initrd.img' });
    await expect(`${kernel?.words.join(' ') ?? ''}\n`).toMatchFileSnapshot(golden(recipeId, roleId, 'kernel-words.txt'));
    const sheet = buildAnswerSheet(aBuiltInRecipe(recipeId), roleId, someInstallValues());
    if (sheet.kind === 'refused') throw new Error(sheet.problems.join(' '));
    const lines = sheet.entries.map(({ phase, screen, question, answer, keys }) =>
      [phase, screen, question, showAnswer(answer), keys.join(' ')].join(' | '),
    );
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(golden(recipeId, roleId, 'answer-sheet.txt'));
  });

  it('writes eucalyptus.conf with the keys that the cloud screen writes, in its order', () => {
    const lines = build(recipeId, 'ciab')
      .files.find(({ name }) => name === 'eucalyptus.conf')
      ?.content.trimEnd()
      .split('\n');
    expect(lines).toEqual([
      'VNET_PRIVINTERFACE="br0"',
      'VNET_SUBNET="172.16.8.0"',
      'VNET_NETMASK="255.255.254.0"',
      'VNET_DNS="10.101.0.3 10.101.0.4"',
      'VNET_PUBINTERFACE="eth0"',
      'VNET_PUBLICIPS="10.101.7.64-10.101.7.95"',
      'VNET_ADDRSPERNET="32"',
      'VNET_MODE="MANAGED-NOVLAN"',
      'CREATE_SC_LOOP_DEVICES="256"',
    ]);
  });

  it('gives the node controller no eucaconf=, and the others both', () => {
    expect(build(recipeId, 'nc').kernel?.words.join(' ')).not.toContain('eucaconf');
    expect(build(recipeId, 'ciab').kernel?.words.slice(0, 3)).toEqual([
      'ciab',
      'ks=http://10.101.1.10:49152/7f3a/ks.cfg',
      'eucaconf=http://10.101.1.10:49152/7f3a/eucalyptus.conf',
    ]);
  });

  it('wants no bridge address for a machine without the bridge, and no public ones for a node controller', () => {
    const { ranges } = someInstallValues();
    const cloud = Object.fromEntries(Object.entries(ranges).filter(([id]) => id !== 'bridge'));
    expect(build(recipeId, 'frontend', someInstallValues({ ranges: cloud })).files).toHaveLength(2);
    expect(build(recipeId, 'nc', someInstallValues({ ranges: {} })).files).toHaveLength(1);
    expect(() => build(recipeId, 'ciab', someInstallValues({ ranges: cloud }))).toThrow('“NC Bridge IP” is missing');
  });

  it('says which file holds a secret, and shows it nowhere else', () => {
    const { files, kernel } = build(recipeId, 'ciab');
    expect(files.map(({ name, holdsSecret }) => [name, holdsSecret])).toEqual([
      ['ks.cfg', true],
      ['eucalyptus.conf', false],
    ]);
    expect(JSON.stringify(kernel)).not.toContain('$6$');
  });

  it('drives the menu by the hot key of the role', () => {
    const recipe = aBuiltInRecipe(recipeId);
    const way = listWays(recipe, 'frontend').find(({ how }) => how.kind === 'boot-menu');
    const reading = buildInstall(recipe, way!, { roleId: 'frontend', values: someInstallValues(), reveal: () => aPasswordHash });
    expect(reading).toMatchObject({ kind: 'built', install: { menu: { keys: ['f', 'enter'], words: [] }, kernel: null } });
  });
});

describe('what is refused before anything is written', () => {
  const recipe = aBuiltInRecipe('eucalyptus-faststart-3');
  const refuse = (changes: Partial<InstallValues>) => {
    const [way] = listWays(recipe, 'ciab');
    const reading = buildInstall(recipe, way!, {
      roleId: 'ciab',
      values: someInstallValues(changes),
      reveal: () => aPasswordHash,
    });
    return reading.kind === 'refused' ? reading.problems.join(' ') : '';
  };
  const { machine, ranges } = someInstallValues();

  it.each<[Partial<InstallValues>, string]>([
    [{ machine: { ...machine, ip: '10.101.7.300' } }, '“10.101.7.300” is not an IPv4 address'],
    [{ machine: { ...machine, ip: '10.101.0.0' } }, 'the network’s own address'],
    [{ machine: { ...machine, gateway: '10.102.0.1' } }, 'The gateway 10.102.0.1 is outside the network of 10.101.7.2/16'],
    [{ machine: { ...machine, nameservers: [] } }, 'at least one nameserver'],
    [{ machine: { ...machine, name: 'a\nb' } }, '“a\\nb” is no name for a machine'],
    [
      { ranges: { ...ranges, public: [aRange('10.102.0.1', '10.102.0.9')] } },
      "10.102.0.1-10.102.0.9 is outside the machine's network",
    ],
    [{ ranges: { ...ranges, public: [] } }, '“Public IP range/list” is missing'],
    [
      { ranges: { ...ranges, public: [aRange('10.101.7.1', '10.101.7.2'), aRange('10.101.7.9')] } },
      'either one range or single addresses',
    ],
    [{ ranges: { ...ranges, private: [aRange('172.16.8.1', '172.16.9.0')] } }, 'must be a whole network'],
    [{ ranges: { ...ranges, private: [aRange('10.101.0.0', '10.101.255.255')] } }, "holds the machine's own address"],
    [{ settings: { 'addresses-per-group': 33 } }, 'Addresses per security group is 33, and can be 16, 32, 64, 128, 256'],
    [{ filesUrl: 'http://x/$(id)' }, 'is no http address'],
    [{ filesUrl: null }, 'No value was given for file.ks.cfg'],
    [{ locale: { timezone: 'Europe/$(id)', keyboard: 'us', language: 'en_US.UTF-8' } }, 'is not a time zone'],
  ])('%j', (changes, sentence) => {
    expect(refuse(changes)).toContain(sentence);
  });

  it('a hash that is none, without showing it', () => {
    const [way] = listWays(recipe, 'ciab');
    const reading = buildInstall(recipe, way!, { roleId: 'ciab', values: someInstallValues(), reveal: () => 'my secret' });
    expect(reading.kind).toBe('refused');
    expect(JSON.stringify(reading)).not.toContain('my secret');
  });
});
