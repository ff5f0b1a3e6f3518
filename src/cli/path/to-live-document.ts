import type { Host } from '#domain/hosts/host.ts';
import type { Chain } from '#domain/path/chain.ts';
import { applyLive, findLiveLink, type LivePictures } from '#domain/path/live/apply-live.ts';
import { describeChange } from '#domain/path/live/describe-change.ts';
import type { TimedChange } from '#domain/path/live/live-picture.ts';
import { findNestedTap, mirrorNested } from '#domain/path/live/mirror-nested.ts';

export interface LiveAnswer {
  readonly host: Host;
  readonly machine: string;
  readonly chains: readonly Chain[];
  readonly pictures: LivePictures;
  readonly changes: readonly TimedChange[];
}

/** One line of `chain --live --json`: numbers only, for programs; rates are null until a whole turn was counted. */
export function toLiveDocument({ host, machine, chains, pictures, changes }: LiveAnswer) {
  return {
    host: { id: host.id, name: host.name },
    machine,
    atEpochMs: Math.max(...Object.values(pictures).map(({ atEpochMs }) => atEpochMs)),
    sinceEpochMs: pictures.host?.sinceEpochMs ?? null,
    chains: chains.map((chain) => ({ nicMac: chain.nicMac, instance: chain.instance, hops: toHops(chain, pictures) })),
    changes: changes.map(({ atEpochMs, change }) => ({ atEpochMs, sentence: describeChange(change), ...change })),
  };
}

function toHops(chain: Chain, pictures: LivePictures) {
  const seen = mirrorNested(chain, pictures);
  return applyLive(chain, seen).hops.map((hop) => {
    const link = findLiveLink(hop, seen);
    const isMirrored = hop.place === 'nested' && pictures.nested === undefined && link !== null;
    return {
      ...{ id: hop.id, name: hop.name, place: hop.place, state: hop.state },
      rates: link?.rates ?? null,
      /** Where it was counted, if not at the hop itself: an instance is counted at its tap in the machine. */
      countedAt: isMirrored ? findNestedTap(chain) : null,
      lost: link?.lost ?? null,
      queue: link?.queue ?? null,
      warnings: hop.warnings,
    };
  });
}
