/** What is done to a device on purpose. Of packets on their way to the machine, but for the link and the MTU, which are of both ways. */
export type Impairment =
  | { readonly kind: 'link-down' }
  | { readonly kind: 'delay'; readonly delayMs: number; readonly jitterMs: number }
  | { readonly kind: 'loss'; readonly percent: number }
  | { readonly kind: 'rate'; readonly kbitPerSecond: number }
  | { readonly kind: 'mtu'; readonly bytes: number };

export const impairmentLimits = {
  delayMs: 60_000,
  kbitPerSecond: { least: 8, most: 100_000_000 },
  /** The least that IPv4 must carry in one piece (RFC 791, 3.2: 68), and the largest that Linux gives a tap (drivers/net/tun.c, MAX_MTU). */
  mtuBytes: { least: 68, most: 65_521 },
  seconds: { least: 5, most: 86_400 },
} as const;

export function describeImpairment(impairment: Impairment, device: string): string {
  switch (impairment.kind) {
    case 'link-down':
      return `Take ${device} down`;
    case 'delay':
      return `Delay packets at ${device} by ${impairment.delayMs} ms${impairment.jitterMs === 0 ? '' : ` ± ${impairment.jitterMs} ms`}`;
    case 'loss':
      return `Lose ${impairment.percent} % of the packets at ${device}`;
    case 'rate':
      return `Let ${device} carry ${impairment.kbitPerSecond} kbit/s`;
    case 'mtu':
      return `Set the MTU of ${device} to ${impairment.bytes} bytes`;
  }
}

/** Words of impair-device.sh, and of restore-device.sh, which proves that what it takes away is of this kind. */
export function toImpairArgs(impairment: Impairment): readonly string[] {
  switch (impairment.kind) {
    case 'link-down':
      return ['link-down'];
    case 'delay':
      return [
        'qdisc',
        'netem',
        'delay',
        `${impairment.delayMs}ms`,
        ...(impairment.jitterMs === 0 ? [] : [`${impairment.jitterMs}ms`]),
      ];
    case 'loss':
      return ['qdisc', 'netem', 'loss', `${impairment.percent}%`];
    case 'rate':
      // tbf(8): a bucket below one packet lets none through; "limit" is what may wait.
      return ['qdisc', 'tbf', 'rate', `${impairment.kbitPerSecond}kbit`, 'burst', '32kb', 'limit', '256kb'];
    case 'mtu':
      return ['mtu', String(impairment.bytes)];
  }
}

export function toRestoreArgs(impairment: Impairment, mtuBefore: number): readonly string[] {
  switch (impairment.kind) {
    case 'link-down':
      return ['link-up'];
    case 'delay':
    case 'loss':
      return ['qdisc', 'netem'];
    case 'rate':
      return ['qdisc', 'tbf'];
    case 'mtu':
      return ['mtu', String(impairment.bytes), String(mtuBefore)];
  }
}
