import type { CapturedPacket } from '../../packets/captured-packet.ts';
import { decodeFrame } from '../../packets/decode-frame.ts';
import { describeIcmp } from '../../packets/describe-icmp.ts';
import type { IcmpMessage, IpPacket, TcpSegment } from '../../packets/frame.ts';
import { decodeLatin1 } from '../../packets/text-bytes.ts';
import { createTcpMatcher } from './create-tcp-matcher.ts';
import type { ArpSeen, Copy, QuotedError, Sightings } from './copy.ts';
import { toCopy, type Seen } from './seen.ts';
import { toPayload, type TraceProbe } from './trace-probe.ts';

/** A busy network's ARP must not fill the memory. */
const mostKept = 2_000;

/** Tells the probes of a trace, and what answers them, from everything else, at whichever hop they come by. */
export function createSightings(probe: TraceProbe) {
  const copies: Copy[] = [];
  const arps: ArpSeen[] = [];
  const errors: { readonly error: QuotedError; readonly about: IpPacket }[] = [];
  const tcp = createTcpMatcher(probe);

  function take(hopId: string, captured: CapturedPacket): readonly Copy[] {
    const frame = decodeFrame(captured);
    if (frame.network.kind === 'arp') {
      const { operation, senderAddress: sender, senderMac, targetAddress: target } = frame.network;
      if (operation !== 'other' && arps.length < mostKept) {
        arps.push({ hopId, operation, sender, senderMac, target });
      }
      return [];
    }
    return frame.network.kind === 'ip'
      ? takeIp({ hopId, atMicroseconds: captured.atMicroseconds, frame, packet: frame.network })
      : [];
  }

  function takeIp(seen: Seen): readonly Copy[] {
    const { transport } = seen.packet;
    if (transport.kind === 'icmp' && transport.quoted !== null && errors.length < mostKept) {
      errors.push({ error: toError(seen, transport), about: transport.quoted });
      return [];
    }
    return transport.kind === 'tcp' ? tcp.take(seen, transport) : toArray(matchDatagram(probe, seen));
  }

  /** Copies that this packet made known: of TCP also those that came before the first segment was known. */
  return {
    take(hopId: string, captured: CapturedPacket): readonly Copy[] {
      const found = copies.length < mostKept ? take(hopId, captured) : [];
      copies.push(...found);
      return found;
    },
    all: (): Sightings => ({
      copies,
      arps,
      errors: errors.filter(({ about }) => isAbout(probe, about, copies)).map(({ error }) => error),
    }),
  };
}

function toArray(copy: Copy | null): readonly Copy[] {
  return copy === null ? [] : [copy];
}

function matchDatagram(probe: TraceProbe, seen: Seen): Copy | null {
  const { transport } = seen.packet;
  if (transport.kind === 'icmp' && probe.protocol === 'icmp') {
    return isEcho(transport) && isMarked(probe, seen.packet, transport)
      ? toCopy(seen, {
          lane: transport.type === 8 ? 'forward' : 'reverse',
          number: transport.sequence,
          isRefusal: false,
          sourcePort: transport.id,
          destinationPort: transport.id,
        })
      : null;
  }
  if (transport.kind !== 'udp' || probe.protocol !== 'udp') {
    return null;
  }
  const { sourcePort, destinationPort, payload } = transport;
  const isOurs = decodeLatin1(payload.subarray(0, 16)) === toPayload(probe);
  // An answer carries whatever its server likes; it is known by the ports.
  const isAnswer = sourcePort === probe.port && destinationPort === probe.sourcePort;
  const lane = isOurs && !isAnswer ? 'forward' : 'reverse';
  const number = seen.packet.identification ?? 0;
  return isOurs || isAnswer ? toCopy(seen, { lane, number, isRefusal: false, sourcePort, destinationPort }) : null;
}

function isEcho({ type }: IcmpMessage): boolean {
  return type === 8 || type === 0;
}

/** By the pattern, twice in a row; or by the length, from a ping that takes none. */
function isMarked({ token, sizeBytes }: TraceProbe, { lengthBytes }: IpPacket, { data }: IcmpMessage): boolean {
  const hex = [...data.subarray(0, 64)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.includes(token + token) || lengthBytes === sizeBytes + 28;
}

function toError({ hopId, packet }: Seen, message: IcmpMessage): QuotedError {
  const { source, destination } = packet;
  return { hopId, source, destination, type: message.type, code: message.code, text: describeIcmp(message, 4) };
}

/** An error quotes only the head of what it is about: ports, id or sequence number must do. */
function isAbout(probe: TraceProbe, { transport, destination }: IpPacket, copies: readonly Copy[]): boolean {
  switch (transport.kind) {
    case 'icmp':
      return probe.protocol === 'icmp' && copies.some(({ sourcePort }) => sourcePort === transport.id);
    case 'tcp':
      return probe.protocol === 'tcp' && isSameFlow(transport, copies);
    case 'udp':
      return (
        probe.protocol === 'udp' &&
        (isSameFlow(transport, copies) || (destination === probe.destination && transport.destinationPort === probe.port))
      );
    default:
      return false;
  }
}

function isSameFlow(ends: Pick<TcpSegment, 'sourcePort' | 'destinationPort'>, copies: readonly Copy[]): boolean {
  return copies.some((copy) => copy.sourcePort === ends.sourcePort && copy.destinationPort === ends.destinationPort);
}
