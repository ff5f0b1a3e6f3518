import type { Opening } from './security-group.ts';

/** 22, 8000-8100, 53/udp, or icmp for all of it. null: it is none of these. */
export function readPorts(text: string): Omit<Opening, 'source'> | null {
  if (text === 'icmp' || text === 'ping') {
    return { protocol: 'icmp', fromPort: -1, toPort: -1 };
  }
  const [, from, to = from, protocol = 'tcp'] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp))?$/.exec(text) ?? [];
  const [fromPort, toPort] = [Number(from), Number(to)];
  return from === undefined || fromPort < 1 || toPort > 65_535 || fromPort > toPort
    ? null
    : { protocol: protocol === 'udp' ? 'udp' : 'tcp', fromPort, toPort };
}
