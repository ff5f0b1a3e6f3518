import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCaptureReader } from '#domain/packets/create-capture-reader.ts';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import type { ViewedCaptureEvent } from '#domain/path/capture/viewed-capture-event.ts';
import { aRequest } from '#fakes/packets.ts';
import { aHost, aMachine, clientWith } from './builders.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'nutshell-capture-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = aRequest();
const packet = {
  atMicroseconds: 1_700_000_000_000_001,
  linkType: 1,
  originalLength: bytes.length,
  base64: Buffer.from(bytes).toString('base64'),
};
const hops: CaptureEvent = {
  kind: 'hops',
  filter: 'icmp',
  hops: [
    { hopId: 'host:em1', name: 'em1', place: 'host', description: 'em1 of the host, physical' },
    { hopId: 'host:br0', name: 'br0', place: 'host', description: 'br0 of the host, bridge' },
  ],
};
const listening: CaptureEvent = { kind: 'listening', at: 0 };
const packets: CaptureEvent = { kind: 'packets', at: 0, packets: [packet, packet, packet] };

describe('the capture command', () => {
  const asked: unknown[] = [];
  const clientFor = (...events: readonly CaptureEvent[]) => ({
    ...clientWith([aHost()], { 'lab-1': [aMachine()] }),
    path: {
      async *capture(input: unknown) {
        asked.push(input);
        yield* events;
      },
    },
  });

  it('lists packets, and says what was dropped and left out', async () => {
    const counts: CaptureEvent = { kind: 'counts', at: 0, received: 9, dropped: 4 };
    const { out, err, code } = await runCli(['capture', 'ciab', '--hop', 'em1', '--filter', 'icmp'], {
      client: clientFor(hops, listening, packets, counts, { kind: 'left-out', count: 12 }),
    });
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toBe(
      '22:13:20.000001 host:em1       ICMP  10.77.0.10 → 10.77.0.101  echo request, id 7 seq 1, ttl 64',
    );
    expect(err).toContain('host:em1: 3 packets, 4 dropped by the kernel there');
    expect(err).toContain('12 packets came faster than they could be taken');
    expect(asked.at(-1)).toEqual({
      hostId: 'lab-1',
      machine: 'ciab',
      hops: ['em1'],
      filter: 'icmp',
      snapBytes: 0,
      maxSeconds: 3600,
    });
  });

  it('writes a file that ends after so many', async () => {
    const file = path.join(folder, 'x.pcapng');
    const { out } = await runCli(['capture', 'ciab', '-o', file, '--count', '2'], {
      client: clientFor(hops, listening, packets, packets),
    });
    expect(out).toBe(`Written to ${file}.\n`);
    const reader = createCaptureReader();
    const read = reader.push(readFileSync(file));
    expect(read).toMatchObject({ problem: null, packets: [{ atMicroseconds: packet.atMicroseconds }, {}] });
    expect(reader.finish()).toBeNull();
  });

  it('writes the same to standard output, for another program', async () => {
    const {
      bytes: piped,
      out,
      err,
    } = await runCli(['capture', 'ciab', '-o', '-', '--count', '2'], {
      client: clientFor(hops, listening, packets, packets),
    });
    expect(out).toBe('');
    expect(err).toContain('host:em1: 2 packets');
    const reader = createCaptureReader();
    expect(reader.push(piped)).toMatchObject({ problem: null, packets: [{ atMicroseconds: packet.atMicroseconds }, {}] });
    expect(reader.finish()).toBeNull();
  });

  it('ends where nobody reads standard output any longer', async () => {
    const never = { ...clientFor(), path: { capture: endless } };
    async function* endless(): AsyncGenerator<CaptureEvent> {
      yield hops;
      yield listening;
      for (;;) yield packets;
    }
    expect((await runCli(['capture', 'ciab', '-o', '-'], { client: never, takesBytes: false })).code).toBe(0);
  });

  it('has Wireshark show them, and counts', async () => {
    const viewed: ViewedCaptureEvent[] = [
      { kind: 'viewer', program: '/usr/bin/wireshark' },
      { kind: 'hops', filter: '', hops: [{ hopId: 'host:em1', name: 'em1', place: 'host', description: 'em1' }] },
      { kind: 'listening', at: 0 },
      { kind: 'passed-on', at: 0, count: 7 },
    ];
    const client = {
      ...clientWith([aHost()], { 'lab-1': [aMachine()] }),
      path: {
        async *captureIntoViewer() {
          yield* viewed;
        },
      },
    };
    const { code, err } = await runCli(['capture', 'ciab', '--wireshark'], { client });
    expect(code).toBe(0);
    expect(err).toContain('Wireshark begins: /usr/bin/wireshark');
    expect(err).toContain('host:em1: 7 packets');
  });

  it('shows no bytes to a person', async () => {
    const { code, err } = await runCli(['capture', 'ciab', '-o', '-'], { client: clientFor(hops), outIsScreen: true });
    expect(code).toBe(2);
    expect(err).toContain('A terminal cannot show pcapng');
  });

  it('ends with 3 where nobody could listen, and says why', async () => {
    const reason = 'tcpdump is not installed there. Install the package tcpdump.';
    const { code, err } = await runCli(['capture', 'ciab'], { client: clientFor(hops, { kind: 'ended', at: 0, reason }) });
    expect(code).toBe(3);
    expect(err).toContain(`host:em1: ${reason}`);
  });

  it.each([
    [['--count', '0'], '--count is at least 1'],
    [['--count', 'many'], '--count'],
    [['--wireshark', '-o', 'x.pcapng'], 'exclude each other'],
    [['--json', '-o', '-'], 'both want standard output'],
    [['-o', '/nowhere/at/all.pcapng'], 'cannot be written'],
  ])('refuses %j', async (words, sentence) => {
    const { code, err } = await runCli(['capture', 'ciab', ...words], { client: clientFor(hops) });
    expect(code).not.toBe(0);
    expect(err).toContain(sentence);
  });
});
