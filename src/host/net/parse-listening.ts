import type { ListeningSocket } from '#domain/hosts/network-facts.ts';

/** LISTEN (include/net/tcp_states.h). */
const listen = '0A';

/** Lines of /proc/net/tcp and tcp6: hexadecimal, each 32 bits of an address in the byte order of the machine (little-endian). */
export function parseListening(text: string): readonly ListeningSocket[] {
  const sockets = text.split('\n').flatMap((line): ListeningSocket[] => {
    const [, hex, port, state] = /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F:]+ ([0-9A-F]{2}) /.exec(line) ?? [];
    return hex === undefined || port === undefined || state !== listen
      ? []
      : [{ address: toAddress(hex), port: Number.parseInt(port, 16) }];
  });
  return [...new Map(sockets.map((socket) => [`${socket.address} ${socket.port}`, socket])).values()];
}

function toAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    [6, 4, 2, 0].map((at) => Number.parseInt(word.slice(at, at + 2), 16)),
  );
  return bytes.length === 4 ? bytes.join('.') : toIpv6(bytes);
}

function toIpv6(bytes: readonly number[]): string {
  if (bytes.every((byte) => byte === 0)) {
    return '::';
  }
  if (bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1) {
    return '::1';
  }
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (isMapped) {
    return bytes.slice(12).join('.');
  }
  return Array.from({ length: 8 }, (_, group) => ((bytes[group * 2] ?? 0) * 256 + (bytes[group * 2 + 1] ?? 0)).toString(16)).join(
    ':',
  );
}
