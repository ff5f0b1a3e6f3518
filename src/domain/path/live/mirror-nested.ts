import type { Chain } from '../chain.ts';
import type { LivePictures } from './apply-live.ts';
import type { LinkRates } from './build-rates.ts';
import type { LiveLink, LivePicture } from './live-picture.ts';

/** The tap in the machine that an instance speaks through; what it receives the instance has sent. */
export function findNestedTap({ hops }: Pick<Chain, 'hops'>): string | null {
  const taps = hops.filter(({ kind, state }) => kind === 'guest-tap' && state !== 'not-inspected');
  return taps.at(-1)?.name ?? null;
}

/**
 * What an instance carries, counted at its tap, where nobody listens in the instance itself. Losses are the tap's own and are not
 * mirrored.
 */
export function mirrorNested(chain: Pick<Chain, 'hops'>, pictures: LivePictures): LivePictures {
  const { machine, nested } = pictures;
  const card = chain.hops.find(({ place }) => place === 'nested');
  const tap = machine?.links.find(({ name }) => name === findNestedTap(chain));
  return nested !== undefined || machine === undefined || card === undefined || tap === undefined
    ? pictures
    : { ...pictures, nested: toNested(machine, tap, card.name) };
}

function toNested(machine: LivePicture, tap: LiveLink, name: string): LivePicture {
  const link: LiveLink = {
    ...tap,
    ...{ name, index: null, state: 'unknown', mtu: null, master: null, portState: null, queue: null, queueDropRate: null },
    rates: tap.rates && mirrorRates(tap.rates),
    lost: { dropped: 0, errors: 0, queueDropped: 0 },
  };
  return { ...machine, links: [link], changes: [], leftOut: 0 };
}

function mirrorRates({ rxBytes, rxPackets, txBytes, txPackets }: LinkRates): LinkRates {
  return {
    ...{ rxBytes: txBytes, rxPackets: txPackets, txBytes: rxBytes, txPackets: rxPackets },
    ...{ rxErrors: 0, rxDropped: 0, txErrors: 0, txDropped: 0 },
  };
}
