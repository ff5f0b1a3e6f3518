import type { AppApi } from '#contract/api.ts';
import type { MachineAnswers } from '#contract/consoles.ts';
import { findNetwork } from '#domain/addressing/host-network.ts';
import { gatherInstallValues } from '#domain/clouds/choose-install.ts';
import type { Cloud } from '#domain/clouds/cloud.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildAnswerSheet } from '#domain/recipes/build-answer-sheet.ts';
import { findRole } from '#domain/recipes/find-role.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import { HostError } from '../ports/host-error.ts';
import type { RecipeService } from '../recipes/create-recipe-service.ts';

const maxAgeMs = 15_000;

export interface AnswerServiceOptions {
  readonly hosts: HostService;
  readonly readings: Readings;
  readonly recipes: Pick<RecipeService, 'findRecipe'>;
}

/** What to answer to the installer of a machine, from the cloud that it belongs to as it is written down on the host. */
export function createAnswerService({ hosts, readings, recipes }: AnswerServiceOptions): Pick<AppApi['consoles'], 'answers'> {
  return {
    async answers({ hostId, machine: name }): Promise<MachineAnswers> {
      const host = await hosts.find(hostId);
      const { reading } = await readings.findMachine(host, name, { maxAgeMs });
      const cloud = listClouds(reading).find(
        (one) => one.kind === 'cloud' && one.machines.some((member) => member.name === name && member.machine !== null),
      );
      if (cloud?.kind !== 'cloud') {
        return none(`${name} is no part of a cloud that was launched from a recipe.`);
      }
      const recipe = await findRecipe(recipes, cloud.cloud.recipe);
      return typeof recipe === 'string' ? none(recipe) : buildAnswers(recipe, cloud.cloud, name, reading.facts);
    },
  };
}

function buildAnswers(recipe: Recipe, cloud: Cloud, name: string, facts: HostFacts): MachineAnswers {
  const machine = cloud.machines.find((one) => one.name === name);
  const role = machine === undefined ? null : findRole(recipe, machine.role);
  if (machine === undefined || role === null) {
    return none(`The recipe ${recipe.title} has no role for ${name}.`);
  }
  const found = findNetwork(facts, machine.bridge);
  if (found.kind === 'none') {
    return none(found.reason);
  }
  const values = gatherInstallValues(cloud, name, recipe, found.network);
  const sheet = values === null ? null : buildAnswerSheet(recipe, role.id, values);
  if (sheet === null || sheet.kind === 'refused') {
    return none(sheet === null ? `${name} has no address in its cloud’s plan.` : sheet.problems.join(' '));
  }
  return sheet.entries.length === 0
    ? none(`The recipe ${recipe.title} does not say what its installer asks.`)
    : { kind: 'sheet', cloud: cloud.name, recipeTitle: recipe.title, roleTitle: role.title, entries: sheet.entries };
}

async function findRecipe(recipes: AnswerServiceOptions['recipes'], id: string): Promise<Recipe | string> {
  try {
    return await recipes.findRecipe(id);
  } catch (error) {
    if (error instanceof HostError && error.code === 'not-found') {
      return error.message;
    }
    throw error;
  }
}

function none(reason: string): MachineAnswers {
  return { kind: 'none', reason };
}
