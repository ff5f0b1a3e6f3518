import { changeOwned, toOwnedRanges } from '#domain/addressing/change-owned.ts';
import type { AddressRange } from '#domain/addressing/address-range.ts';
import type { AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { collectTakenRanges, type OtherHost } from '#domain/addressing/collect-taken-ranges.ts';
import { findNetwork, type FoundNetwork, type HostNetwork } from '#domain/addressing/host-network.ts';
import type { LaptopRoute } from '#domain/addressing/laptop-route.ts';
import type { TakenRange } from '#domain/addressing/taken-range.ts';
import { valueOr } from '#domain/fact.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { getHostEpochMs } from '#domain/removals/list-removals.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { AddressStore, LaptopRoutes, RememberedAddresses } from '../ports/addressing-adapters.ts';
import { HostError } from '../ports/host-error.ts';

export interface GatherOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly store: AddressStore;
  readonly laptopRoutes: LaptopRoutes;
}

/** All that is known about the addresses around a host, from the host, from other hosts and from this laptop. */
export interface Gathered {
  readonly host: Host;
  readonly facts: HostFacts;
  readonly machines: readonly Machine[];
  readonly claims: readonly AddressClaim[];
  readonly found: FoundNetwork;
  readonly owned: readonly string[];
  readonly ownedRanges: readonly AddressRange[];
  readonly otherHosts: readonly OtherHost[];
  readonly laptopRoutes: readonly LaptopRoute[];
  readonly hostNowEpochMs: number;
  readonly notes: readonly string[];
}

/** A look at another host this old still tells who is there; the claim's own host is always read anew. */
const otherAgeMs = 300_000;

const nothing: RememberedAddresses = { owned: [], claims: [] };

export function createGathering({ hosts, connections, readings, store, laptopRoutes }: GatherOptions) {
  /** What is in the way of a cloud on another host: as it is now where there is a connection, else as it was seen last. */
  async function lookAt(other: Host, remembered: RememberedAddresses): Promise<OtherHost> {
    const known = { name: other.name, claims: remembered.claims, machines: [] };
    if (connections.stateOf(other.id).kind !== 'connected') {
      return known;
    }
    try {
      const { facts, machines } = await readings.readRecent(other, otherAgeMs);
      return { name: other.name, claims: valueOr(facts.claims, remembered.claims), machines };
    } catch (error) {
      // It is another host that does not answer: what is remembered of it counts.
      if (error instanceof HostError) {
        return known;
      }
      throw error;
    }
  }

  return async function gather(hostId: string): Promise<Gathered> {
    const host = await hosts.find(hostId);
    const [{ facts, machines }, routes, remembered, views] = await Promise.all([
      readings.readFresh(host),
      laptopRoutes(),
      store.list(),
      hosts.api.list({}, { signal: new AbortController().signal }),
    ]);
    const claims = readClaims(facts);
    const { owned } = remembered[hostId] ?? nothing;
    if (JSON.stringify(claims) !== JSON.stringify(remembered[hostId]?.claims ?? [])) {
      await store.saveClaims(hostId, claims);
    }
    const others = views.map((view) => view.host).filter(({ id }) => id !== hostId);
    return {
      host,
      facts,
      machines,
      claims,
      found: findNetwork(facts),
      owned,
      ownedRanges: toOwnedRanges(owned),
      otherHosts: await Promise.all(others.map((other) => lookAt(other, remembered[other.id] ?? nothing))),
      laptopRoutes: valueOr(routes, []),
      hostNowEpochMs: getHostEpochMs(facts),
      notes: routes.kind === 'known' ? [] : [`${routes.reason}. So they are not compared with.`],
    };
  };
}

/** Without knowing who has claimed what nothing can be promised to anybody. */
function readClaims({ claims }: HostFacts): readonly AddressClaim[] {
  if (claims.kind === 'unavailable') {
    throw new HostError('unexpected-output', `Who has claimed which addresses could not be read: ${claims.reason}.`, {
      hint: 'Log in as root or as a user for whom sudo -n works, and look at /var/lib/nutshell/addresses on the host.',
      raw: claims.raw,
    });
  }
  return claims.value;
}

export function requireNetwork({ found }: Gathered): HostNetwork {
  if (found.kind === 'none') {
    throw new HostError('missing-on-host', found.reason, { hint: 'See what the readiness of this host says about its bridge.' });
  }
  return found.network;
}

export interface TakenChoice {
  readonly exceptClouds: readonly string[];
  readonly allowedDefaults: readonly string[];
  readonly ignoreLaptop: boolean;
}

export function collectTakenOf(gathered: Gathered, network: HostNetwork, choice: TakenChoice): readonly TakenRange[] {
  const { ignoreLaptop, ...except } = choice;
  return collectTakenRanges({ ...gathered, ...except, network, laptopRoutes: ignoreLaptop ? [] : gathered.laptopRoutes });
}

/** The words to remember, or an error with everything that is wrong with them. */
export function readOwned(before: readonly string[], text: string, way: Parameters<typeof changeOwned>[2]): readonly string[] {
  const changed = changeOwned(before, text, way);
  if (changed.kind === 'unreadable') {
    throw new HostError('invalid-input', changed.reasons.join(' '), { hint: 'Nothing was changed.' });
  }
  return changed.owned;
}
