import type { Host } from '#domain/hosts/host.ts';
import type { Chain } from '#domain/path/chain.ts';
import { applyLive, findLiveLink, type LivePictures } from '#domain/path/live/apply-live.ts';
import { describeChange } from '#domain/path/live/describe-change.ts';
import type { TimedChange } from '#domain/path/live/live-picture.ts';

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
    chains: chains.map((chain) => ({
      nicMac: chain.nicMac,
      instance: chain.instance,
      hops: applyLive(chain, pictures).hops.map((hop) => {
        const link = findLiveLink(hop, pictures);
        return {
          id: hop.id,
          name: hop.name,
          place: hop.place,
          state: hop.state,
          rates: link?.rates ?? null,
          lost: link?.lost ?? null,
          queue: link?.queue ?? null,
          warnings: hop.warnings,
        };
      }),
    })),
    changes: changes.map(({ atEpochMs, change }) => ({ atEpochMs, sentence: describeChange(change), ...change })),
  };
}
