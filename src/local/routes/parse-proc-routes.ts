import { findMaskLength } from '#domain/addressing/address-range.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import type { LaptopRoute } from '#domain/addressing/laptop-route.ts';

/** Bits of RTF_UP and RTF_GATEWAY (linux/route.h). */
const up = 1;
const gatewayBit = 2;

/**
 * /proc/net/route: addresses as hexadecimal numbers in the byte order of the processor [fib_trie.c, fib_route_seq_show]. Null where it
 * cannot be read.
 */
export function parseProcRoutes(text: string, endianness: 'LE' | 'BE'): readonly LaptopRoute[] | null {
  const [head, ...lines] = text.trimEnd().split('\n');
  if (!head?.startsWith('Iface')) {
    return null;
  }
  const routes = lines.map((line) => toRoute(line, endianness));
  return routes.includes(null) ? null : routes.filter((route) => route !== null && route !== 'down');
}

function toRoute(line: string, endianness: 'LE' | 'BE'): LaptopRoute | 'down' | null {
  const [device, destination, gateway, flags, , , , mask] = line.split('\t').map((word) => word.trim());
  const isWhole = [destination, gateway, mask].every((word) => /^[0-9A-F]{8}$/i.test(word ?? ''));
  if (device === undefined || destination === undefined || gateway === undefined || mask === undefined || !isWhole) {
    return null;
  }
  const prefixLength = findMaskLength(toNumber(mask, endianness));
  const bits = Number.parseInt(flags ?? '0', 16);
  if (prefixLength === null) {
    return null;
  }
  return (bits & up) === 0
    ? 'down'
    : {
        destination: `${formatIpv4(toNumber(destination, endianness))}/${prefixLength}`,
        gateway: (bits & gatewayBit) === 0 ? null : formatIpv4(toNumber(gateway, endianness)),
        device,
      };
}

function toNumber(hex: string, endianness: 'LE' | 'BE'): number {
  const bytes = hex.match(/../g) ?? [];
  return Number.parseInt((endianness === 'LE' ? [...bytes].reverse() : bytes).join(''), 16);
}
