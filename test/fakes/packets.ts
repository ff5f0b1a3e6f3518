/** Packets as they are on the wire, made by hand. */
export interface EchoOptions {
  readonly type?: 0 | 8;
  readonly source?: string;
  readonly destination?: string;
  readonly id?: number;
  readonly sequence?: number;
  readonly timeToLive?: number;
  readonly payload?: Uint8Array;
}

const macs = '525400770020525400770001';

/** An echo request from the laptop's network to an instance's public address. */
export function aRequest(options: EchoOptions = {}): Uint8Array {
  const { type = 8, source = '10.77.0.10', destination = '10.77.0.101', id = 7, sequence = 1, timeToLive = 64 } = options;
  const { payload = new Uint8Array(56) } = options;
  const icmp = Buffer.concat([Buffer.from([type, 0, 0, 0]), u16(id), u16(sequence), payload]);
  return ethernet(0x0800, ip({ protocol: 1, source, destination, timeToLive, body: icmp }));
}

export interface SegmentOptions {
  readonly source?: string;
  readonly destination?: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence?: number;
  readonly acknowledgement?: number;
  readonly flags: number;
}

export function aSegment(options: SegmentOptions): Uint8Array {
  const { source = '10.77.0.10', destination = '10.77.0.101', sequence = 0, acknowledgement = 0, flags } = options;
  const tcp = Buffer.alloc(20);
  tcp.writeUInt16BE(options.sourcePort, 0);
  tcp.writeUInt16BE(options.destinationPort, 2);
  tcp.writeUInt32BE(sequence, 4);
  tcp.writeUInt32BE(acknowledgement, 8);
  tcp.writeUInt8(0x50, 12);
  tcp.writeUInt8(flags, 13);
  return ethernet(0x0800, ip({ protocol: 6, source, destination, timeToLive: 64, body: tcp }));
}

export function aDatagram(sourcePort: number, destinationPort: number, payload: Uint8Array): Uint8Array {
  const udp = Buffer.concat([u16(sourcePort), u16(destinationPort), u16(8 + payload.length), u16(0), payload]);
  return ethernet(0x0800, ip({ protocol: 17, source: '10.77.0.10', destination: '10.77.0.101', timeToLive: 64, body: udp }));
}

/** What a router says of a packet that it could not send on; it quotes the beginning of it. */
export function anUnreachable(code: number, about: Uint8Array, source = '10.77.0.101'): Uint8Array {
  const icmp = Buffer.concat([Buffer.from([3, code, 0, 0, 0, 0, 0, 0]), about.subarray(14, 14 + 28)]);
  return ethernet(0x0800, ip({ protocol: 1, source, destination: '10.77.0.10', timeToLive: 64, body: icmp }));
}

export function anArp(operation: 1 | 2, sender: string, target: string): Uint8Array {
  const head = Buffer.from([0, 1, 8, 0, 6, 4, 0, operation]);
  const mac = Buffer.from(macs.slice(12), 'hex');
  return ethernet(0x0806, Buffer.concat([head, mac, address(sender), Buffer.alloc(6), address(target)]));
}

export function ethernet(etherType: number, body: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.from(macs, 'hex'), u16(etherType), body]));
}

interface IpOptions {
  readonly protocol: number;
  readonly source: string;
  readonly destination: string;
  readonly timeToLive: number;
  readonly body: Uint8Array;
}

function ip({ protocol, source, destination, timeToLive, body }: IpOptions): Buffer {
  const fixed = Buffer.from([timeToLive, protocol, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x45, 0]),
    u16(20 + body.length),
    u16(4711),
    u16(0x4000),
    fixed,
    address(source),
    address(destination),
    body,
  ]);
}

const address = (text: string) => Buffer.from(text.split('.').map(Number));

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** A capture in the old format, as tcpdump writes it. */
export function aPcap(packets: readonly Uint8Array[], { isBigEndian = false, startMicroseconds = 0 } = {}): Uint8Array {
  const numbers = (...values: readonly number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, index) =>
      isBigEndian ? bytes.writeUInt32BE(value, index * 4) : bytes.writeUInt32LE(value, index * 4),
    );
    return bytes;
  };
  const version = isBigEndian ? 0x00020004 : 0x00040002;
  return new Uint8Array(
    Buffer.concat([
      numbers(0xa1b2c3d4, version, 0, 0, 262_144, 1),
      ...packets.flatMap((bytes, index) => [numbers(0, startMicroseconds + index, bytes.length, bytes.length), bytes]),
    ]),
  );
}
