import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReadings } from '#core/hosts/create-readings.ts';
import type { Connections } from '#core/hosts/create-connections.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { HostReading } from '#contract/hosts.ts';
import { createItemQueue } from '#contract/item-queue.ts';
import { known } from '#domain/fact.ts';
import type { HostNotice } from '#domain/hosts/host-notice.ts';
import { aHost } from '#fakes/host-facts.ts';
import { aDefinition } from '#fakes/machines.ts';
import { aKnownHost } from '#fakes/window/scenarios.ts';

const definition = aDefinition();
const process = {
  pid: 7,
  startedEpochMs: null,
  argv: ['qemu-kvm', '-uuid', definition.uuid],
  taps: [],
  tapDescriptors: [],
  workingDirectory: '/',
};
const running = aHost({ definitions: known([definition], 'cat'), processes: known([process], 'ps') });

const notice = (name: string): HostNotice => ({
  kind: 'machine-event',
  machineName: 'ciab',
  event: { name, atEpochMs: 1, data: {} },
});

function open({ canWatch = true, facts = running } = {}) {
  const queue = createItemQueue<HostNotice>();
  const counts = { readings: 0, watches: 0 };
  const state = { isConnected: true };
  const connections = {
    stateOf: () => ({ kind: state.isConnected ? 'connected' : 'lost' }),
    shellOf: () => ({}),
    privilegeOf: () => 'root',
  } as unknown as Connections;
  const readings = createReadings({
    connections,
    now: Date.now,
    reader: {
      async read() {
        counts.readings += 1;
        return facts;
      },
      inspectFolder: () => Promise.reject(new Error('nobody asks')),
    },
    watcher: {
      async *watch(_shell, _privilege, signal) {
        counts.watches += 1;
        if (!canWatch) throw new HostError('denied', 'Only root can.');
        signal.addEventListener('abort', () => queue.end());
        for (let item = await queue.next(); !item.done; item = await queue.next()) yield item.value;
      },
    },
  });
  const heard: HostReading[] = [];
  const controller = new AbortController();
  const listen = async () => {
    for await (const reading of readings.watch(aKnownHost, controller.signal)) heard.push(reading);
  };
  const ended = listen();
  const stateNow = () => heard.at(-1)?.machines[0]?.state;
  return { queue, counts, state, heard, stateNow, close: () => (controller.abort(), ended) };
}

describe('readings of a host that tells what changes', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

  it('change in the moment an event comes, before anything is read again', async () => {
    const bench = open();
    bench.queue.push({ kind: 'ready' });
    await settle(1_000);
    const before = bench.counts.readings;
    bench.queue.push(notice('STOP'));
    await settle();
    expect(bench.stateNow()).toMatchObject({ kind: 'running', isPaused: true });
    expect(bench.counts.readings).toBe(before);
    // A reading puts right what an event cannot tell; many events, one reading.
    for (let count = 0; count < 20; count++) bench.queue.push(notice('RESUME'));
    await settle(1_000);
    expect(bench.counts.readings).toBe(before + 1);
    await bench.close();
  });

  it('are read rarely while notices come, and often where none can', async () => {
    const quiet = open();
    quiet.queue.push({ kind: 'ready' });
    await settle(55_000);
    expect(quiet.counts.readings).toBeLessThanOrEqual(2);
    await settle(10_000);
    expect(quiet.counts.readings).toBeLessThanOrEqual(3);
    await quiet.close();

    const blind = open({ canWatch: false });
    await settle(31_000);
    expect(blind.counts.readings).toBeGreaterThanOrEqual(6);
    expect(blind.counts.watches).toBeLessThan(8);
    await blind.close();
  });

  it('tell a machine that vanished as stopped at once', async () => {
    const bench = open();
    bench.queue.push({ kind: 'ready' });
    await settle(1_000);
    bench.queue.push({ kind: 'process', pid: 7, state: 'gone' });
    await settle();
    expect(bench.stateNow()).toMatchObject({ kind: 'stopped' });
    await bench.close();
  });

  it('listen again when a lost connection is back', async () => {
    const bench = open();
    bench.state.isConnected = false;
    bench.queue.end();
    await settle(30_000);
    const { watches } = bench.counts;
    bench.state.isConnected = true;
    await settle(1_000);
    expect(bench.counts.watches).toBeGreaterThan(watches);
    await bench.close();
  });

  it('stop when nobody looks any more', async () => {
    const bench = open();
    bench.queue.push({ kind: 'ready' });
    await settle(1_000);
    await bench.close();
    vi.useRealTimers();
    await pause(10);
    vi.useFakeTimers();
    const { readings, watches } = bench.counts;
    await settle(300_000);
    expect(bench.counts).toEqual({ readings, watches });
  });
});
