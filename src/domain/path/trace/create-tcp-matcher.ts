import { tcpFlags, type TcpSegment } from '../../packets/frame.ts';
import type { Copy } from './copy.ts';
import { toCopy, type Seen } from './seen.ts';
import type { TraceProbe } from './trace-probe.ts';

const mostWaiting = 1_000;

/**
 * A connection's first segment is known by the port it comes from, and from there on by its sequence number, which NAT leaves alone; the
 * answer acknowledges it. Hops are heard out of order, so segments wait until the number is known.
 */
export function createTcpMatcher({ protocol, sourcePort, port }: TraceProbe) {
  const waiting: { readonly seen: Seen; readonly segment: TcpSegment }[] = [];
  let first: number | null = null;

  function match(seen: Seen, segment: TcpSegment, start: number): readonly Copy[] {
    const lane = isFirst(segment) && segment.sequence === start ? 'forward' : isAnswer(segment, start) ? 'reverse' : null;
    return lane === null
      ? []
      : [
          toCopy(seen, {
            lane,
            number: 1,
            isRefusal: (segment.flags & tcpFlags.rst) !== 0,
            sourcePort: segment.sourcePort,
            destinationPort: segment.destinationPort,
          }),
        ];
  }

  return {
    take(seen: Seen, segment: TcpSegment): readonly Copy[] {
      if (protocol !== 'tcp') {
        return [];
      }
      if (first === null && isFirst(segment) && segment.sourcePort === sourcePort && segment.destinationPort === port) {
        first = segment.sequence;
      }
      const start = first;
      if (start === null) {
        if (waiting.length < mostWaiting) {
          waiting.push({ seen, segment });
        }
        return [];
      }
      const before = waiting.splice(0).flatMap((each) => match(each.seen, each.segment, start));
      return [...before, ...match(seen, segment, start)];
    },
  };
}

function isFirst({ flags }: TcpSegment): boolean {
  return (flags & (tcpFlags.syn | tcpFlags.ack)) === tcpFlags.syn;
}

function isAnswer({ flags, acknowledgement }: TcpSegment, start: number): boolean {
  const answers = tcpFlags.syn | tcpFlags.rst;
  return (flags & tcpFlags.ack) !== 0 && (flags & answers) !== 0 && acknowledgement === (start + 1) % 4_294_967_296;
}
