import { valueOr } from '../fact.ts';
import { findRoute } from './walk/find-route.ts';
import { findInstances } from './find-instances.ts';
import { findMachineNic, type PathPlaces } from './walk/build-scene.ts';
import type { Probe } from './walk/probe.ts';
import type { CardEnd } from './walk/scene.ts';

/** What a person chose of the probe; the rest is proposed. */
export interface ProbeWish {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly protocol?: Probe['protocol'] | undefined;
  readonly port?: number | undefined;
}

/** SSH; and where traceroute(8) begins, on which nobody listens. */
const usualPorts = { tcp: 22, udp: 33_434 } as const;

/** An address of no network at all (RFC 5737), for a host that has no default gateway. */
const somewhere = '192.0.2.1';

/**
 * From the host's gateway, where everybody outside comes from, to the first instance's public address where the machine was looked
 * into and has one, else to the machine itself.
 */
export function proposeProbe(places: PathPlaces, card: CardEnd, wish: ProbeWish = {}): Probe {
  const protocol = wish.protocol ?? (wish.port === undefined ? 'icmp' : 'tcp');
  return {
    source: wish.from ?? findGateway(places) ?? somewhere,
    destination: wish.to ?? findInstanceAddress(places, card) ?? findMachineAddress(places, card),
    protocol,
    port: protocol === 'icmp' ? null : (wish.port ?? usualPorts[protocol]),
  };
}

function findGateway({ host }: PathPlaces): string | null {
  const answer = findRoute(host, somewhere, null);
  return answer.kind === 'unicast' ? answer.nextHop.replace(somewhere, '') || null : null;
}

function findInstanceAddress({ machine }: PathPlaces, { mac }: CardEnd): string | null {
  const instances = machine === null ? [] : findInstances(machine, findMachineNic(machine, mac)?.name ?? null);
  const reachable = instances.find(({ publicAddresses }) => publicAddresses.length > 0);
  return reachable?.publicAddresses[0] ?? null;
}

/** As the machine itself says, else as the host's neighbours show it. */
function findMachineAddress({ host, machine }: PathPlaces, { mac }: CardEnd): string | null {
  const nic = machine && findMachineNic(machine, mac);
  const holder = valueOr(machine?.links ?? host.links, []).find(({ name }) => name === nic?.master) ?? nic;
  const own = holder?.addresses.find(({ family }) => family === 'inet')?.address;
  const seen = valueOr(host.neighbours, []).find(
    (entry) => mac !== null && entry.mac === mac && !entry.address.includes(':') && !entry.states.includes('FAILED'),
  );
  return own ?? seen?.address ?? null;
}
