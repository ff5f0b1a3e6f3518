/**
 * Leaves out the connections that Nutshell itself uses: what is captured would come back through them, be captured again, and never end.
 * By their ports alone, which are the same on both sides of a NAT. `connections` as sshd tells them in SSH_CONNECTION.
 */
export function buildCaptureFilter(wish: string, connections: readonly string[]): string {
  const own = [...new Set(connections.flatMap(toPorts))].map((ports) => `not (${ports})`);
  const wished = wish.trim() === '' ? [] : [`(${wish.trim()})`];
  return [...wished, ...own].join(' and ');
}

function toPorts(connection: string): readonly string[] {
  const found = /^\S+ (\d+) \S+ (\d+)$/.exec(connection.trim());
  return found ? [`tcp port ${found[1] ?? ''} and tcp port ${found[2] ?? ''}`] : [];
}
