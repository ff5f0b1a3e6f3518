import { listAddresses } from '../addressing/address-range.ts';
import { listClaimedParts } from '../addressing/claims/address-claim.ts';
import { formatIpv4 } from '../addressing/ipv4.ts';
import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { managerNames } from './describe-manager.ts';
import type { ForeignDefinition } from './foreign-definition.ts';
import { getDiskPath } from './machine-disk.ts';
import type { Machine } from './machine.ts';

/** Display N of VNC is TCP port 5900 + N. */
const vncBasePort = 5900;

/**
 * What must not be handed out again on a host, each with who holds it, in words ready for a sentence ("machine ciab").
 * A fact that could not be read takes nothing: whoever proposes says so, and the plan checks again under the host's lock.
 */
export interface Taken {
  /** By lower-case MAC: NICs of machines, running or not and whoever manages them, links of the host, what bridges learned, neighbours. */
  readonly macs: ReadonlyMap<string, string>;
  /** By VNC display number: displays of machines and every TCP port from 5900 that somebody listens on. */
  readonly displays: ReadonlyMap<number, string>;
  /** By the path that QEMU would open: volumes and files of the host, and disks that belong to machines. */
  readonly disks: ReadonlyMap<string, string>;
  /** By machine name, running or not. */
  readonly machineNames: ReadonlyMap<string, string>;
  /** By address without prefix length: the host's own, its gateways and nameservers, live neighbours, what machines were given, what clouds have claimed. */
  readonly ipAddresses: ReadonlyMap<string, string>;
}

/**
 * Everything that is in use on a host. Where two hold the same thing, the first in the order of the doc comments is named. `machineName`: who
 * asks; what is claimed for that machine is not taken from it.
 */
export function collectTaken(facts: HostFacts, machines: readonly Machine[], machineName: string | null = null): Taken {
  return {
    macs: toMap([...machineMacs(machines), ...definedBy(facts, ({ macs }) => macs), ...hostMacs(facts)]),
    displays: toMap([...machineDisplays(machines), ...definedBy(facts, ({ displays }) => displays), ...listeningDisplays(facts)]),
    disks: toMap([...diskPaths(facts), ...machineDisks(machines), ...definedBy(facts, ({ diskPaths }) => diskPaths)]),
    machineNames: toMap([
      ...machines.map((machine): Entry<string> => [machine.name, describe(machine)]),
      ...definedBy(facts, ({ name }) => [name]),
      ...brokenNames(facts),
    ]),
    ipAddresses: toMap([...hostAddresses(facts), ...machineAddresses(machines), ...claimedAddresses(facts, machineName)]),
  };
}

type Entry<K> = readonly [K, string];

function toMap<K>(entries: readonly Entry<K>[]): ReadonlyMap<K, string> {
  const map = new Map<K, string>();
  for (const [key, holder] of entries) {
    if (!map.has(key)) {
      map.set(key, holder);
    }
  }
  return map;
}

function describe(machine: Machine): string {
  const name = `machine ${machine.name}`;
  return machine.owner === 'foreign' && machine.state.kind === 'running' ? `${name} (QEMU process ${machine.state.pid})` : name;
}

/** What the machines of libvirt and Proxmox will take when somebody starts them. */
function definedBy<K>({ foreignDefinitions }: HostFacts, take: (definition: ForeignDefinition) => readonly K[]): Entry<K>[] {
  return valueOr(foreignDefinitions, []).flatMap((definition) =>
    take(definition).map((one): Entry<K> => [one, `machine ${definition.name} of ${managerNames[definition.manager]}`]),
  );
}

function brokenNames({ brokenDefinitions }: HostFacts): Entry<string>[] {
  return brokenDefinitions.map(({ machineName, path }) => [machineName, `a machine whose definition cannot be read (${path})`]);
}

function machineMacs(machines: readonly Machine[]): Entry<string>[] {
  return machines.flatMap((machine) =>
    machine.nics.flatMap((nic): Entry<string>[] => (nic.mac === null ? [] : [[nic.mac.toLowerCase(), describe(machine)]])),
  );
}

function hostMacs({ network }: HostFacts): Entry<string>[] {
  const links = valueOr(network.links, []).flatMap((link): Entry<string>[] =>
    link.mac === null ? [] : [[link.mac, `the host's ${link.name}`]],
  );
  const learned = valueOr(network.forwarding, [])
    .filter((entry) => !entry.isLocal)
    .map((entry): Entry<string> => [entry.mac, `a station that ${entry.bridge ?? 'a bridge'} learned on ${entry.port}`]);
  const neighbours = valueOr(network.neighbours, []).flatMap((neighbour): Entry<string>[] =>
    neighbour.mac === null ? [] : [[neighbour.mac, `neighbour ${neighbour.address} on ${neighbour.device}`]],
  );
  return [...links, ...learned, ...neighbours].map(([mac, holder]) => [mac.toLowerCase(), holder]);
}

function machineDisplays(machines: readonly Machine[]): Entry<number>[] {
  return machines.flatMap((machine): Entry<number>[] => {
    const running = machine.console.kind === 'tcp' ? [machine.console.port - vncBasePort] : [];
    const defined = machine.definition?.vnc.kind === 'display' ? [machine.definition.vnc.number] : [];
    return [...running, ...defined].map((display) => [display, describe(machine)]);
  });
}

function listeningDisplays({ network }: HostFacts): Entry<number>[] {
  return valueOr(network.listening, [])
    .filter((socket) => socket.port >= vncBasePort)
    .map((socket) => [socket.port - vncBasePort, `a program that listens on ${socket.address} port ${socket.port}`]);
}

function diskPaths({ storage }: HostFacts): Entry<string>[] {
  const volumes = valueOr(storage.volumes, []).map((volume): Entry<string> => [
    `/dev/${volume.group}/${volume.name}`,
    `volume ${volume.path}`,
  ]);
  const files = valueOr(storage.folders, []).flatMap((folder) => folder.files);
  return [...volumes, ...files.map(({ path }): Entry<string> => [path, `file ${path}`])];
}

function machineDisks(machines: readonly Machine[]): Entry<string>[] {
  return machines.flatMap((machine) => {
    const defined = machine.definition ? [getDiskPath(machine.definition.disk)] : [];
    return [...defined, ...machine.volumes.map(({ path }) => path)].map((path): Entry<string> => [path, describe(machine)]);
  });
}

function machineAddresses(machines: readonly Machine[]): Entry<string>[] {
  return machines.flatMap((machine): Entry<string>[] => {
    const addresses = machine.definition?.addresses;
    return addresses ? [[addresses.ip, describe(machine)]] : [];
  });
}

/** Private subnets are inside the clouds: no machine of the host can be in one. */
function claimedAddresses({ claims }: HostFacts, machineName: string | null): Entry<string>[] {
  return valueOr(claims, []).flatMap(({ cloud, owner, parts }) =>
    listClaimedParts({ parts })
      .filter(({ kind, name }) => kind === 'public' || (kind === 'machine' && name !== machineName))
      .flatMap(({ range }) => listAddresses(range))
      .map((address): Entry<string> => [formatIpv4(address), `cloud ${cloud}, claimed by ${owner}`]),
  );
}

function hostAddresses({ network }: HostFacts): Entry<string>[] {
  const own = valueOr(network.links, []).flatMap((link) =>
    link.addresses.map(({ address }): Entry<string> => [address, `the host's ${link.name}`]),
  );
  const gateways = valueOr(network.routes, []).flatMap((route): Entry<string>[] =>
    route.gateway === null ? [] : [[route.gateway, `the gateway of ${route.destination}`]],
  );
  const nameservers = valueOr(network.nameservers, []).map((address): Entry<string> => [address, 'the nameserver']);
  const neighbours = valueOr(network.neighbours, [])
    .filter((neighbour) => neighbour.mac !== null && !neighbour.states.includes('FAILED'))
    .map((neighbour): Entry<string> => [neighbour.address, `neighbour ${neighbour.mac ?? ''} on ${neighbour.device}`]);
  return [...own, ...gateways, ...nameservers, ...neighbours];
}
