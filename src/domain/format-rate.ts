import { formatBytes } from './format-bytes.ts';

/** "0 B/s", "1.52 MiB/s". */
export function formatByteRate(bytesPerSecond: number): string {
  return `${formatBytes(Math.round(bytesPerSecond))}/s`;
}

/** "0/s", "0.4/s", "1200/s": packets, frames, drops. */
export function formatCountRate(perSecond: number): string {
  return `${(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond)).toString()}/s`;
}
