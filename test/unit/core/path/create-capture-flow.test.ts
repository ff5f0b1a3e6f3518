import { describe, expect, it } from 'vitest';
import { createCaptureFlow } from '#core/path/create-capture-flow.ts';
import type { HopListener, ListenNotice } from '#core/ports/hop-listener.ts';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import { aRequest } from '#fakes/packets.ts';
import { createLocalShell } from '#fakes/local-shell.ts';

const bytes = aRequest();
const aPacket = (number: number) => ({
  ...{ interfaceIndex: 0, atMicroseconds: number, linkType: 1, originalLength: bytes.length, bytes },
  comment: null,
});
const hops = ['em1', 'br0'].map((name) => ({ hopId: `host:${name}`, name, place: 'host', description: name }) as const);
const order = {
  ...{ hops, filter: '', snapBytes: 0, maxSeconds: 60, signal: new AbortController().signal },
  places: [{ place: 'host', shell: createLocalShell(['sh']), asRoot: false } as const],
};

/** Tells as fast as it is asked, without a pause. */
const telling = (notices: () => Generator<ListenNotice>): HopListener => ({
  async *listen() {
    yield* notices();
  },
});

async function gather(listener: HopListener, pauseMs: number): Promise<readonly CaptureEvent[]> {
  const events: CaptureEvent[] = [];
  for await (const event of createCaptureFlow(listener, order)) {
    events.push(event);
    if (pauseMs > 0 && events.length === 1) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return events;
}

const countOf = (events: readonly CaptureEvent[]) =>
  events.reduce((sum, event) => sum + (event.kind === 'packets' ? event.packets.length : 0), 0);
const leftOutOf = (events: readonly CaptureEvent[]) =>
  events.reduce((sum, event) => sum + (event.kind === 'left-out' ? event.count : 0), 0);

describe('a capture of a busy hop', () => {
  it('keeps a bounded number for whoever is slow, and counts every one that it left out', async () => {
    const flood = telling(function* () {
      yield { kind: 'listening', at: 0 };
      for (let number = 0; number < 50_000; number += 1) yield { kind: 'packets', at: number % 2, packets: [aPacket(number)] };
    });
    const events = await gather(flood, 200);
    expect(countOf(events)).toBeLessThanOrEqual(8_000);
    expect(countOf(events) + leftOutOf(events)).toBe(50_000);
  });

  it('joins what comes one by one, in its order, and never more than 500 in one event', async () => {
    const train = telling(function* () {
      for (let number = 0; number < 1_200; number += 1) yield { kind: 'packets', at: 0, packets: [aPacket(number)] };
      yield { kind: 'ended', at: 0, reason: null };
    });
    const events = await gather(train, 100);
    const numbers = events.flatMap((event) => (event.kind === 'packets' ? event.packets.map((each) => each.atMicroseconds) : []));
    expect(numbers).toEqual(Array.from({ length: 1_200 }, (_, at) => at));
    expect(events.every((event) => event.kind !== 'packets' || event.packets.length <= 500)).toBe(true);
    expect(events.length).toBeLessThan(100);
    expect(events.at(-1)?.kind).toBe('ended');
  });
});
