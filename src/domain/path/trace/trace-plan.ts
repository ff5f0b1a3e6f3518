import type { Chain, Hop, HopPlace } from '../chain.ts';
import type { TraceOrigin } from './trace-probe.ts';

/** One hop of a trace, in the order in which the probes should come by. */
export interface TraceStop {
  readonly hopId: string;
  readonly name: string;
  readonly place: HopPlace;
  readonly mac: string | null;
  /** Why nobody can listen there; null where somebody does. */
  readonly blindReason: string | null;
}

export interface TracePlan {
  readonly stops: readonly TraceStop[];
  /** What this origin cannot prove. */
  readonly limits: readonly string[];
}

export interface TraceRoute {
  readonly chain: Chain;
  readonly origin: TraceOrigin;
  readonly destination: string;
  /** Places that somebody can listen in. */
  readonly reached: ReadonlySet<HopPlace>;
}

/** Which hops the probes should come by. A sentence where none of the machine's is on the way. */
export function planTrace({ chain, origin, destination, reached }: TraceRoute): TracePlan | { readonly refusal: string } {
  const hops = chain.lanes.forward.flatMap((id) => chain.hops.find((hop) => hop.id === id) ?? []);
  const from = findOrigin(hops, origin);
  if (from < 0) {
    return { refusal: `Where probes from the ${originWords[origin]} would enter this path is not known: it has no such device.` };
  }
  const isOutside = origin === 'laptop' || origin === 'host';
  const known = findTarget(chain, hops, destination);
  const card = hops.findIndex(({ kind }) => kind === 'guest-nic');
  // What is inside a machine that nobody looks into is only known there: the way to it is the way to the machine.
  const isHidden = known === null && isOutside && !reached.has('machine') && card >= 0;
  const to = isHidden ? card : known;
  if (to === null && isOutside) {
    return {
      refusal: `${destination} is no address of ${chain.machineName} or of its instances, so probes to it do not come by its devices.`,
    };
  }
  const limits = listLimits({ hops, origin, from, to });
  return {
    stops: findWay(hops, from, to).map((hop) => toStop(hop, reached)),
    limits: isHidden ? [...limits, hiddenLimit(destination)] : limits,
  };
}

/** Outwards to the network where it goes to nobody on the path. */
function findWay(hops: readonly Hop[], from: number, to: number | null): readonly Hop[] {
  const last = to ?? 0;
  return from <= last && to !== null ? hops.slice(from, last + 1) : hops.slice(last, from + 1).reverse();
}

function hiddenLimit(destination: string): string {
  return `Nobody looks into the machine, so whether ${destination} is inside it is not known, nor who there answers.`;
}

export const originWords: Readonly<Record<TraceOrigin, string>> = {
  laptop: 'laptop',
  host: 'host',
  machine: 'machine',
  nested: 'instance',
};

function findOrigin(hops: readonly Hop[], origin: TraceOrigin): number {
  switch (origin) {
    case 'laptop':
      return hops.length > 0 ? 0 : -1;
    case 'host':
      return hops.findIndex(({ kind, place }) => kind === 'bridge' && place === 'host');
    case 'machine': {
      const bridge = hops.findIndex(({ kind }) => kind === 'guest-bridge');
      return bridge >= 0 ? bridge : hops.findIndex(({ kind }) => kind === 'guest-nic');
    }
    default:
      return hops.findIndex(({ kind }) => kind === 'nested-nic');
  }
}

/** The hop that has the address; null: it is somewhere outside. */
function findTarget({ instance }: Chain, hops: readonly Hop[], destination: string): number | null {
  const isInstance =
    instance !== null && (instance.privateAddress === destination || instance.publicAddresses.includes(destination));
  const at = hops.findIndex(({ addresses }) => addresses.some(({ address }) => address === destination));
  return isInstance ? hops.length - 1 : at < 0 ? null : at;
}

export const placeNames: Readonly<Record<HopPlace, string>> = {
  host: 'the host',
  machine: 'the machine',
  nested: 'the instance',
};

function toStop({ id, name, place, mac, state, reason }: Hop, reached: ReadonlySet<HopPlace>): TraceStop {
  const blindReason = !reached.has(place)
    ? `Nobody looks into ${placeNames[place]}.`
    : state === 'missing' || state === 'not-inspected' || state === 'inferred'
      ? (reason ?? `${name} was not found in ${placeNames[place]}.`)
      : null;
  return { hopId: id, name, place, mac, blindReason };
}

interface Ends {
  readonly hops: readonly Hop[];
  readonly origin: TraceOrigin;
  readonly from: number;
  readonly to: number | null;
}

function listLimits({ hops, origin, from, to }: Ends): readonly string[] {
  const outside = hops.slice(0, from).map(({ name }) => name);
  const isInward = to !== null && to >= from;
  if (origin === 'host') {
    return [
      `Probes of the host itself begin at ${hops[from]?.name ?? 'its bridge'}: ${outside.join(', ') || 'its card'} and the network are not crossed.`,
    ];
  }
  if (origin === 'machine' && isInward) {
    return [
      'Probes of the machine itself cross no device of the host, and its rules for packets from outside (PREROUTING) do not see them.',
    ];
  }
  return origin === 'laptop' ? [] : ['The way in from outside is not crossed: only answers come that way.'];
}
