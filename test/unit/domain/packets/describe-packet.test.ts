import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from '#domain/packets/decode-frame.ts';
import { describePacket } from '#domain/packets/describe-packet.ts';
import { aDatagram, anArp, anUnreachable, aRequest, aSegment, ethernet } from '#fakes/packets.ts';

const show = (bytes: Uint8Array, linkType = 1) => {
  const { protocol, source, destination, text } = describePacket(decodeFrame({ bytes, linkType }));
  return `${protocol} ${source} > ${destination}: ${text}`;
};

const aName = Buffer.from('\x04ciab\x03lab\x00', 'latin1');
const dns = (flags: number) =>
  Buffer.concat([Buffer.from([0, 1, flags >> 8, flags & 255, 0, 1, 0, 1, 0, 0, 0, 0]), aName, Buffer.from([0, 1, 0, 1])]);

function dhcp(type: number): Buffer {
  const message = Buffer.alloc(240);
  Buffer.from('d00d00000005', 'hex').copy(message, 28);
  Buffer.from([172, 16, 0, 5]).copy(message, 16);
  Buffer.from('63825363', 'hex').copy(message, 236);
  return Buffer.concat([message, Buffer.from([53, 1, type, 54, 4, 172, 16, 0, 1, 255])]);
}

describe('a packet in one line', () => {
  it.each([
    [aRequest(), 'ICMP 10.77.0.10 > 10.77.0.101: echo request, id 7 seq 1, ttl 64'],
    [aRequest({ type: 0 }), 'ICMP 10.77.0.10 > 10.77.0.101: echo reply, id 7 seq 1, ttl 64'],
    [anArp(1, '10.77.0.10', '10.77.0.101'), 'ARP 52:54:00:77:00:01 > 52:54:00:77:00:20: Who has 10.77.0.101? Tell 10.77.0.10'],
    [anArp(2, '10.77.0.101', '10.77.0.10'), 'ARP 52:54:00:77:00:01 > 52:54:00:77:00:20: 10.77.0.101 is at 52:54:00:77:00:01'],
    [
      anUnreachable(13, aRequest()),
      'ICMP 10.77.0.101 > 10.77.0.10: communication prohibited, about 10.77.0.10 > 10.77.0.101 ICMP id 7 seq 1, ttl 64',
    ],
    [
      aSegment({ sourcePort: 4000, destinationPort: 22, flags: 2, sequence: 9 }),
      'TCP 10.77.0.10 > 10.77.0.101: 4000 → 22 [SYN] seq 9 window 0, 0 bytes',
    ],
    [aDatagram(4000, 53, dns(0x0100)), 'DNS 10.77.0.10 > 10.77.0.101: asks for A ciab.lab'],
    [aDatagram(53, 4000, dns(0x8183)), 'DNS 10.77.0.10 > 10.77.0.101: answer to A ciab.lab: no such name'],
    [aDatagram(67, 68, dhcp(5)), 'DHCP 10.77.0.10 > 10.77.0.101: ack for d0:0d:00:00:00:05, 172.16.0.5, server 172.16.0.1'],
    [aDatagram(4000, 33_434, Buffer.from('x')), 'UDP 10.77.0.10 > 10.77.0.101: 4000 → 33434, 1 bytes'],
    [ethernet(0x88cc, new Uint8Array(4)), 'Ethernet 52:54:00:77:00:01 > 52:54:00:77:00:20: type 0x88cc'],
  ])('%#', (bytes, line) => {
    expect(show(bytes)).toBe(line);
  });

  it('looks through VLAN tags', () => {
    const tagged = Buffer.concat([aRequest().subarray(0, 12), Buffer.from([0x81, 0, 0, 42]), aRequest().subarray(12)]);
    expect(show(tagged)).toBe('ICMP 10.77.0.10 > 10.77.0.101: VLAN 42, echo request, id 7 seq 1, ttl 64');
  });

  it('reads IPv6 behind its extension headers', () => {
    const head = Buffer.alloc(40);
    head.writeUInt8(0x60, 0);
    head.writeUInt16BE(16, 4);
    head.writeUInt8(0, 6);
    head.writeUInt8(64, 7);
    Buffer.from('fe80000000000000000000000000000a', 'hex').copy(head, 8);
    Buffer.from('ff020000000000000000000000000001', 'hex').copy(head, 24);
    const echo = Buffer.from([58, 0, 1, 4, 0, 0, 0, 0, 128, 0, 0, 0, 0, 7, 0, 1]);
    expect(show(ethernet(0x86dd, Buffer.concat([head, echo])))).toBe(
      'ICMPv6 fe80::a > ff02::1: echo request, id 7 seq 1, ttl 64',
    );
  });

  it('says something of any bytes at all', () => {
    const anyBytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(anyBytes, fc.constantFrom(1, 101, 113, 276, 12), (bytes, linkType) => {
        expect(show(bytes, linkType)).not.toBe('');
      }),
    );
    const behind = fc.tuple(fc.constantFrom(0x0800, 0x0806, 0x86dd, 0x8100), anyBytes);
    fc.assert(
      fc.property(behind, ([etherType, bytes]) => {
        expect(show(ethernet(etherType, bytes))).not.toBe('');
      }),
    );
  });

  it('says something of every beginning of a packet', () => {
    for (const whole of [
      aRequest(),
      anUnreachable(1, aRequest()),
      anArp(1, '10.0.0.1', '10.0.0.2'),
      aDatagram(53, 1, dns(0x8180)),
      aDatagram(67, 68, dhcp(5)),
    ]) {
      for (let length = 0; length < whole.length; length += 1) expect(show(whole.subarray(0, length))).not.toBe('');
    }
  });
});
