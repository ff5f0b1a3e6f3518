import type { Chain, Hop, HopPlace } from '../chain.ts';
import { placeNames } from '../trace/trace-plan.ts';
import type { CaptureHop } from './capture-event.ts';

export interface HopChoice {
  readonly chains: readonly Chain[];
  /** By name (em1), by kind (tap) or by place and name (machine:eth0); empty for every hop that can be listened at. */
  readonly words: readonly string[];
  /** Places that somebody can listen in. */
  readonly reached: ReadonlySet<HopPlace>;
}

/** The hops to listen at, outermost first. A sentence where a word names none. */
export function chooseHops({ chains, words, reached }: HopChoice): readonly CaptureHop[] | { readonly refusal: string } {
  const hops = [...new Map(chains.flatMap((chain) => chain.hops.map((hop) => [hop.id, hop] as const))).values()];
  const open = hops.filter((hop) => reached.has(hop.place) && canListen(hop));
  const names = open.map(({ place, name }) => `${place}:${name}`).join(', ');
  const wrong = words.find((word) => !open.some((hop) => isMeant(hop, word)));
  if (wrong !== undefined) {
    const known = hops.find((hop) => isMeant(hop, wrong));
    return {
      refusal:
        known === undefined
          ? `There is no device ${wrong} on this path. There are: ${names}.`
          : `Nobody can listen at ${wrong}: ${known.reason ?? `nobody looks into ${placeNames[known.place]}`}.`,
    };
  }
  const chosen = words.length === 0 ? open : open.filter((hop) => words.some((word) => isMeant(hop, word)));
  return chosen.length === 0
    ? { refusal: 'There is no device on this path that can be listened at.' }
    : chosen.map(({ id, name, place, kind }) => ({
        hopId: id,
        name,
        place,
        description: `${name} of ${placeNames[place]}, ${kind.replaceAll('-', ' ')}`,
      }));
}

function canListen({ state }: Hop): boolean {
  return state === 'up' || state === 'no-carrier' || state === 'down';
}

function isMeant({ id, name, kind, place }: Hop, word: string): boolean {
  return [id, name, kind, `${place}:${name}`].includes(word);
}
