import type { AppClient } from '#contract/api.ts';
import type { MachineAnswers } from '#contract/consoles.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { buildAnswerSheet } from '#domain/recipes/build-answer-sheet.ts';
import { defaultLocale } from '#domain/recipes/install-values.ts';

/** The real sheet of the real recipe, for a machine of the article of 2013; other machines belong to no cloud. */
export async function fakeAnswers(recipes: AppClient['recipes'], machine: string): Promise<MachineAnswers> {
  if (machine !== 'ciab') {
    return { kind: 'none', reason: `${machine} is no part of a cloud that was launched from a recipe.` };
  }
  const { recipe } = await recipes.show({ id: 'eucalyptus-faststart-3' });
  const sheet = buildAnswerSheet(recipe, 'ciab', {
    cloudName: 'ciab',
    machine: { name: machine, ip: '10.101.7.2', prefixLength: 16, gateway: '10.101.0.2', nameservers: ['10.101.0.2'] },
    ranges: {
      public: [toKnownRange('10.101.7.64-10.101.7.95')],
      private: [toKnownRange('172.31.254.0/23')],
      bridge: [toKnownRange('172.31.252.1')],
    },
    settings: {},
    peers: {},
    locale: defaultLocale,
    filesUrl: null,
  });
  return sheet.kind === 'refused'
    ? { kind: 'none', reason: sheet.problems.join(' ') }
    : { kind: 'sheet', cloud: 'ciab', recipeTitle: recipe.title, roleTitle: 'Cloud in a Box', entries: sheet.entries };
}
