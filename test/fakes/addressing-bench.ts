import { ApiError } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { HostReading, HostView } from '#contract/hosts.ts';
import { createAddressingService } from '#core/addressing/create-addressing-service.ts';
import type { AddressStore, RememberedAddresses } from '#core/ports/addressing-adapters.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { LaptopRoute } from '#domain/addressing/laptop-route.ts';
import type { ProbeRecord } from '#domain/addressing/probe/probe-report.ts';
import { known, type Fact } from '#domain/fact.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Plan } from '#domain/plans/plan.ts';

export interface AddressingWorld {
  readonly views: readonly HostView[];
  readonly read: (hostId: string) => Promise<HostReading>;
  readonly run: (plan: Plan) => AsyncIterable<OperationEvent>;
  readonly remembered?: Readonly<Record<string, RememberedAddresses>>;
  readonly laptopRoutes?: Fact<readonly LaptopRoute[]>;
  readonly probe?: ProbeRecord;
  readonly now?: () => number;
}

/** The real use cases over a world that is made up: hosts are read from it, plans are played, the laptop's memory is a variable. */
export function createAddressingBench(world: AddressingWorld) {
  const now = world.now ?? (() => Date.UTC(2026, 10, 15));
  const { store, memory } = createMemoryStore(world.remembered ?? {});
  const probed: string[] = [];
  let lastBytes = 0;
  const service = createAddressingService({
    hosts: { find: async (hostId: string) => findHost(world, hostId), api: { list: async () => world.views } },
    connections: {
      stateOf: (hostId: string) => world.views.find(({ host }) => host.id === hostId)?.connection ?? { kind: 'disconnected' },
      shellOf: () => null,
    },
    readings: { readFresh: ({ id }: Host) => world.read(id), readRecent: ({ id }: Host) => world.read(id) },
    runner: { start: (_shell: unknown, { plan }: { plan: Plan }) => world.run(plan), toScript: async () => '#!/bin/sh\n' },
    environment: { now, randomBytes: (count: number) => new Uint8Array(count).fill((lastBytes += 1)), person: 'ada@laptop' },
    store,
    laptopRoutes: async () => world.laptopRoutes ?? known([], 'ip route'),
    prober: async (_shell: unknown, { device }: { device: string }) => {
      probed.push(device);
      return world.probe ?? { neighbours: [], replies: [], hostAddresses: [] };
    },
  } as unknown as Parameters<typeof createAddressingService>[0]);
  const context = { signal: new AbortController().signal };
  const client: AppClient['addressing'] = {
    map: (input) => answer(service.map(input, context)),
    own: (input) => answer(service.own(input, context)),
    plan: (input) => answer(service.plan(input, context)),
    probe: (input) => answer(service.probe(input, context)),
    reviewClaim: (input) => answer(service.reviewClaim(input, context)),
    changeClaim: (input) => service.changeClaim(input, context),
  };
  return { client, memory, probed };
}

/** As the dispatcher passes errors on. */
async function answer<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw error instanceof HostError ? new ApiError(error.toProblem()) : error;
  }
}

export function findHost({ views }: Pick<AddressingWorld, 'views'>, hostId: string): Host {
  const view = views.find(({ host }) => host.id === hostId);
  if (!view) throw new HostError('not-found', 'This host is no longer in the list.');
  return view.host;
}

function createMemoryStore(remembered: Readonly<Record<string, RememberedAddresses>>) {
  const memory: Record<string, RememberedAddresses> = { ...remembered };
  const change = (hostId: string, more: Partial<RememberedAddresses>) => {
    memory[hostId] = { ...(memory[hostId] ?? { owned: [], claims: [] }), ...more };
    return Promise.resolve();
  };
  const store: AddressStore = {
    list: async () => memory,
    saveOwned: (hostId, owned) => change(hostId, { owned }),
    saveClaims: (hostId, claims) => change(hostId, { claims }),
  };
  return { store, memory };
}
