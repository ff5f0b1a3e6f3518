import { valueOr } from '../../fact.ts';
import type { Link } from '../../hosts/network-facts.ts';
import { isInRange } from '../address.ts';
import { findInstances, listInnerBridges } from '../find-instances.ts';
import type { Instance } from '../instance.ts';
import { findInwardPairs, findOutwardPairs } from '../find-translations.ts';
import { findUplinks } from '../find-uplinks.ts';
import type { PlaceFacts } from '../place-facts.ts';
import { findLink, listAddresses } from './place-questions.ts';
import type { Probe } from './probe.ts';
import type { CardEnd, InnerScene, MachineScene, NestedScene, Scene } from './scene.ts';

/** Facts of every place that was looked into. */
export interface PathPlaces {
  readonly host: PlaceFacts;
  readonly machine: PlaceFacts | null;
  readonly nested: PlaceFacts | null;
}

export interface SceneRequest {
  readonly places: PathPlaces;
  readonly card: CardEnd;
  readonly otherCards: readonly CardEnd[];
  readonly probe: Probe;
}

/** Who is who on the path: which link of each place takes which part. */
export function buildScene({ places, card, otherCards, probe }: SceneRequest): Scene {
  const { host } = places;
  const bridge = findLink(host, card.bridge);
  const nested = places.nested && buildNested(places.nested);
  return {
    probe,
    host: {
      facts: host,
      card,
      otherCards,
      bridge: bridge?.kind === 'bridge' ? bridge : null,
      tap: findLink(host, card.tap),
      uplinks: card.bridge === null ? [] : findUplinks(valueOr(host.links, []), card.bridge),
    },
    machine: places.machine && buildMachine(places.machine, card, probe, nested),
    nested,
  };
}

function buildMachine(facts: PlaceFacts, card: CardEnd, probe: Probe, nested: NestedScene | null): MachineScene {
  const nic = findMachineNic(facts, card.mac);
  return { facts, nic, inner: findInner(facts, nic, probe, nested) };
}

/** Two devices may share a MAC (a bridge has that of its lowest port, a VLAN its parent's): the card is the one with none below it. */
export function findMachineNic({ links }: PlaceFacts, mac: string | null): Link | null {
  const same = mac === null ? [] : valueOr(links, []).filter((link) => link.mac === mac);
  return same.find(({ kind }) => kind === 'physical' || kind === 'veth') ?? same.find(({ kind }) => kind !== 'bridge') ?? null;
}

function buildNested(facts: PlaceFacts): NestedScene {
  const cards = valueOr(facts.links, []).filter(({ kind }) => kind === 'physical' || kind === 'veth');
  const addressed = cards.find(({ addresses }) => addresses.some(({ family }) => family === 'inet'));
  return { facts, nic: addressed ?? cards[0] ?? null };
}

/** null: the probe is for the machine itself. */
function findInner(facts: PlaceFacts, nic: Link | null, probe: Probe, nested: NestedScene | null): InnerScene | null {
  const own = nested?.nic?.mac ?? null;
  const instance = chooseInstance(findInstances(facts, nic?.name ?? null), own, probe.destination);
  const address = findInnerAddress(nested, instance) ?? findRuled(facts, probe.destination);
  if (nested === null && address === null) {
    return null;
  }
  const mac = own ?? instance?.mac ?? null;
  const bridge = findInnerBridge(facts, nic, instance?.bridge ?? null, address);
  return { address, mac, bridge, port: findInnerPort(facts, nic, bridge, mac) };
}

/** By the MAC of the instance that was looked into, else by the address that is asked for. */
function chooseInstance(instances: readonly Instance[], mac: string | null, target: string | null): Instance | undefined {
  return (
    instances.find((each) => each.mac !== null && each.mac === mac) ??
    instances.find(
      ({ privateAddress, publicAddresses }) => target !== null && (privateAddress === target || publicAddresses.includes(target)),
    )
  );
}

/** What an instance that was looked into says itself outweighs what the machine knows of it. */
function findInnerAddress(nested: NestedScene | null, instance: Instance | undefined): string | null {
  const known = instance?.privateAddress ?? null;
  return nested === null ? known : (nested.nic?.addresses.find(({ family }) => family === 'inet')?.address ?? null);
}

function findRuled(facts: PlaceFacts, publicAddress: string | null): string | null {
  const pairs = [...findInwardPairs(facts), ...findOutwardPairs(facts)];
  const found = pairs.find((pair) => pair.publicAddress === publicAddress)?.privateAddress ?? null;
  return found !== null && listAddresses(facts)?.includes(found) === true ? null : found;
}

function findInnerBridge(facts: PlaceFacts, nic: Link | null, heardOn: string | null, address: string | null): Link | null {
  const bridges = listInnerBridges(facts);
  const apart = bridges.filter(({ name }) => name !== nic?.master);
  const covers = ({ addresses }: Link) =>
    address !== null &&
    addresses.some((own) => own.family === 'inet' && isInRange(address, `${own.address}/${own.prefixLength}`) === true);
  return bridges.find(({ name }) => name === heardOn) ?? bridges.find(covers) ?? apart[0] ?? bridges[0] ?? null;
}

/** Where the bridge learned the instance's MAC, else its only port, else the only tap that is in no bridge at all. */
function findInnerPort(facts: PlaceFacts, nic: Link | null, bridge: Link | null, mac: string | null): Link | null {
  const learned = valueOr(facts.forwarding, []).find(
    (entry) => mac !== null && entry.mac === mac && !entry.isLocal && entry.bridge === bridge?.name && entry.port !== nic?.name,
  );
  const taps = valueOr(facts.links, []).filter(({ kind, name }) => (kind === 'tap' || kind === 'veth') && name !== nic?.name);
  const inside = taps.filter(({ master }) => master !== null && master === bridge?.name);
  const outside = taps.filter(({ master }) => master === null);
  const [only] = inside.length > 0 ? inside : outside;
  const isOnly = (inside.length > 0 ? inside : outside).length === 1;
  return findLink(facts, learned?.port ?? null) ?? (isOnly ? (only ?? null) : null);
}
