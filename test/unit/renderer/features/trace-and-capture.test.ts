import { describe, expect, it } from 'vitest';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import { describeCapture, toHexLines, toPacketLine } from '#renderer/features/path/describe-capture.ts';
import { mostKept, noCapture, withEvents } from '#renderer/features/path/capture-progress.ts';
import { begunTrace, withEvent } from '#renderer/features/path/trace-progress.ts';
import { buildTraceRows } from '#renderer/features/path/trace-rows.ts';
import { checkWish, firstWish, toTraceInput } from '#renderer/features/path/trace-wish.ts';
import { aRequestForWindow } from '#fakes/packet-texts.ts';
import { aCopy, aTraceResult } from '#fakes/traces.ts';

describe('a trace in the window', () => {
  const result = aTraceResult();
  const planned = withEvent(begunTrace, { kind: 'plan', probe: result.probe, plan: result.plan });

  it('fills the lanes as copies are seen', () => {
    const listening = withEvent(planned, { kind: 'listening', hopId: 'host:em1' });
    expect(buildTraceRows(listening).map(({ there }) => there.word)).toEqual(['Listening', 'Waiting', 'Waiting', 'Blind']);
    const seen = [1, 2].reduce((before, number) => withEvent(before, { kind: 'copy', copy: aCopy({ number }) }), listening);
    expect(buildTraceRows(seen)[0]).toMatchObject({
      there: { tone: 'ok', word: '2 seen' },
      back: { word: 'Listening' },
      header: '10.77.0.10 → 10.77.0.101',
    });
  });

  it('marks in the end where the probe never came', () => {
    const done = withEvent(planned, { kind: 'result', result });
    expect(done.kind).toBe('done');
    expect(buildTraceRows(done)[2]).toMatchObject({ name: 'br0', there: { tone: 'broken', word: 'Never came' } });
  });

  it('says beside the field what cannot be meant', () => {
    expect(checkWish(firstWish)).toEqual({});
    expect(checkWish({ ...firstWish, from: 'nested', inside: 'root@10.101.7.2' })).toHaveProperty('instance');
    expect(checkWish({ ...firstWish, to: 'ciab', protocol: 'tcp', port: '99999', inside: 'two words' })).toEqual({
      to: expect.any(String) as string,
      port: expect.any(String) as string,
      inside: expect.any(String) as string,
    });
    expect(checkWish({ ...firstWish, instance: '172.16.0.5' })).toHaveProperty('inside');
  });

  it('asks for what was filled in, and leaves the rest to be proposed', () => {
    expect(toTraceInput('lab', 'ciab', firstWish)).toEqual({ hostId: 'lab', machine: 'ciab', from: 'laptop', protocol: 'icmp' });
    expect(
      toTraceInput('lab', 'ciab', { ...firstWish, protocol: 'tcp', port: '8443', inside: 'ada@10.101.7.2:2222' }),
    ).toMatchObject({
      port: 8443,
      wayIn: { machine: { user: 'ada', address: '10.101.7.2', port: 2222, auth: { kind: 'agent' } } },
    });
  });
});

describe('a capture in the window', () => {
  const hops: CaptureEvent = {
    kind: 'hops',
    filter: '',
    hops: [{ hopId: 'host:em1', name: 'em1', place: 'host', description: 'em1 of the host' }],
  };
  const packets = (count: number): CaptureEvent => ({
    kind: 'packets',
    at: 0,
    packets: Array.from({ length: count }, () => ({
      atMicroseconds: 1_700_000_000_000_000,
      linkType: 1,
      originalLength: 50,
      base64: aRequestForWindow,
    })),
  });

  it('keeps the last packets only, and says so, and what was lost elsewhere', () => {
    const counts: CaptureEvent = { kind: 'counts', at: 0, received: 9, dropped: 7 };
    const progress = withEvents(withEvents({ ...noCapture, kind: 'running' }, [hops, packets(mostKept)]), [
      packets(5),
      counts,
      { kind: 'left-out', count: 3 },
    ]);
    expect(progress.packets).toHaveLength(mostKept);
    expect(progress.packets[0]?.number).toBe(6);
    expect(describeCapture(progress)).toMatch(
      /20.005 packets\. The last 20.000 are kept\. The kernels there dropped 7\. 3 came too fast/,
    );
  });

  it('counts what Wireshark shows, and keeps none of it', () => {
    const progress = withEvents({ ...noCapture, kind: 'running' }, [
      hops,
      { kind: 'viewer', program: '/usr/bin/wireshark' },
      { kind: 'passed-on', at: 0, count: 12 },
    ]);
    expect(progress.packets).toEqual([]);
    expect(describeCapture(progress)).toBe('12 packets. Wireshark shows them.');
  });

  it('shows the bytes of one as hexdump does', () => {
    const lines = toHexLines(Uint8Array.from({ length: 18 }, (_, at) => 60 + at));
    expect(lines).toEqual([
      '0000  3c 3d 3e 3f 40 41 42 43 44 45 46 47 48 49 4a 4b  <=>?@ABCDEFGHIJK',
      '0010  4c 4d                                            LM',
    ]);
  });

  it('tells each in a line, and why nobody listens at a device', () => {
    const progress = withEvents(noCapture, [
      hops,
      packets(1),
      { kind: 'ended', at: 0, reason: 'em1 vanished while it was listened at.' },
    ]);
    const [first] = progress.packets;
    expect(first && toPacketLine(progress, first)).toBe(
      '22:13:20.000  host em1        ICMP    10.77.0.10 → 10.77.0.101  echo request, id 7 seq 1, ttl 64',
    );
    expect(progress.reasons.get(0)).toContain('vanished');
  });
});
