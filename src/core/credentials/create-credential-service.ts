import type { AppApi } from '#contract/api.ts';
import type { CredentialsFetch } from '#contract/credentials.ts';
import type { CloudPlace, MachineWays } from '../clouds/create-machine-ways.ts';
import type { Environment } from '../ports/environment.ts';
import { HostError } from '../ports/host-error.ts';
import type { SecretStore } from '../ports/stores.ts';
import { createKeptCredentials, toSummary, type KeptCredentials } from './kept-credentials.ts';
import { readSources } from './read-sources.ts';

export interface CredentialServiceOptions {
  readonly ways: MachineWays;
  readonly secrets: SecretStore;
  readonly environment: Pick<Environment, 'now'>;
}

export type CredentialService = ReturnType<typeof createCredentialService>;

/** Credentials of clouds: fetched where the recipe says, kept where secrets are kept, shown to who asks. */
export function createCredentialService({ ways, secrets, environment }: CredentialServiceOptions) {
  const store = createKeptCredentials(secrets);

  /** Those that are kept; else a sentence that says how to get them. */
  async function get(hostId: string, cloud: string): Promise<KeptCredentials> {
    const kept = await store.get(hostId, cloud);
    if (kept === null) {
      throw new HostError('not-found', `No credentials of cloud ${cloud} are kept on this laptop.`, {
        hint: `Fetch them first: nutshell credentials ${cloud} --fetch`,
      });
    }
    return kept;
  }

  const api: AppApi['credentials'] = {
    async state({ hostId, cloud }) {
      const [kept, place] = await Promise.all([store.get(hostId, cloud), ways.find(hostId, cloud)]);
      return {
        kept: kept && toSummary(kept),
        isPersistent: store.isPersistent,
        sources: listSources(place).map(({ title, role, format }) => ({ title, role, format })),
      };
    },
    async fetch({ hostId, cloud, login }, { signal }): Promise<CredentialsFetch> {
      const place = await ways.find(hostId, cloud);
      const sources = listSources(place);
      if (sources.length === 0) {
        return { kind: 'none', reasons: [`The recipe ${place.recipe.id} does not say where its credentials are.`] };
      }
      const way = await ways.open(
        place,
        sources.map(({ role }) => role),
        login,
        signal,
      );
      if (way.kind !== 'open') {
        return way;
      }
      try {
        const { link, target, machine } = way;
        const own = sources.filter(({ role }) => role === machine.role);
        const answer = await readSources({ cloud, link, target, sources: own, nowEpochMs: environment.now(), signal });
        if (answer.kind === 'none') {
          return answer;
        }
        await store.put(hostId, answer.kept);
        return { kind: 'fetched', summary: toSummary(answer.kept) };
      } finally {
        way.link.close();
      }
    },
    show: async ({ hostId, cloud }) => (await get(hostId, cloud)).credentials,
    async forget({ hostId, cloud }) {
      await store.remove(hostId, cloud);
      await ways.forget(await ways.find(hostId, cloud));
      return null;
    },
  };
  return { api, get };
}

/** Of the roles that the cloud has machines of. */
function listSources({ cloud, recipe }: CloudPlace) {
  const roles = new Set(cloud.machines.map(({ role }) => role));
  return recipe.credentials.filter(({ role }) => roles.has(role));
}
