import type { PlaceReader } from '#core/ports/place-reader.ts';
import type { Resources } from '#core/ports/stores.ts';
import { buildPlaceFacts } from './build-place-facts.ts';

const scripts = ['frame.sh', 'links.sh', 'qemu-processes.sh', 'inspect-network.sh'];

export interface PlaceReaderOptions {
  readonly resources: Resources;
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Reads a place's network with one script, in one round trip, however the script gets there. */
export function createPlaceReader({ resources, now, randomBytes }: PlaceReaderOptions): PlaceReader {
  return {
    async read(run) {
      const text = (await Promise.all(scripts.map((name) => resources.read(`host/${name}`)))).join('\n');
      const nonce = `nutshell-${Buffer.from(randomBytes(16)).toString('hex')}`;
      const answer = await run({ name: 'inspect-network.sh', text, args: [nonce] });
      return buildPlaceFacts({ text: answer, nonce, receivedEpochMs: now() });
    },
  };
}
