import type { HostFacts } from '../hosts/host-facts.ts';
import type { Machine, MachineNic } from '../machines/machine.ts';
import { buildChains } from './build-chains.ts';
import type { Finding } from './causes/cause.ts';
import type { Chain, Hop } from './chain.ts';
import { diagnosePath } from './diagnose-path.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { InsideFacts } from './inside-facts.ts';
import type { PlaceFacts } from './place-facts.ts';
import { proposeProbe, type ProbeWish } from './propose-probe.ts';
import type { PathPlaces } from './walk/build-scene.ts';
import type { CardEnd } from './walk/scene.ts';

/** A chain, and what a packet through it would meet. */
export interface DiagnosedChain {
  readonly chain: Chain;
  readonly diagnosis: Diagnosis;
}

export interface MachineQuestion {
  readonly facts: HostFacts;
  readonly machine: Machine;
  readonly machines: readonly Machine[];
  readonly host: PlaceFacts;
  /** null: nobody looked inside. */
  readonly inside: InsideFacts | null;
  readonly wish: ProbeWish;
}

/** Every chain of a running machine, each with its own probe: to its instance where it has one, else to the machine. */
export function diagnoseMachine({ facts, machine, machines, host, inside, wish }: MachineQuestion): readonly DiagnosedChain[] {
  const others = machines.filter((other) => other !== machine).flatMap((other) => other.nics.map((nic) => toCard(other, nic)));
  return buildChains(facts, machine, machines, inside).map((chain) => {
    const nic = machine.nics.find(({ mac }) => mac === chain.nicMac);
    const card = nic ? toCard(machine, nic) : { machineName: machine.name, mac: chain.nicMac, bridge: null, tap: null };
    const places: PathPlaces = { host, machine: inside?.machine ?? null, nested: findNested(chain, inside) };
    const to = wish.to ?? chain.instance?.publicAddresses[0] ?? chain.instance?.privateAddress ?? undefined;
    const probe = proposeProbe(places, card, { ...wish, to });
    return { chain, diagnosis: diagnosePath({ places, card, otherCards: others, probe }) };
  });
}

/** A card with user networking has no MAC on any bridge, so it can be nobody's twin. */
function toCard({ name }: Machine, { mac, bridge, tap, backend }: MachineNic): CardEnd {
  return { machineName: name, mac: backend === 'user' ? null : mac, bridge, tap };
}

function findNested({ instance }: Chain, inside: InsideFacts | null): PlaceFacts | null {
  const mac = instance?.mac ?? null;
  return (
    inside?.nested.find(({ links }) => mac !== null && links.kind === 'known' && links.value.some((link) => link.mac === mac)) ??
    null
  );
}

/** The hop of a chain at which a finding is to be shown: the device at fault, else the last hop of its place. */
export function findHopOf({ hops }: Chain, { place, device }: Pick<Finding, 'place' | 'device'>): Hop | null {
  const there = hops.filter((hop) => hop.place === place);
  return there.find(({ name }) => name === device) ?? there.at(-1) ?? hops.at(-1) ?? null;
}
