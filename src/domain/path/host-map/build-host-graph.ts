import { valueOr } from '../../fact.ts';
import type { HostFacts } from '../../hosts/host-facts.ts';
import type { Link } from '../../hosts/network-facts.ts';
import type { Machine, MachineNic } from '../../machines/machine.ts';
import type { MachineInstance } from '../list-machine-instances.ts';
import type { GraphCard, GraphDevice, GraphGroup, GraphJoin, GraphMachine, HostGraph } from './host-graph.ts';
import { measureDepths } from './measure-depths.ts';

export const deviceId = (name: string): string => `device:${name}`;
export const machineId = (name: string): string => `machine:${name}`;

/** Instances by the name of the machine that they run in. */
export type InstancesInside = ReadonlyMap<string, readonly MachineInstance[]>;

/**
 * Every link but the loopback, whoever made it (libvirt's virbr0, Proxmox's fwbr, Docker's bridge), every machine, and what is known to
 * run inside machines.
 */
export function buildHostGraph(
  facts: HostFacts,
  machines: readonly Machine[],
  instances: InstancesInside = new Map(),
): HostGraph {
  const links = valueOr(facts.network.links, []).filter(({ kind }) => kind !== 'loopback');
  const clouds = findClouds(facts);
  const placed = machines.map((machine) => toMachine(machine, links, { clouds, instances }));
  const undirected = [
    ...joinLinks(links),
    ...placed.flatMap(({ id, cards }) =>
      cards.flatMap((card): readonly GraphJoin[] =>
        card.deviceId === null ? [] : [{ outerId: card.deviceId, innerId: id, kind: 'card' }],
      ),
    ),
  ];
  const depths = measureDepths(
    links.map(({ name, kind }) => ({ id: deviceId(name), isWire: kind === 'physical', isBridge: kind === 'bridge' })),
    undirected,
  );
  return {
    devices: links.map(toDevice),
    machines: placed,
    groups: toGroups(placed, clouds),
    joins: [...undirected.map((join) => turnInwards(join, depths)), ...placed.flatMap(joinInstances)],
    depths,
  };
}

function toDevice({ name, kind, state, mac, addresses, portState }: Link): GraphDevice {
  const shown = addresses
    .filter(({ scope }) => scope !== 'link')
    .map(({ address, prefixLength }) => `${address}/${prefixLength}`);
  return { id: deviceId(name), name, kind, state, mac, addresses: shown, portState };
}

/** A port and its bridge, a bond and its cards, a VLAN and what it stands on, the two halves of a pair. */
function joinLinks(links: readonly Link[]): readonly GraphJoin[] {
  const names = new Set(links.map(({ name }) => name));
  return links.flatMap(({ name, kind, master, parent }): readonly GraphJoin[] => [
    ...(master !== null && names.has(master)
      ? [{ outerId: deviceId(name), innerId: deviceId(master), kind: 'port' } as const]
      : []),
    // Both halves of a pair name each other; it is one join.
    ...(parent !== null && names.has(parent) && (kind !== 'veth' || name < parent)
      ? [{ outerId: deviceId(parent), innerId: deviceId(name), kind: kind === 'veth' ? 'pair' : 'stands-on' } as const]
      : []),
  ]);
}

function turnInwards(join: GraphJoin, depths: ReadonlyMap<string, number>): GraphJoin {
  const isTurned = (depths.get(join.outerId) ?? 0) > (depths.get(join.innerId) ?? Infinity);
  return isTurned ? { ...join, outerId: join.innerId, innerId: join.outerId } : join;
}

const loose: GraphGroup = { id: 'group:none', title: 'In no cloud', isCloud: false };
const cloudGroupId = (name: string): string => `cloud:${name}`;

function findClouds({ clouds }: HostFacts): ReadonlyMap<string, string> {
  return new Map(
    valueOr(clouds, []).flatMap((found) =>
      found.kind === 'read' ? found.cloud.machines.map(({ name }) => [name, found.name] as const) : [],
    ),
  );
}

function toGroups(machines: readonly GraphMachine[], clouds: ReadonlyMap<string, string>): readonly GraphGroup[] {
  const used = new Set(machines.map(({ groupId }) => groupId));
  const named = [...new Set(clouds.values())].sort().map((name) => ({ id: cloudGroupId(name), title: name, isCloud: true }));
  return [...named, loose].filter(({ id }) => used.has(id));
}

interface Belonging {
  readonly clouds: ReadonlyMap<string, string>;
  readonly instances: InstancesInside;
}

function toMachine({ name, state, nics }: Machine, links: readonly Link[], { clouds, instances }: Belonging): GraphMachine {
  const cloud = clouds.get(name);
  const inside = instances.get(name) ?? [];
  return {
    id: machineId(name),
    name,
    state: state.kind,
    groupId: cloud === undefined ? loose.id : cloudGroupId(cloud),
    cards: nics.map((nic) => toCard(nic, links, state.kind === 'running')),
    instances: inside.map((instance) => ({ id: `instance:${name}:${instance.id}`, machineName: name, instance })),
  };
}

function joinInstances({ id, instances }: GraphMachine): readonly GraphJoin[] {
  return instances.map((instance) => ({ outerId: id, innerId: instance.id, kind: 'inside' }));
}

function toCard({ mac, tap, bridge }: MachineNic, links: readonly Link[], isRunning: boolean): GraphCard {
  const has = (name: string | null): name is string => links.some((link) => link.name === name);
  const device = isRunning && has(tap) ? tap : has(bridge) ? bridge : null;
  return { mac, deviceId: device === null ? null : deviceId(device) };
}
