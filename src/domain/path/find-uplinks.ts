import type { Link } from '../hosts/network-facts.ts';

/** Ports of a bridge through which frames can leave the host. */
export function findUplinks(links: readonly Link[], bridge: string): readonly Link[] {
  return links.filter(({ master, kind }) => master === bridge && (kind === 'physical' || kind === 'bond' || kind === 'vlan'));
}
