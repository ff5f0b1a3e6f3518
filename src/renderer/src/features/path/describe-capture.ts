import { decodeFrame } from '#domain/packets/decode-frame.ts';
import { describePacket } from '#domain/packets/describe-packet.ts';
import { formatCount } from '#renderer/ui/format.ts';
import type { CaptureProgress, ListedPacket } from './capture-progress.ts';

/** How many came, and what of them was lost where. */
export function describeCapture({ kind, hops, total, packets, leftOut, dropped }: CaptureProgress): string {
  if (kind === 'idle') {
    return 'Ends after an hour at most. Nutshell’s own connections are left out.';
  }
  if (kind === 'running' && hops.length === 0) {
    return 'Looking at the devices, and beginning to listen …';
  }
  const lost = [...dropped.values()].reduce((sum, count) => sum + count, 0);
  return [
    total === 0 ? 'No packet yet.' : `${formatCount(total)} packets.`,
    ...(total > packets.length ? [`The last ${formatCount(packets.length)} are kept.`] : []),
    ...(lost > 0 ? [`The kernels there dropped ${formatCount(lost)}.`] : []),
    ...(leftOut > 0 ? [`${formatCount(leftOut)} came too fast and were left out.`] : []),
  ].join(' ');
}

/** One line of the list. Decoded only when it is drawn. */
export function toPacketLine({ hops }: CaptureProgress, { atMicroseconds, base64, linkType, at }: ListedPacket): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const { protocol, source, destination, text } = describePacket(decodeFrame({ bytes, linkType }));
  const time = new Date(atMicroseconds / 1000).toISOString().slice(11, 23);
  const hop = hops[at];
  const where = hop === undefined ? '' : `${hop.place === 'nested' ? 'instance' : hop.place} ${hop.name}`;
  return `${time}  ${where.padEnd(14)}  ${protocol.padEnd(6)}  ${source} → ${destination}  ${text}`;
}
