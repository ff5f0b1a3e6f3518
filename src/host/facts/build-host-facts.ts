import { known, valueOr } from '#domain/fact.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { Privilege } from '#domain/hosts/connection.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { NetworkFacts } from '#domain/hosts/network-facts.ts';
import { parseDiskFolders } from '../disks/parse-disk-folders.ts';
import { parseGroups } from '../lvm/parse-groups.ts';
import { parseVolumes } from '../lvm/parse-volumes.ts';
import { buildNetfilter } from '../net/build-netfilter.ts';
import { joinAddresses } from '../net/join-addresses.ts';
import { parseAddresses } from '../net/parse-addresses.ts';
import { parseForwarding } from '../net/parse-forwarding.ts';
import { parseLinks } from '../net/parse-links.ts';
import { parseListening } from '../net/parse-listening.ts';
import { parseNameservers } from '../net/parse-nameservers.ts';
import { parseNeighbours } from '../net/parse-neighbours.ts';
import { parseRoutes } from '../net/parse-routes.ts';
import { parseBinaries } from '../qemu/parse-binaries.ts';
import { parseBridgeHelper } from '../qemu/parse-bridge-helper.ts';
import { parseProcesses } from '../qemu/parse-processes.ts';
import { parseRuns } from '../qemu/parse-runs.ts';
import { buildClock } from './build-clock.ts';
import type { Interval } from './build-clock.ts';
import { parseCheckpoints } from './parse-checkpoints.ts';
import { parseClaims } from './parse-claims.ts';
import { parseClouds } from './parse-clouds.ts';
import { parseCpu } from './parse-cpu.ts';
import { parseDefinitions } from './parse-definitions.ts';
import { parseDistribution } from './parse-distribution.ts';
import { parseForeignDefinitions } from './parse-foreign-definitions.ts';
import { parseIdentity } from './parse-identity.ts';
import { parseKvm } from './parse-kvm.ts';
import { parseMemory } from './parse-memory.ts';
import { parseRemovals } from './parse-removals.ts';
import { parseSections } from './parse-sections.ts';
import { parseTools } from './parse-tools.ts';
import type { Section } from './section.ts';
import { toFact, toRaw } from './to-fact.ts';

export interface Answer extends Interval {
  readonly text: string;
  readonly nonce: string;
  readonly privilege: Privilege;
  /** Sections of an earlier answer that this one was not asked for. */
  readonly remembered?: readonly Section[];
}

/**
 * Facts from the answer of collect.sh. Throws a HostError (unexpected-output) where the frame is broken or the host did not even
 * say who it is; anything less is an `unavailable` fact with its raw text.
 */
export function buildHostFacts({ text, nonce, privilege, remembered = [], ...interval }: Answer): HostFacts {
  const sections = [...parseSections(text, nonce), ...remembered];
  const definitions = toFact(sections, 'definitions', ({ output }) => parseDefinitions(output, nonce));
  return {
    readAtEpochMs: interval.receivedEpochMs,
    roundTripMs: interval.receivedEpochMs - interval.sentEpochMs,
    bytesRead: Buffer.byteLength(text),
    ...readIdentity(sections),
    distribution: valueOr(
      toFact(sections, 'distribution', ({ output }) => parseDistribution(output)),
      'an unknown Linux',
    ),
    privilege,
    cpu: toFact(sections, 'cpu', ({ output }) => parseCpu(output)),
    kvm: toFact(sections, 'kvm', ({ output }) => parseKvm(output)),
    memory: toFact(sections, 'memory', ({ output }) => parseMemory(output)),
    qemu: toFact(sections, 'qemu', ({ output }) => parseBinaries(output)),
    bridgeHelper: toFact(sections, 'bridge-helper', ({ output }) => parseBridgeHelper(output)),
    network: buildNetwork(sections),
    storage: {
      groups: toFact(sections, 'groups', parseGroups),
      volumes: toFact(sections, 'volumes', parseVolumes),
      folders: toFact(sections, 'disk-folders', ({ output }) => parseDiskFolders(output)),
    },
    clock: buildClock(sections, interval),
    tools: toFact(sections, 'tools', ({ output }) => parseTools(output)),
    processes: readProcesses(sections, nonce),
    definitions: definitions.kind === 'known' ? known(definitions.value.definitions, definitions.command) : definitions,
    runs: toFact(sections, 'runs', ({ output }) => parseRuns(output)),
    foreignDefinitions: toFact(sections, 'foreign-definitions', ({ output }) => parseForeignDefinitions(output)),
    brokenDefinitions: definitions.kind === 'known' ? definitions.value.broken : [],
    removals: toFact(sections, 'removals', ({ output }) => parseRemovals(output, nonce)),
    checkpoints: toFact(sections, 'checkpoints', ({ output }) => parseCheckpoints(output, nonce)),
    claims: toFact(sections, 'claims', ({ output }) => parseClaims(output, nonce)),
    clouds: toFact(sections, 'clouds', ({ output }) => parseClouds(output, nonce)),
  };
}

function readIdentity(sections: readonly Section[]) {
  const identity = toFact(sections, 'identity', ({ output }) => parseIdentity(output));
  if (identity.kind === 'unavailable') {
    throw new HostError('unexpected-output', `The host did not say who it is. ${identity.reason}.`, {
      hint: 'Nutshell needs a Linux host with /proc. Look at the raw text.',
      raw: toRaw(sections),
    });
  }
  return identity.value;
}

/** Without the list of processes a running machine would be shown as stopped, and its MAC and volume handed out again. */
function readProcesses(sections: readonly Section[], nonce: string): HostFacts['processes'] {
  const processes = toFact(sections, 'processes', ({ output }) => parseProcesses(output, nonce));
  if (processes.kind === 'unavailable') {
    throw new HostError('unexpected-output', `Which machines run on the host could not be read. ${processes.reason}.`, {
      hint: 'Log in as root or as a user for whom sudo -n works. If that is so already, look at the raw text.',
      raw: processes.raw,
    });
  }
  return processes;
}

function buildNetwork(sections: readonly Section[]): NetworkFacts {
  // With JSON one command tells links and addresses.
  const source = sections.some(({ name }) => name === 'addresses') ? 'addresses' : 'links';
  const addresses = toFact(sections, source, ({ output }) => parseAddresses(output));
  return {
    links: joinAddresses(
      toFact(sections, 'links', ({ output }) => parseLinks(output)),
      addresses,
    ),
    addresses,
    routes: toFact(sections, 'routes', ({ output }) => parseRoutes(output)),
    neighbours: toFact(sections, 'neighbours', ({ output }) => parseNeighbours(output)),
    forwarding: toFact(sections, 'forwarding', ({ output }) => parseForwarding(output)),
    nameservers: toFact(sections, 'nameservers', ({ output }) => parseNameservers(output)),
    netfilter: buildNetfilter(sections),
    listening: toFact(sections, 'listening', ({ output }) => parseListening(output)),
  };
}
