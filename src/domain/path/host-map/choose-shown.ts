import type { GraphMachine, HostGraph } from './host-graph.ts';

export interface MapWish {
  /** Part of a name, a MAC or an address; empty shows everything. */
  readonly search: string;
  /** Only what is not well: not up, without a carrier, broken, stopped. */
  readonly onlyTroubles: boolean;
}

/** Names of devices that lose frames or are not up at this moment, from whoever listens. */
export type Troubled = ReadonlySet<string>;

/** The part of a graph that answers a wish: machines and devices that were asked for, and everything between them and the wire. */
export function chooseShown(graph: HostGraph, { search, onlyTroubles }: MapWish, troubled: Troubled = new Set()): HostGraph {
  const word = search.trim().toLowerCase();
  if (word === '' && !onlyTroubles) {
    return graph;
  }
  const hits = new Set([
    ...graph.devices
      .filter((device) => {
        const isAsked = [device.name, device.mac ?? '', ...device.addresses].some((text) => text.toLowerCase().includes(word));
        return isAsked && (!onlyTroubles || device.state !== 'up' || troubled.has(device.name));
      })
      .map(({ id }) => id),
    ...graph.machines
      .filter((machine) => isAsked(graph, machine, word) && (!onlyTroubles || isTroubled(machine)))
      .map(({ id }) => id),
  ]);
  return cutTo(graph, withWayOut(graph, hits));
}

function isAsked(graph: HostGraph, { name, groupId, cards, instances }: GraphMachine, word: string): boolean {
  const group = graph.groups.find(({ id }) => id === groupId);
  const inside = instances.flatMap(({ instance }) => [
    instance.title,
    instance.mac ?? '',
    instance.privateAddress ?? '',
    ...instance.publicAddresses,
  ]);
  return [name, group?.isCloud === true ? group.title : '', ...cards.map(({ mac }) => mac ?? ''), ...inside].some((text) =>
    text.toLowerCase().includes(word),
  );
}

function isTroubled({ state, cards }: GraphMachine): boolean {
  return state !== 'running' || cards.some(({ deviceId }) => deviceId === null);
}

/** What was hit, what lies between it and the wire, and of a device that was hit what hangs on it. */
function withWayOut({ joins, devices }: HostGraph, hits: ReadonlySet<string>): ReadonlySet<string> {
  const bridges = new Set(devices.filter(({ kind }) => kind === 'bridge').map(({ id }) => id));
  const walk = (from: ReadonlySet<string>, next: (id: string) => readonly string[]): ReadonlySet<string> => {
    const found = new Set(from);
    for (const id of found) {
      next(id).forEach((other) => found.add(other));
    }
    return found;
  };
  const outwards = walk(hits, (id) => joins.filter(({ innerId }) => innerId === id).map(({ outerId }) => outerId));
  // A bridge that was asked for does not bring everything that hangs on it.
  const narrow = new Set([...hits].filter((id) => !bridges.has(id)));
  const inwards = walk(narrow, (id) => joins.filter(({ outerId }) => outerId === id).map(({ innerId }) => innerId));
  return new Set([...outwards, ...[...inwards].filter((id) => !bridges.has(id) || outwards.has(id))]);
}

function cutTo(graph: HostGraph, kept: ReadonlySet<string>): HostGraph {
  const machines = graph.machines.filter(({ id }) => kept.has(id));
  const groups = new Set(machines.map(({ groupId }) => groupId));
  return {
    ...graph,
    devices: graph.devices.filter(({ id }) => kept.has(id)),
    machines,
    groups: graph.groups.filter(({ id }) => groups.has(id)),
    joins: graph.joins.filter(({ outerId, innerId, kind }) => kept.has(outerId) && (kind === 'inside' || kept.has(innerId))),
  };
}
