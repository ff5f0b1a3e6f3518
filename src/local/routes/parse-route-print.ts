import { findMaskLength } from '#domain/addressing/address-range.ts';
import { parseIpv4 } from '#domain/addressing/ipv4.ts';
import type { LaptopRoute } from '#domain/addressing/laptop-route.ts';

const dotted = String.raw`(\d{1,3}(?:\.\d{1,3}){3})`;
const activeRoute = new RegExp(String.raw`^\s*${dotted}\s+${dotted}\s+(\S.*?)\s+${dotted}\s+\d+\s*$`);

/**
 * `route print -4` of Windows, whatever its language: an active route is a line of destination, netmask, gateway or a word for "directly"
 * ("On-link"), interface, metric. Persistent routes have no interface and are left out. Null where there is none, not even the loopback.
 */
export function parseRoutePrint(text: string): readonly LaptopRoute[] | null {
  const routes = text.split(/\r?\n/).flatMap((line): readonly LaptopRoute[] => {
    const [, destination = '', mask = '', gateway = '', device = ''] = activeRoute.exec(line) ?? [];
    const prefixLength = findMaskLength(parseIpv4(mask) ?? -1);
    return parseIpv4(destination) === null || prefixLength === null
      ? []
      : [{ destination: `${destination}/${prefixLength}`, gateway: toGateway(gateway, device), device }];
  });
  return routes.length === 0 ? null : routes;
}

/** Before Vista the interface's own address stood where "On-link" stands now. */
function toGateway(gateway: string, device: string): string | null {
  return parseIpv4(gateway) === null || gateway === device ? null : gateway;
}
