import type { CaptureEvent, CaptureHop, CapturePacket } from '#domain/path/capture/capture-event.ts';
import type { CapturedPacket } from '#domain/packets/captured-packet.ts';
import type { HopListener, ListenNotice } from '../ports/hop-listener.ts';
import type { OpenPlace } from './open-places.ts';

export interface CaptureOrder {
  readonly hops: readonly CaptureHop[];
  readonly places: readonly OpenPlace[];
  readonly filter: string;
  readonly snapBytes: number;
  readonly maxSeconds: number;
  readonly signal: AbortSignal;
}

/** What may wait for a slow listener; about 10 MiB of whole packets. */
const mostWaiting = 8_000;
const mostWaitingBytes = 32 * 1024 * 1024;
/** So that no single event is too large for the doors between here and a window. */
const mostInOne = 500;

/** What was heard and not taken yet: bounded, and what finds no room is counted. */
function createWaitingRoom() {
  /** The last of what waits, while more packets of its hop may join it: a busy hop tells of them one by one. */
  let open: { readonly at: number; readonly packets: CapturePacket[] } | null = null;
  const state = { waiting: [] as CaptureEvent[], packets: 0, bytes: 0, leftOut: 0, isOver: false, failure: null as Error | null };
  let wake: () => void = () => undefined;

  function takePackets(at: number, packets: readonly CapturedPacket[]): void {
    const room = state.bytes > mostWaitingBytes ? 0 : Math.max(0, mostWaiting - state.packets);
    const kept = packets.slice(0, room);
    state.leftOut += packets.length - kept.length;
    state.packets += kept.length;
    state.bytes += kept.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (kept.length === 0) {
      return;
    }
    if (open === null || open.at !== at || open.packets.length >= mostInOne) {
      open = { at, packets: [] };
      state.waiting.push({ kind: 'packets', ...open });
    }
    open.packets.push(...kept.map(toPacket));
  }

  return {
    state,
    take(at: number, notice: ListenNotice): void {
      if (notice.kind === 'packets') {
        takePackets(at, notice.packets);
      } else if (notice.kind !== 'beat') {
        state.waiting.push({ ...notice, at });
        open = null;
      }
      wake();
    },
    end(failure: Error | null): void {
      Object.assign(state, { isOver: true, failure: state.failure ?? failure });
      wake();
    },
    /** What waits, then an empty room. */
    empty(): { readonly ready: readonly CaptureEvent[]; readonly leftOut: number } {
      const { waiting: ready, leftOut } = state;
      open = null;
      Object.assign(state, { waiting: [], packets: 0, bytes: 0, leftOut: 0 });
      return { ready, leftOut };
    },
    nextKnock: (): Promise<void> => new Promise((resolve) => (wake = resolve)),
  };
}

/** Everything that is heard in all places, as one stream. What is not taken fast enough is left out, and counted. */
export async function* createCaptureFlow(listener: HopListener, order: CaptureOrder): AsyncGenerator<CaptureEvent> {
  const { hops, places, signal } = order;
  const stopping = new AbortController();
  const room = createWaitingRoom();
  const { state } = room;

  async function listenIn({ place, shell, asRoot }: OpenPlace): Promise<void> {
    const positions = hops.flatMap((hop, at) => (hop.place === place ? [at] : []));
    const interfaces = positions.map((at) => hops[at]?.name ?? '');
    const { filter, snapBytes, maxSeconds } = order;
    const purpose = `Capture at ${interfaces.join(', ')}`;
    const request = { shell, asRoot, purpose, interfaces, filter, snapBytes, maxSeconds };
    for await (const notice of listener.listen({ ...request, signal: AbortSignal.any([signal, stopping.signal]) })) {
      room.take(notice.kind === 'beat' ? 0 : (positions[notice.at] ?? 0), notice);
    }
  }

  const listened = places.filter(({ place }) => hops.some((hop) => hop.place === place)).map(listenIn);
  const all = Promise.all(listened).then(
    () => room.end(null),
    (error: unknown) => room.end(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    for (;;) {
      const { ready, leftOut } = room.empty();
      yield* ready;
      if (leftOut > 0) {
        yield { kind: 'left-out', count: leftOut };
      }
      if (state.waiting.length === 0 && state.isOver) {
        break;
      }
      if (state.waiting.length === 0) {
        await room.nextKnock();
      }
    }
    if (state.failure !== null) {
      throw state.failure;
    }
  } finally {
    stopping.abort();
    await all;
  }
}

function toPacket({ atMicroseconds, linkType, originalLength, bytes }: CapturedPacket): CapturePacket {
  return { atMicroseconds, linkType, originalLength, base64: Buffer.from(bytes).toString('base64') };
}
