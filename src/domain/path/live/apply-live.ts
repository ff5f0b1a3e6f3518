import { certaintyOf, type Chain, type Hop, type HopPlace, type HopState } from '../chain.ts';
import { judgeLink } from './judge-link.ts';
import type { LiveChange, LiveLink, LivePicture } from './live-picture.ts';

/** Of the places that somebody listens to. */
export type LivePictures = Partial<Readonly<Record<HopPlace, LivePicture>>>;

/** The link of a hop as it is now; null where nobody listens there, or where it is not there. */
export function findLiveLink({ place, name }: Pick<Hop, 'place' | 'name'>, pictures: LivePictures): LiveLink | null {
  return pictures[place]?.links.find((link) => link.name === name) ?? null;
}

/** The chain with every hop in the state it has now, and with what is wrong with it now. What was only concluded stays so. */
export function applyLive(chain: Chain, pictures: LivePictures): Chain {
  return { ...chain, hops: chain.hops.map((hop) => applyToHop(hop, pictures)) };
}

function applyToHop(hop: Hop, pictures: LivePictures): Hop {
  const picture = pictures[hop.place];
  if (picture === undefined || picture.turn === 0 || certaintyOf(hop.state) !== 'seen' || hop.state === 'missing') {
    return hop;
  }
  const link = findLiveLink(hop, pictures);
  if (link === null) {
    return { ...hop, state: 'missing', reason: `${hop.name} was there and is gone.`, warnings: [] };
  }
  const state: HopState = link.state === 'unknown' ? hop.state : link.state;
  const remarks = judgeLink(link).map(({ sentence }) => sentence);
  // What was said of the state it had is not true of the one it has.
  const lasting = state === hop.state ? hop.warnings : [];
  return {
    ...hop,
    state,
    mtu: link.mtu ?? hop.mtu,
    warnings: [...lasting, ...remarks.filter((sentence) => !lasting.some((said) => startAlike(said, sentence)))],
  };
}

/** Both tell of the same: "br0 has no carrier: none of its ports is up" is better than the general sentence. */
function startAlike(one: string, other: string): boolean {
  return one.split(':')[0] === other.split(':')[0];
}

/** Whether the chains must be built anew: which devices there are, or what they are joined to, is another. */
export function changesChain(change: LiveChange): boolean {
  return change.kind === 'link-came' || change.kind === 'link-gone' || change.kind === 'link-master' || change.kind === 'address';
}
