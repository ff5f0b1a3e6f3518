/** `nameserver` lines of resolv.conf(5). A stub on the host itself is of no use to a machine, so it counts only where there is no other. */
export function parseNameservers(text: string): readonly string[] {
  const all = [...new Set([...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, address = '']) => address))];
  const reachable = all.filter((address) => !/^127\.|^::1$/.test(address));
  return reachable.length > 0 ? reachable : all;
}
