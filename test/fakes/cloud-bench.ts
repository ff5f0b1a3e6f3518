import type { HostReading } from '#contract/hosts.ts';
import { createCloudService } from '#core/clouds/create-cloud-service.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { ProbeRecord } from '#domain/addressing/probe/probe-report.ts';
import type { StoredSecretName } from '#domain/clouds/stored-secrets.ts';
import type { InstallRecord } from '#domain/clouds/timeline/install-record.ts';
import { known } from '#domain/fact.ts';
import { buildReadiness } from '#domain/hosts/build-readiness.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { ImageDescription } from '#domain/images/image-description.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { aHost } from './host-facts.ts';
import { aBuiltInRecipe } from './recipes.ts';

export interface CloudWorld {
  readonly host: Host;
  readonly facts?: Partial<HostFacts>;
  readonly images?: readonly ImageDescription[];
  readonly probe?: ProbeRecord;
  readonly owned?: readonly string[];
  readonly looks?: readonly { readonly hostEpochMs: number; readonly records: ReadonlyMap<string, InstallRecord> }[];
}

/** The real use cases over a world that is made up. `happened` says what reached the host, in order. */
export function createCloudBench(world: CloudWorld) {
  const happened: string[] = [];
  const plans: { readonly operationId: string; readonly plan: Plan }[] = [];
  const secrets: [operationId: string, ReadonlyMap<StoredSecretName, string>][] = [];
  let byte = 0;
  const read = async (): Promise<HostReading> => {
    const facts = aHost(world.facts);
    return { hostId: world.host.id, facts, readiness: buildReadiness(facts), machines: buildMachines(facts) };
  };
  const images = world.images ?? [];
  const service = createCloudService({
    hosts: { find: async () => world.host, api: { list: async () => [] } },
    connections: { stateOf: () => ({ kind: 'connected' }), shellOf: () => null },
    readings: { readFresh: read, readRecent: read },
    runner: {
      start: async function* (_shell: unknown, request: (typeof plans)[number]): AsyncGenerator<OperationEvent> {
        happened.push('start');
        plans.push(request);
        yield { kind: 'finished', outcome: { kind: 'succeeded' }, atEpochMs: 1 };
      },
      toScript: async () => '#!/bin/sh\n',
    },
    environment: {
      now: () => 1_700_000_000_000,
      randomBytes: (count: number) => Uint8Array.from({ length: count }, () => (byte = (byte * 73 + 41) % 256)),
      person: 'ada@laptop',
    },
    store: {
      list: async () => ({ [world.host.id]: { owned: world.owned ?? ['10.101.7.0/24', '172.30.0.0/20'], claims: [] } }),
      saveClaims: async () => undefined,
    },
    laptopRoutes: async () => known([], 'ip route'),
    prober: async () => {
      happened.push('probe');
      return world.probe ?? { neighbours: [], replies: [], hostAddresses: [] };
    },
    recipes: {
      findRecipe: async (id: string) => {
        if (id === 'unheard-of')
          throw new HostError('not-found', 'There is no recipe unheard-of.', { hint: 'There are others.' });
        return aBuiltInRecipe(id);
      },
    },
    images: {
      list: async () => ({ folders: [], partials: [], notice: null, images: images.map(toLibraryImage) }),
      describe: async ({ path }: { path: string }) => {
        const found = images.find((image) => image.path === path);
        if (!found) throw new HostError('not-found', `There is no ${path} on the host.`);
        return found;
      },
    },
    hashPassword: (password: string) => `$6$salt$${password.length}`,
    keepSecrets: async (_shell: unknown, request: { operationId: string; secrets: ReadonlyMap<StoredSecretName, string> }) => {
      happened.push('secrets');
      secrets.push([request.operationId, request.secrets]);
    },
    watchInstalls: async function* () {
      yield* world.looks ?? [];
    },
  } as unknown as Parameters<typeof createCloudService>[0]);
  return { service, happened, plans, secrets };
}

function toLibraryImage({ path, sizeBytes, modifiedEpochMs, content }: ImageDescription) {
  const label = content.kind === 'iso' ? content.iso : null;
  return { path, name: path, folder: '/', sizeBytes, modifiedEpochMs, label, usedBy: [], problem: null };
}
