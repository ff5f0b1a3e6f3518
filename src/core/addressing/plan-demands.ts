import type { AddressDemand } from '#domain/addressing/address-demand.ts';
import { findPrefixLength, overlaps, sumAddresses } from '#domain/addressing/address-range.ts';
import { toCloudAddresses } from '#domain/addressing/claims/address-claim.ts';
import type { CloudAddresses } from '#domain/addressing/cloud-addresses.ts';
import { parseDemand, type DemandText } from '#domain/addressing/demand-text.ts';
import { describeCapacity } from '#domain/addressing/faststart/security-groups.ts';
import type { HostNetwork } from '#domain/addressing/host-network.ts';
import { nestedDefaults } from '#domain/addressing/nested-defaults.ts';
import { planAddresses } from '#domain/addressing/plan-addresses.ts';
import type { PlanOutcome } from '#domain/addressing/plan-outcome.ts';
import { keepAddresses } from '#domain/addressing/to-given-demand.ts';
import { HostError } from '../ports/host-error.ts';
import { collectTakenOf, requireNetwork, type Gathered } from './gather-addresses.ts';

export interface PlannedDemands {
  readonly network: HostNetwork;
  readonly outcome: PlanOutcome;
  readonly capacities: readonly (string | null)[];
}

/** Texts of a person to a plan. A cloud that has claimed addresses before keeps what still fits. */
export function planDemands(gathered: Gathered, texts: readonly DemandText[], ignoreLaptop: boolean): PlannedDemands {
  const network = requireNetwork(gathered);
  const demands = texts.map(readDemand).map((demand) => keepAddresses(demand, findHad(gathered, demand.cloud)));
  const taken = collectTakenOf(gathered, network, {
    exceptClouds: demands.map(({ cloud }) => cloud),
    allowedDefaults: demands.flatMap(listAllowedDefaults),
    ignoreLaptop,
  });
  const outcome = planAddresses({ owned: { ranges: gathered.ownedRanges }, network, demands, taken });
  const clouds = outcome.kind === 'planned' ? outcome.plan.clouds : [];
  return { network, outcome, capacities: demands.map((_demand, at) => describeGroups(clouds[at])) };
}

function readDemand(text: DemandText): AddressDemand {
  const parsed = parseDemand(text);
  if (parsed.kind === 'unreadable') {
    throw new HostError('invalid-input', parsed.problems.map(({ message }) => message).join(' '), {
      hint: 'Nothing was changed.',
    });
  }
  return parsed.demand;
}

function findHad({ claims }: Gathered, cloud: string): CloudAddresses | null {
  const claim = claims.find((one) => one.cloud === cloud);
  return claim ? toCloudAddresses(claim) : null;
}

/** FastStart may have FastStart's own defaults, where a person asked for exactly these. */
export function listAllowedDefaults({ rules, private: subnet, bridge }: AddressDemand): readonly string[] {
  const chosen = [
    ...(subnet.kind === 'given' ? [subnet.range] : []),
    ...(bridge.kind === 'given' ? [{ first: bridge.address, last: bridge.address }] : []),
  ];
  return rules === 'none'
    ? []
    : nestedDefaults
        .filter(({ id, range }) => id.startsWith('faststart-') && chosen.some((one) => overlaps(one, range)))
        .map(({ id }) => id);
}

export function describeGroups(cloud: CloudAddresses | undefined): string | null {
  const subnet = cloud?.private;
  const prefixLength = subnet ? findPrefixLength(subnet.range) : null;
  return cloud && subnet && prefixLength !== null && subnet.addressesPerGroup !== null
    ? describeCapacity(prefixLength, subnet.addressesPerGroup, sumAddresses(cloud.public))
    : null;
}
