import type { AppApi } from '#contract/api.ts';
import { buildBlocks, toClaimView, type AddressMap } from '#domain/addressing/address-map.ts';
import { mergeRanges } from '#domain/addressing/range-set.ts';
import { parseRanges } from '#domain/addressing/parse-ranges.ts';
import { buildProbeReport } from '#domain/addressing/probe/build-probe-report.ts';
import { checkProbe } from '#domain/addressing/probe/check-probe.ts';
import { collectTaken } from '#domain/machines/collect-taken.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import { createReviewedIdentities } from '../machines/create-reviewed-identities.ts';
import { createRunPlan } from '../machines/create-run-plan.ts';
import type { MachineServiceOptions } from '../machines/machine-service-options.ts';
import type { AddressProber, AddressStore, LaptopRoutes } from '../ports/addressing-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import { collectTakenOf, createGathering, readOwned, requireNetwork, type Gathered } from './gather-addresses.ts';
import { planClaimChange, type AskedChange } from './plan-claim-change.ts';
import { planDemands } from './plan-demands.ts';

export interface AddressingServiceOptions extends MachineServiceOptions {
  readonly hosts: HostService;
  readonly store: AddressStore;
  readonly laptopRoutes: LaptopRoutes;
  readonly prober: AddressProber;
}

/** Who may have which addresses: what is owned, taken, planned, proved free and claimed. */
export function createAddressingService(options: AddressingServiceOptions): AppApi['addressing'] {
  const { connections, runner, environment, store, prober } = options;
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
      const asked = mergeRanges(parsed.ranges);
      const verdict = checkProbe(asked, network);
      if (!verdict.ok) {
        throw new HostError('invalid-input', verdict.reason, { hint: 'Nothing was asked.' });
      }
      const record = await prober(connections.shellOf(gathered.host), { device: network.bridge, ranges: asked }, signal);
      const { macs } = collectTaken(gathered.facts, gathered.machines);
      // That a neighbour is a neighbour tells nobody who it is.
      const holders = new Map([...macs].filter(([, holder]) => !holder.startsWith('neighbour ')));
      return buildProbeReport(record, { bridge: network.bridge, asked, holders, atEpochMs: environment.now() });
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
