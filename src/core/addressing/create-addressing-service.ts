import type { AppApi } from '#contract/api.ts';
import { buildBlocks, toClaimView, type AddressMap } from '#domain/addressing/address-map.ts';
import { parseRanges } from '#domain/addressing/parse-ranges.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import { createReviewedIdentities } from '../machines/create-reviewed-identities.ts';
import { createRunPlan } from '../machines/create-run-plan.ts';
import type { MachineServiceOptions } from '../machines/machine-service-options.ts';
import type { AddressProber, AddressStore, LaptopRoutes } from '../ports/addressing-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import { collectTakenOf, createGathering, readOwned, requireNetwork, type Gathered } from './gather-addresses.ts';
import { planClaimChange, type AskedChange } from './plan-claim-change.ts';
import { planDemands } from './plan-demands.ts';
import { probeRanges } from './probe-ranges.ts';

export interface AddressingServiceOptions extends MachineServiceOptions {
  readonly hosts: HostService;
  readonly store: AddressStore;
  readonly laptopRoutes: LaptopRoutes;
  readonly prober: AddressProber;
}

/** Who may have which addresses: what is owned, taken, planned, proved free and claimed. */
export function createAddressingService(options: AddressingServiceOptions): AppApi['addressing'] {
  const { runner, environment, store } = options;
  const gather = createGathering(options);
  const identities = createReviewedIdentities(environment);
  const run = createRunPlan(options);

  function toMap(gathered: Gathered): AddressMap {
    const { found, owned, ownedRanges, claims, notes, hostNowEpochMs } = gathered;
    const network = found.kind === 'found' ? found.network : null;
    const choice = { exceptClouds: [], allowedDefaults: [], ignoreLaptop: false };
    return {
      network: found,
      owned,
      blocks:
        network === null
          ? []
          : buildBlocks({ owned: ownedRanges, network, claims, taken: collectTakenOf(gathered, network, choice) }),
      claims: claims.map((claim) => toClaimView(claim, environment.person, hostNowEpochMs)),
      notes,
    };
  }

  async function planChange({ hostId, change }: { readonly hostId: string; readonly change: AskedChange }) {
    const gathered = await gather(hostId);
    const { operationId, createdEpochMs: nowEpochMs, createdBy: person } = identities.of(hostId, change);
    return { gathered, operationId, ...planClaimChange(gathered, change, { operationId, nowEpochMs, person }) };
  }

  return {
    map: async ({ hostId }) => toMap(await gather(hostId)),

    async own({ hostId, blocks, way }) {
      const { owned } = (await store.list())[hostId] ?? { owned: [] };
      await store.saveOwned(hostId, readOwned(owned, blocks, way));
      return toMap(await gather(hostId));
    },

    async plan({ hostId, demands, ignoreLaptop }) {
      const gathered = await gather(hostId);
      return { ...planDemands(gathered, demands, ignoreLaptop), notes: gathered.notes };
    },

    async probe({ hostId, addresses }, { signal }) {
      const gathered = await gather(hostId);
      const network = requireNetwork(gathered);
      const parsed = parseRanges(addresses);
      if (!parsed.ok) {
        throw new HostError('invalid-input', parsed.reasons.join(' '), { hint: 'Nothing was asked.' });
      }
      return probeRanges({ gathered, network, ranges: parsed.ranges }, options, signal);
    },

    async reviewClaim(input) {
      const { plan, claim, refusals, gathered } = await planChange(input);
      const script = refusals.length === 0 ? await runner.toScript(plan) : '';
      return { plan, claim, refusals, notes: gathered.notes, script };
    },

    async *changeClaim(input, { signal }) {
      const { plan, refusals, operationId, gathered } = await planChange(input);
      if (refusals.length > 0) {
        throw new HostError('conflict', refusals.join(' '), { hint: 'Nothing was changed on the host.' });
      }
      identities.spend(input.hostId, input.change);
      yield* run(gathered.host, plan, operationId, signal);
    },
  };
}
