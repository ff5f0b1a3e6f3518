import type { Frame, IpPacket } from '../../packets/frame.ts';
import type { Copy } from './copy.ts';

/** Where a packet was seen, before it is known whether it belongs to the trace. */
export interface Seen {
  readonly hopId: string;
  readonly atMicroseconds: number;
  readonly frame: Frame;
  readonly packet: IpPacket;
}

export function toCopy(seen: Seen, rest: Pick<Copy, 'lane' | 'number' | 'isRefusal' | 'sourcePort' | 'destinationPort'>): Copy {
  const { hopId, atMicroseconds, packet, frame } = seen;
  const { source, destination, timeToLive } = packet;
  const { sourceMac, destinationMac } = frame;
  return { hopId, atMicroseconds, source, destination, timeToLive, sourceMac, destinationMac, ...rest };
}
