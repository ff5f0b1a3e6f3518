import { describe, expect, it } from 'vitest';
import { parseDemand, proposeDemandText } from '#domain/addressing/demand-text.ts';
import { listUnplannedRanges, proposeDemand, type MachineOfRole } from '#domain/recipes/propose-demand.ts';
import { aBuiltInRecipe, builtInFiles } from '#fakes/recipes.ts';

const [one, two] = ['one', 'two'].map((name) => ({ name, role: 'node' })) as [MachineOfRole, MachineOfRole];

describe('what a recipe asks of an address plan', () => {
  it.each(['eucalyptus-faststart-3', 'practice-cloud'])('is for %s what FastStart proposes', (id) => {
    expect(proposeDemand(aBuiltInRecipe(id), 'blue', [{ name: 'blue', role: 'ciab' }])).toEqual(proposeDemandText('blue'));
    expect(listUnplannedRanges(aBuiltInRecipe(id))).toEqual([]);
  });

  it('has no bridge address where no machine has the bridge', () => {
    const machines = [
      { name: 'blue-nc', role: 'nc' },
      { name: 'blue-fe', role: 'frontend' },
    ];
    expect(proposeDemand(aBuiltInRecipe('eucalyptus-faststart-3'), 'blue', machines)).toMatchObject({ public: '32', bridge: '' });
  });

  it('names nothing that the recipe does not know', () => {
    expect(proposeDemand(aBuiltInRecipe('proxmox-ve'), 'blue', [one, two])).toEqual({
      cloud: 'blue',
      machines: [
        { name: 'one', address: '' },
        { name: 'two', address: '' },
      ],
      public: '',
      isOneRange: false,
      private: '',
      addressesPerGroup: null,
      bridge: '',
      rules: 'none',
    });
  });

  it('leaves to a person what a plan does not know by name, or what only one machine sees', () => {
    const unplanned = (id: string) => listUnplannedRanges(aBuiltInRecipe(id)).map((range) => range.id);
    expect(unplanned('harvester')).toEqual(['vip']);
    expect(unplanned('cloudstack')).toEqual(['pod']);
    expect(unplanned('opennebula-minione')).toEqual(['private']);
    expect(proposeDemand(aBuiltInRecipe('cloudstack'), 'blue', [{ name: 'one', role: 'all-in-one' }]).isOneRange).toBe(true);
  });

  it.each(builtInFiles)('can be read by the plan, for %s', (file) => {
    const recipe = aBuiltInRecipe(file.replace('.yaml', ''));
    const demand = proposeDemand(
      recipe,
      'blue',
      recipe.roles.map(({ id }) => ({ name: `blue-${id}`, role: id })),
    );
    expect(parseDemand(demand)).toMatchObject({ kind: 'demand' });
  });
});
