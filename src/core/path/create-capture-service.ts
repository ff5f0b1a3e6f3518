import type { AppApi } from '#contract/api.ts';
import { buildChains } from '#domain/path/build-chains.ts';
import { buildCaptureFilter } from '#domain/path/capture/build-capture-filter.ts';
import type { CaptureHop } from '#domain/path/capture/capture-event.ts';
import { chooseHops } from '#domain/path/capture/choose-hops.ts';
import type { InsideFacts } from '#domain/path/inside-facts.ts';
import { HostError } from '../ports/host-error.ts';
import { runAtShell } from './create-inside-reader.ts';
import { createCaptureFlow } from './create-capture-flow.ts';
import type { TraceServiceOptions } from './create-trace-service.ts';
import { openPlaces, type OpenPlace } from './open-places.ts';

export type CaptureServiceOptions = Pick<
  TraceServiceOptions,
  'hosts' | 'connections' | 'readings' | 'placeReader' | 'openInside' | 'listener'
>;

type CaptureInput = Parameters<AppApi['path']['capture']>[0];

/** Listens at hops of a machine's path, for as long as somebody wants it. */
export function createCaptureService(options: CaptureServiceOptions): Pick<AppApi['path'], 'capture'> {
  const { hosts, readings, placeReader, listener } = options;

  async function chooseAt(
    input: CaptureInput,
    places: readonly OpenPlace[],
    signal: AbortSignal,
  ): Promise<readonly CaptureHop[]> {
    const host = await hosts.find(input.hostId);
    const { machine, reading } = await readings.findMachine(host, input.machine, { maxAgeMs: 0 });
    const [middle, inner] = await Promise.all(
      places
        .filter(({ place }) => place !== 'host')
        .map(({ shell, asRoot }) => placeReader.read(runAtShell(shell, 'Read the network before a capture', asRoot, signal))),
    );
    const inside: InsideFacts | null =
      middle === undefined ? null : { machine: middle, nested: inner === undefined ? [] : [inner] };
    const chains = buildChains(reading.facts, machine, reading.machines, inside);
    const chosen = chooseHops({ chains, words: input.hops, reached: new Set(places.map(({ place }) => place)) });
    if ('refusal' in chosen) {
      throw new HostError('conflict', chosen.refusal, {
        hint: 'What is inside is listened at with a way in: --inside, --instance.',
      });
    }
    return chosen;
  }

  return {
    async *capture(input, { signal }) {
      const host = await hosts.find(input.hostId);
      const opened = await openPlaces(options, { host, wayIn: input.wayIn, signal });
      const { places } = opened;
      try {
        const [hops, connections] = await Promise.all([
          chooseAt(input, places, signal),
          Promise.all(places.map((place) => readOwnConnection(place, signal))),
        ]);
        const filter = buildCaptureFilter(input.filter, connections);
        yield { kind: 'hops', hops, filter };
        const { snapBytes, maxSeconds } = input;
        yield* createCaptureFlow(listener, { hops, places, filter, snapBytes, maxSeconds, signal });
      } finally {
        opened.close();
      }
    },
  };
}

/** What sshd says about the connection that this very command came over. Not as root: sudo forgets it. */
async function readOwnConnection({ shell }: OpenPlace, signal: AbortSignal): Promise<string> {
  const argv = ['sh', '-c', 'printf %s "$SSH_CONNECTION"'] as const;
  const { stdout } = await shell.run({
    purpose: 'Find the own connection, to leave it out',
    command: { kind: 'argv', argv: [...argv] },
    signal,
  });
  return stdout;
}
