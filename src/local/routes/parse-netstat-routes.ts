import type { LaptopRoute } from '#domain/addressing/laptop-route.ts';
import { parseIpv4 } from '#domain/addressing/ipv4.ts';

/**
 * `netstat -rn -f inet` of macOS and the BSDs. Networks are abbreviated: 127 is 127.0.0.0/8, 192.168.1 is 192.168.1.0/24, 10.8/16 is
 * 10.8.0.0/16 [netstat(1), and network.subr netname()]. Entries of the ARP cache (flag L) are stations, not ways. Null where there is no
 * table of the kind.
 */
export function parseNetstatRoutes(text: string): readonly LaptopRoute[] | null {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const start = lines.findIndex(([word]) => word === 'Destination');
  const device = lines[start]?.indexOf('Netif') ?? -1;
  if (start < 0 || device < 0) {
    return null;
  }
  const end = lines.findIndex(([word], at) => at > start && word === 'Internet6:');
  return lines.slice(start + 1, end < 0 ? undefined : end).flatMap((words) => toRoute(words, device));
}

function toRoute(words: readonly string[], deviceAt: number): readonly LaptopRoute[] {
  const [destination = '', gateway = '', flags = ''] = words;
  const device = words[deviceAt];
  const network = expand(destination);
  return network === null || device === undefined || flags.includes('L')
    ? []
    : [{ destination: network, gateway: flags.includes('G') && parseIpv4(gateway) !== null ? gateway : null, device }];
}

function expand(destination: string): string | null {
  if (destination === 'default') {
    return '0.0.0.0/0';
  }
  const [network = '', length] = destination.split('/');
  const parts = network.split('.');
  const address = [...parts, '0', '0', '0'].slice(0, 4).join('.');
  return parts.length > 4 || parseIpv4(address) === null ? null : `${address}/${length ?? parts.length * 8}`;
}
