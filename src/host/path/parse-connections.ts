import type { ConntrackEntry, FlowEnds } from '#domain/path/conntrack-entry.ts';

/** Lines of `conntrack -L` or /proc/net/nf_conntrack: `icmp 1 29 src=… dst=… … src=… dst=…`, the original direction first. */
export function parseConnections(text: string): readonly ConntrackEntry[] {
  return text.split('\n').flatMap((line): ConntrackEntry[] => {
    // /proc has the family in front: ipv4 2 icmp 1 29 …
    const bare = line.trim().replace(/^ipv[46]\s+\d+\s+/, '');
    const [original, reply] = listEnds(bare);
    return original && reply ? [{ protocol: bare.split(/\s+/)[0] ?? '', original, reply, text: line.trim() }] : [];
  });
}

function listEnds(line: string): readonly FlowEnds[] {
  return [...line.matchAll(/\bsrc=(\S+) dst=(\S+)/g)].map(([, source = '', destination = '']) => ({ source, destination }));
}
