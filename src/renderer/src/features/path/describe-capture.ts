import { decodeFrame } from '#domain/packets/decode-frame.ts';
import { describePacket, type PacketSummary } from '#domain/packets/describe-packet.ts';
import { formatCount } from '#renderer/ui/format.ts';
import type { CaptureProgress, ListedPacket } from './capture-progress.ts';

/** How many came, and what of them was lost where. */
export function describeCapture({ kind, hops, total, packets, leftOut, dropped, viewer }: CaptureProgress): string {
  if (kind === 'idle') {
    return 'Ends after an hour at most. Nutshell’s own connections are left out.';
  }
  if (kind === 'running' && hops.length === 0) {
    return 'Looking at the devices, and beginning to listen …';
  }
  const lost = [...dropped.values()].reduce((sum, count) => sum + count, 0);
  const kept = viewer === null ? `The last ${formatCount(packets.length)} are kept.` : 'Wireshark shows them.';
  return [
    total === 0 ? 'No packet yet.' : `${formatCount(total)} packets.`,
    ...(total > packets.length ? [kept] : []),
    ...(lost > 0 ? [`The kernels there dropped ${formatCount(lost)}.`] : []),
    ...(leftOut > 0 ? [`${formatCount(leftOut)} came too fast and were left out.`] : []),
  ].join(' ');
}

export interface ReadPacket extends PacketSummary {
  readonly time: string;
  /** "host em1" */
  readonly where: string;
  readonly bytes: Uint8Array;
}

/** Decoded only when it is drawn. */
export function readPacket({ hops }: CaptureProgress, { atMicroseconds, base64, linkType, at }: ListedPacket): ReadPacket {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const hop = hops[at];
  return {
    ...describePacket(decodeFrame({ bytes, linkType })),
    time: new Date(atMicroseconds / 1000).toISOString().slice(11, 23),
    where: hop === undefined ? '' : `${hop.place === 'nested' ? 'instance' : hop.place} ${hop.name}`,
    bytes,
  };
}

/** One line of the list. */
export function toPacketLine(progress: CaptureProgress, packet: ListedPacket): string {
  const { time, where, protocol, source, destination, text } = readPacket(progress, packet);
  return `${time}  ${where.padEnd(14)}  ${protocol.padEnd(6)}  ${source} → ${destination}  ${text}`;
}

const bytesPerLine = 16;

/** As hexdump -C has them: offset, hexadecimal, and what of it can be read. */
export function toHexLines(bytes: Uint8Array): readonly string[] {
  const count = Math.ceil(bytes.length / bytesPerLine);
  return Array.from({ length: count }, (_, line) => {
    const part = [...bytes.subarray(line * bytesPerLine, (line + 1) * bytesPerLine)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    const offset = (line * bytesPerLine).toString(16).padStart(4, '0');
    return `${offset}  ${hex.padEnd(bytesPerLine * 3 - 1)}  ${text}`;
  });
}
