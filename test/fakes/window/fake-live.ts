import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Link } from '#domain/hosts/network-facts.ts';
import { valueOr } from '#domain/fact.ts';
import type { LiveLink, LivePicture } from '#domain/path/live/live-picture.ts';
import { aLiveLink, aLivePicture, someRates } from '../live.ts';

/** The links of a host as they might be told, second after second, until nobody listens; traffic comes in waves, the same each time. */
export async function* fakeLive(facts: HostFacts, signal: AbortSignal | undefined, turnMs = 1_000): AsyncGenerator<LivePicture> {
  const sinceEpochMs = Date.now();
  const links = valueOr(facts.network.links, []).filter(({ kind }) => kind !== 'loopback');
  for (let turn = 1; signal?.aborted !== true; turn += 1) {
    yield aLivePicture({
      turn,
      sinceEpochMs,
      atEpochMs: Date.now(),
      links: links.map((link, index) => toLiveLink(link, index, turn)),
      changes: turn === 4 ? [aStation(links)] : [],
    });
    await pause(turnMs, signal);
  }
}

function aStation(links: readonly Link[]) {
  const port = links.find(({ kind }) => kind === 'tap');
  const change = {
    kind: 'station',
    isNew: true,
    mac: '52:54:00:12:34:60',
    port: port?.name ?? 'tap0',
    bridge: port?.master ?? 'br0',
  } as const;
  return { atEpochMs: Date.now(), change };
}

function toLiveLink({ name, index, state, mtu, master, portState, kind }: Link, place: number, turn: number): LiveLink {
  const wave = 1 + Math.sin(turn / 3 + place) + (turn % 7 === place % 7 ? 2 : 0);
  const rate = state === 'up' ? wave * 40_000 * (1 + (place % 5)) : 0;
  return aLiveLink({
    name,
    index,
    mtu,
    master,
    portState,
    state: state === 'up-no-carrier' ? 'no-carrier' : state,
    rates: turn === 1 ? null : { ...someRates, rxBytes: rate, rxPackets: rate / 820, txBytes: rate / 3, txPackets: rate / 2_000 },
    queue: kind === 'bridge' ? null : { dropped: 0, waitingBytes: 0, waitingPackets: 0 },
  });
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
