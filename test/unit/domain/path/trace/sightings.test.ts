import { describe, expect, it } from 'vitest';
import { buildCaptureFilter } from '#domain/path/capture/build-capture-filter.ts';
import { createSightings } from '#domain/path/trace/create-sightings.ts';
import { findRewrites } from '#domain/path/trace/find-rewrites.ts';
import { buildTraceFilter, buildTraceProbe, toPayload } from '#domain/path/trace/trace-probe.ts';
import { aCopy } from '#fakes/traces.ts';
import { aDatagram, anUnreachable, aRequest, aSegment } from '#fakes/packets.ts';

const aProbe = (protocol: 'icmp' | 'udp' | 'tcp') =>
  buildTraceProbe(
    { origin: 'laptop', protocol, destination: '10.77.0.101', port: null },
    Uint8Array.of(0xab, 0xcd, 0xef, 1, 5, 6),
  );
const captured = (bytes: Uint8Array) => ({
  atMicroseconds: 1,
  linkType: 1,
  interfaceIndex: 0,
  originalLength: bytes.length,
  bytes,
  comment: null,
});
const marked = Buffer.concat([Buffer.alloc(16), Buffer.from('abcdef01abcdef01abcdef01abcdef01', 'hex')]);

describe('probes among everything else', () => {
  it('knows pings by what they carry, whatever their addresses and ids', () => {
    const sightings = createSightings(aProbe('icmp'));
    const request = aRequest({ payload: marked, destination: '172.16.0.5', id: 54_825, sequence: 3 });
    expect(sightings.take('nested:eth0', captured(request))).toMatchObject([
      { lane: 'forward', number: 3, destination: '172.16.0.5' },
    ]);
    expect(sightings.take('nested:eth0', captured(aRequest({ type: 0, payload: marked })))).toMatchObject([{ lane: 'reverse' }]);
    expect(sightings.take('nested:eth0', captured(aRequest()))).toEqual([]);
  });

  it('knows a ping that takes no pattern by its length', () => {
    const probe = aProbe('icmp');
    const bytes = aRequest({ payload: new Uint8Array(probe.sizeBytes) });
    expect(createSightings(probe).take('host:em1', captured(bytes))).toHaveLength(1);
  });

  it('knows a connection at inner hops that were heard before the first', () => {
    const probe = aProbe('tcp');
    const sightings = createSightings(probe);
    const { sourcePort } = probe;
    const ends = { sourcePort, destinationPort: 22 };
    const translated = aSegment({ ...ends, sourcePort: 1024, destination: '172.16.0.5', sequence: 4_294_967_295, flags: 2 });
    const other = aSegment({ ...ends, sourcePort: 1025, sequence: 77, flags: 2 });
    expect(sightings.take('nested:eth0', captured(translated))).toEqual([]);
    expect(sightings.take('host:em1', captured(other))).toEqual([]);
    const first = aSegment({ ...ends, sequence: 4_294_967_295, flags: 2 });
    expect(sightings.take('host:em1', captured(first)).map(({ hopId }) => hopId)).toEqual(['nested:eth0', 'host:em1']);
    const answer = aSegment({ sourcePort: 22, destinationPort: sourcePort, acknowledgement: 0, flags: 0x14 });
    expect(sightings.take('host:em1', captured(answer))).toMatchObject([{ lane: 'reverse', isRefusal: true }]);
  });

  it('keeps error messages about the probe, and none about other packets', () => {
    const probe = aProbe('udp');
    const sightings = createSightings(probe);
    const datagram = aDatagram(probe.sourcePort, 33_434, Buffer.from(toPayload(probe)));
    expect(sightings.take('host:em1', captured(datagram))).toHaveLength(1);
    sightings.take('host:em1', captured(anUnreachable(3, datagram)));
    sightings.take('host:em1', captured(anUnreachable(3, aDatagram(1, 2, Buffer.from('x')))));
    expect(sightings.all().errors).toMatchObject([{ type: 3, code: 3 }]);
  });

  it('asks tcpdump for nothing but probes, answers, errors and ARP, with and without tags', () => {
    expect(buildTraceFilter(aProbe('icmp'))).toContain('icmp[24:4] = 0xabcdef01');
    expect(buildTraceFilter(aProbe('udp'))).toContain('udp[8:4] = 0x61626364 and udp[12:4] = 0x65663031');
    expect(buildTraceFilter(aProbe('tcp'))).toMatch(/^\((.*)\) or \(vlan and \(\1\)\)$/);
  });

  it('tells what NAT and routing did between two hops', () => {
    const stops = ['machine:eth0', 'machine:br0'].map(
      (hopId) => ({ hopId, name: '', place: 'machine', mac: null, blindReason: null }) as const,
    );
    const copies = [aCopy({ hopId: 'machine:eth0' }), aCopy({ hopId: 'machine:br0', destination: '172.16.0.5', timeToLive: 63 })];
    expect(findRewrites('forward', stops, copies)).toEqual([
      {
        lane: 'forward',
        fromHopId: 'machine:eth0',
        toHopId: 'machine:br0',
        changes: ['destination 10.77.0.101 becomes 172.16.0.5', 'routed: time to live 64 becomes 63'],
      },
    ]);
  });
});

describe('the filter of a capture', () => {
  it('leaves the own connections out, on both sides of a NAT', () => {
    expect(buildCaptureFilter('icmp or arp', ['10.0.0.9 51000 10.0.0.1 22', ''])).toBe(
      '(icmp or arp) and not (tcp port 51000 and tcp port 22)',
    );
    expect(buildCaptureFilter(' ', [])).toBe('');
  });
});
