import { known, valueOr } from '#domain/fact.ts';
import type { Fact } from '#domain/fact.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { IngressFilter, PlaceFacts } from '#domain/path/place-facts.ts';
import { parsePairs } from '../facts/parse-pairs.ts';
import { parseSections } from '../facts/parse-sections.ts';
import type { Section } from '../facts/section.ts';
import { toFact, toRaw } from '../facts/to-fact.ts';
import { Unreadable } from '../facts/unreadable.ts';
import { joinAddresses } from '../net/join-addresses.ts';
import { parseAddresses } from '../net/parse-addresses.ts';
import { parseLinks } from '../net/parse-links.ts';
import { parseListening } from '../net/parse-listening.ts';
import { parseNeighbours } from '../net/parse-neighbours.ts';
import { parseProcesses } from '../qemu/parse-processes.ts';
import { buildRuleTables } from './build-rule-tables.ts';
import { parseBridges, parsePorts } from './parse-bridges.ts';
import { parseConnections } from './parse-connections.ts';
import { parseIngressFilters, parseXdpPrograms } from './parse-ingress-filters.ts';
import { parsePlaceRoutes } from './parse-place-routes.ts';
import { parseProtocolCounters } from './parse-protocol-counters.ts';
import { parseRoutingRules } from './parse-routing-rules.ts';
import { parseStations } from './parse-stations.ts';
import { parseVlans } from './parse-vlans.ts';

export interface PlaceAnswer {
  readonly text: string;
  readonly nonce: string;
  readonly receivedEpochMs: number;
}

/**
 * Facts from the answer of inspect-network.sh. Throws a HostError (unexpected-output) where the answer is not whole; anything less is
 * an `unavailable` fact with its raw text.
 */
export function buildPlaceFacts({ text, nonce, receivedEpochMs }: PlaceAnswer): PlaceFacts {
  const sections = parseSections(text, nonce);
  const ports = toFact(sections, 'bridges', ({ output }) => parsePorts(output));
  return {
    readAtEpochMs: receivedEpochMs,
    name: readName(sections),
    ...buildLinks(sections),
    bridges: toFact(sections, 'bridges', ({ output }) => parseBridges(output)),
    ports,
    routes: toFact(sections, 'routes', ({ output }) => parsePlaceRoutes(output)),
    routingRules: toFact(sections, 'rules', ({ output }) => parseRoutingRules(output)),
    neighbours: toFact(sections, 'neighbours', ({ output }) => parseNeighbours(output)),
    forwarding: toFact(sections, 'forwarding', ({ output }) => parseStations(output, valueOr(ports, []))),
    vlans: toFact(sections, 'vlans', ({ output }) => parseVlans(output)),
    switches: toFact(sections, 'switches', ({ output }) => parseSwitches(output)),
    tables: buildRuleTables(sections),
    connections: toFact(sections, 'connections', ({ output }) => parseConnections(output)),
    ingressFilters: buildIngressFilters(sections),
    listening: toFact(sections, 'listening', ({ output }) => parseListening(output)),
    counters: toFact(sections, 'counters', ({ output }) => parseProtocolCounters(output)),
    processes: toFact(sections, 'processes', ({ output }) => parseProcesses(output, nonce)),
  };
}

function readName(sections: readonly Section[]): string {
  const [name = ''] = sections.find((section) => section.name === 'place')?.output.split('\n') ?? [];
  if (name === '') {
    throw new HostError('unexpected-output', 'The place did not say what it is called.', {
      hint: 'Nutshell needs a Linux with /proc there. Look at the raw text.',
      raw: toRaw(sections),
    });
  }
  return name;
}

function buildLinks(sections: readonly Section[]): Pick<PlaceFacts, 'links' | 'addresses'> {
  // With JSON one command tells links and addresses.
  const source = sections.some(({ name }) => name === 'addresses') ? 'addresses' : 'links';
  const addresses = toFact(sections, source, ({ output }) => parseAddresses(output));
  const links = toFact(sections, 'links', ({ output }) => parseLinks(output));
  return { links: joinAddresses(links, addresses), addresses };
}

function parseSwitches(output: string): Readonly<Record<string, string>> {
  const switches = Object.fromEntries(parsePairs(output));
  if (switches['ipv4/ip_forward'] === undefined) {
    throw new Unreadable('The kernel did not tell net.ipv4.ip_forward');
  }
  return switches;
}

/** A place without tc has no classifiers that anybody could have made; XDP programs are told by `ip link`. */
function buildIngressFilters(sections: readonly Section[]): Fact<readonly IngressFilter[]> {
  const links = sections.filter(({ name }) => name === 'links').at(-1);
  const xdp = parseXdpPrograms(links?.output ?? '');
  const isMissing = sections.some(({ name, status }) => name === 'ingress' && status === 127);
  const filters = isMissing
    ? known([], 'tc filter show')
    : toFact(sections, 'ingress', ({ output }) => parseIngressFilters(output));
  return filters.kind === 'known'
    ? known([...filters.value, ...xdp], `${filters.command}; ${links?.command ?? 'ip -d link'}`)
    : filters;
}
