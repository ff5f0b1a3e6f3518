import type { CloudService } from '#domain/access/cloud-service.ts';
import { findService } from '#domain/access/find-service.ts';
import { listServices } from '#domain/access/list-services.ts';
import { findNetwork } from '#domain/addressing/host-network.ts';
import { listClouds, type CloudView } from '#domain/clouds/list-clouds.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { findCloud } from '../clouds/find-cloud.ts';
import { readFoundClouds } from '../clouds/read-found-clouds.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import { HostError } from '../ports/host-error.ts';
import type { RecipeService } from '../recipes/create-recipe-service.ts';

const maxAgeMs = 15_000;

export interface ServiceFinderOptions {
  readonly hosts: Pick<HostService, 'find'>;
  readonly readings: Pick<Readings, 'readRecent'>;
  readonly recipes: Pick<RecipeService, 'findRecipe'>;
}

export interface FoundServices {
  readonly host: Host;
  readonly cloud: Extract<CloudView, { readonly kind: 'cloud' }>;
  readonly recipe: Recipe;
  readonly services: readonly CloudService[];
  /** Who logs in to its machines over SSH, as the recipe says. */
  readonly loginUser: string;
  readonly notes: readonly string[];
}

export type ServiceFinder = ReturnType<typeof createServiceFinder>;

/** What a cloud offers where, from its recipe and from what is written about it on the host. */
export function createServiceFinder({ hosts, readings, recipes }: ServiceFinderOptions) {
  async function list(hostId: string, name: string): Promise<FoundServices> {
    const host = await hosts.find(hostId);
    const reading = await readings.readRecent(host, maxAgeMs);
    readFoundClouds(reading.facts);
    const cloud = findCloud(listClouds(reading), name);
    if (cloud.kind === 'broken') {
      throw new HostError(
        'unexpected-output',
        `What is written on the host about cloud ${name} cannot be read (${cloud.path}).`,
        {
          hint: 'Look at that file on the host.',
        },
      );
    }
    const recipe = await recipes.findRecipe(cloud.cloud.recipe);
    const network = findNetwork(reading.facts, cloud.cloud.machines[0]?.bridge ?? null);
    return {
      host,
      cloud,
      recipe,
      services: listServices(cloud.cloud, recipe, network.kind === 'found' ? network.network : null),
      loginUser: recipe.logins.find(({ where }) => /\bSSH\b/.test(where))?.user ?? 'root',
      notes: network.kind === 'found' ? [] : [network.reason],
    };
  }

  return {
    list,
    async find(hostId: string, name: string, wanted: string): Promise<FoundServices & { readonly service: CloudService }> {
      const found = await list(hostId, name);
      const choice = findService(found.services, wanted);
      if (choice.kind === 'none') {
        throw new HostError('not-found', choice.reason, { hint: choice.hint });
      }
      return { ...found, service: choice.service };
    },
  };
}
