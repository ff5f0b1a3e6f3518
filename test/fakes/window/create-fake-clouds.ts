import type { AppClient } from '#contract/api.ts';
import { createCloudService } from '#core/clouds/create-cloud-service.ts';
import type { CloudServiceOptions } from '#core/clouds/cloud-service-options.ts';
import { known } from '#domain/fact.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { findHost, type AddressingWorld } from '../addressing-bench.ts';
import { answer } from './fake-recipes.ts';

interface CloudsWorld extends AddressingWorld {
  readonly images: Pick<AppClient['images'], 'list' | 'describe'>;
  readonly findRecipe: CloudServiceOptions['recipes']['findRecipe'];
}

/** A probe takes some seconds, and the window says so meanwhile. */
const probeMs = 300;

/** The real use cases over the scenario: hosts and ISOs are read from it, plans are played. */
export function createFakeClouds(world: CloudsWorld): AppClient['clouds'] {
  let byte = 0;
  const service = createCloudService({
    hosts: { find: async (hostId: string) => findHost(world, hostId), api: { list: async () => world.views } },
    connections: { stateOf: () => ({ kind: 'connected' }), shellOf: () => null },
    readings: { readFresh: ({ id }: Host) => world.read(id), readRecent: ({ id }: Host) => world.read(id) },
    runner: { start: (_shell: unknown, { plan }: { plan: Plan }) => world.run(plan), toScript: async () => '#!/bin/sh\n' },
    environment: {
      now: Date.now,
      randomBytes: (count: number) => Uint8Array.from({ length: count }, () => (byte = (byte * 73 + 41) % 256)),
      person: 'ada@laptop',
    },
    store: { list: async () => world.remembered ?? {}, saveOwned: async () => undefined, saveClaims: async () => undefined },
    laptopRoutes: async () => world.laptopRoutes ?? known([], 'ip route'),
    prober: async () => {
      await new Promise((resolve) => setTimeout(resolve, probeMs));
      return world.probe ?? { neighbours: [], replies: [], hostAddresses: [] };
    },
    recipes: { findRecipe: world.findRecipe },
    images: world.images,
    hashPassword: () => '$6$salt$hash',
    keepSecrets: async () => undefined,
    watchInstalls: async function* () {
      yield* [];
    },
  } as unknown as CloudServiceOptions);
  const context = { signal: new AbortController().signal };
  return {
    list: (input) => answer(service.list(input, context)),
    complete: (input) => answer(service.complete(input, context)),
    plan: (input) => answer(service.plan({ ...input, removal: input.removal ?? null }, context)),
    up: (input) => service.up({ ...input, removal: input.removal ?? null, typedName: input.typedName ?? '' }, context),
    progress: (input, options) => service.progress(input, { ...context, ...options }),
    makePassword: (input) => answer(service.makePassword(input, context)),
    reviewDown: (input) => answer(service.reviewDown(input, context)),
    down: (input) => service.down(input, context),
    export: (input) => answer(service.export(input, context)),
  };
}
