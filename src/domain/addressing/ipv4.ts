import ipaddr from 'ipaddr.js';

/** An IPv4 address as a number from 0 to 2^32 - 1: the one form that is calculated with. Text is for people, files and commands. */
export type Ipv4 = number;

export const highestIpv4: Ipv4 = 2 ** 32 - 1;

/** Four decimal numbers with dots. null for all else: inet_aton(3) reads 010.1 as 8.0.0.1, and a person does not mean that. */
export function parseIpv4(text: string): Ipv4 | null {
  return ipaddr.IPv4.isValidFourPartDecimal(text)
    ? ipaddr.IPv4.parse(text)
        .toByteArray()
        .reduce((sum, byte) => sum * 256 + byte, 0)
    : null;
}

export function formatIpv4(address: Ipv4): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** Also with a prefix length or a zone behind it. */
export function isIpv6(text: string): boolean {
  return ipaddr.IPv6.isValid(text) || ipaddr.IPv6.isValidCIDR(text);
}
