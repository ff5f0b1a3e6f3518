import { describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { checkHostFit } from '#domain/recipes/check-host-fit.ts';
import { countVerified, listStatements } from '#domain/recipes/list-statements.ts';
import { sortRoles } from '#domain/recipes/find-role.ts';
import { aBuiltInRecipe, builtInFiles } from '#fakes/recipes.ts';
import { aHost } from '#fakes/host-facts.ts';

const words = (facts: Partial<HostFacts>, recipeId: string, role: string, freeDiskGiB: number | null = 2_000) =>
  checkHostFit(aBuiltInRecipe(recipeId), [{ role, count: 1 }], { facts: { ...aHost(), ...facts }, freeDiskGiB });

const memory = (totalMiB: number, availableMiB: number) => ({
  memory: known({ totalMiB, availableMiB, swapTotalMiB: 0 }, 'cat /proc/meminfo'),
});
const cpu = (virtualisation: 'vmx' | 'none', threads = 16) => ({
  cpu: known({ vendor: 'intel', model: 'x', threads, virtualisation } as const, 'cat /proc/cpuinfo'),
  kvm: known({ device: 'usable', modules: [], nested: 'off' } as const, 'ls /dev/kvm'),
});

describe('a host for a recipe', () => {
  it('has too little memory, at all or now', () => {
    expect(words(memory(2_000, 1_500), 'eucalyptus-faststart-3', 'ciab')[0]).toEqual({
      level: 'refusal',
      message: 'Eucalyptus FastStart 3 needs 2304 MiB of RAM at least, and the host has 2000 MiB in all.',
    });
    expect(words(memory(8_000, 1_500), 'eucalyptus-faststart-3', 'ciab')[0]?.level).toBe('warning');
    expect(words(memory(8_000, 3_000), 'eucalyptus-faststart-3', 'ciab')[0]?.message).toContain(
      '4096 MiB of RAM would be sensible',
    );
  });

  it('shows no vmx, or does not pass it on', () => {
    expect(words(cpu('none'), 'eucalyptus-faststart-3', 'ciab').map(({ message }) => message)).toContain(
      "Cloud in a Box must see vmx or svm, and the host's processor shows neither.",
    );
    expect(
      words(cpu('vmx'), 'eucalyptus-faststart-3', 'nc')
        .map(({ message }) => message)
        .join(' '),
    ).toContain('options kvm_intel nested=1');
    expect(words({ ...cpu('none'), ...memory(64_000, 64_000) }, 'eucalyptus-faststart-3', 'frontend')).toEqual([]);
  });

  it('has no room for the disks', () => {
    expect(words(memory(64_000, 64_000), 'eucalyptus-faststart-3', 'frontend', 20)[0]).toEqual({
      level: 'refusal',
      message: 'The disks need 35 GiB at least, and 20 GiB are free.',
    });
    expect(words(memory(64_000, 64_000), 'eucalyptus-faststart-3', 'frontend', 50)[0]?.level).toBe('warning');
  });

  it('makes machines with one network card only', () => {
    expect(
      words(memory(64_000, 64_000), 'starlingx', 'all-in-one')
        .map(({ message }) => message)
        .join(' '),
    ).toContain('wants 4 network cards and 3 disks');
  });
});

describe('what is verified of a recipe', () => {
  it('is inherited from the statement around, and is not where nobody says so', () => {
    const statements = new Map(
      listStatements(aBuiltInRecipe('eucalyptus-faststart-3')).map(({ field, evidence }) => [field, evidence]),
    );
    expect(statements.get('bootMenu.entries[2]')).toEqual(statements.get('bootMenu'));
    expect(statements.get('install[0]')).toMatchObject({ kind: 'unverified' });
    expect(countVerified(aBuiltInRecipe('devstack')).verified).toBeLessThan(countVerified(aBuiltInRecipe('devstack')).total / 2);
  });

  it.each(builtInFiles)('in %s the verified has a source and the rest a reason', (file) => {
    for (const { evidence } of listStatements(aBuiltInRecipe(file.replace('.yaml', '')))) {
      expect(evidence.kind === 'verified' ? evidence.source : evidence.reason).toMatch(/\w{3}/);
    }
  });
});

describe('the order of roles', () => {
  it('has node controllers before their frontend', () => {
    expect(sortRoles(aBuiltInRecipe('eucalyptus-faststart-3')).map(({ id }) => id)).toEqual(['nc', 'frontend', 'ciab']);
  });
});
