import { buildInterface, buildPacketBlock, buildSection, buildStatistics } from '../../packets/build-pcapng.ts';
import { linkTypes } from '../../packets/captured-packet.ts';
import type { CaptureEvent, CaptureHop } from './capture-event.ts';

/**
 * A pcapng file as its blocks, event by event: one interface for each hop that has the packets' own link type, and at the end what each
 * kernel counted. `decode` turns base64 into bytes; who has no Buffer has another way.
 */
export function createCaptureWriter(decode: (base64: string) => Uint8Array) {
  let hops: readonly CaptureHop[] = [];
  let count = 0;
  let lastMicroseconds = 0;
  const counts = new Map<number, { readonly received: number; readonly dropped: number }>();
  /** An interface is described when its first packet comes: before that nobody knows its link type. */
  const indexes = new Map<number, number>();

  function describe(at: number, linkType: number): readonly Uint8Array[] {
    const hop = hops[at];
    if (indexes.has(at) || hop === undefined) {
      return [];
    }
    indexes.set(at, count);
    count += 1;
    return [buildInterface({ name: `${hop.place}:${hop.name}`, description: hop.description, linkType })];
  }

  return {
    take(event: CaptureEvent): readonly Uint8Array[] {
      switch (event.kind) {
        case 'hops':
          hops = event.hops;
          return [buildSection('Nutshell')];
        case 'counts':
          counts.set(event.at, event);
          return [];
        case 'packets':
          return event.packets.flatMap(({ base64, ...packet }) => {
            lastMicroseconds = Math.max(lastMicroseconds, packet.atMicroseconds);
            const described = describe(event.at, packet.linkType);
            const interfaceIndex = indexes.get(event.at) ?? 0;
            return [...described, buildPacketBlock({ ...packet, interfaceIndex, bytes: decode(base64), comment: null })];
          });
        default:
          return [];
      }
    },
    /** Hops at which nothing came by are in the file too, and what every kernel counted. */
    finish(): readonly Uint8Array[] {
      const silent = hops.flatMap((_, at) => describe(at, linkTypes.ethernet));
      const statistics = [...counts].map(([at, { received, dropped }]) =>
        buildStatistics({ interfaceIndex: indexes.get(at) ?? 0, atMicroseconds: lastMicroseconds, received, dropped }),
      );
      return [...silent, ...statistics];
    },
  };
}
