import type { MemoryFacts } from '#domain/hosts/host-facts.ts';
import { Unreadable } from './unreadable.ts';

/** /proc/meminfo. Its kB are KiB. Kernels before 3.14 have no MemAvailable: free memory and caches stand in for it. */
export function parseMemory(text: string): MemoryFacts {
  const kib = new Map([...text.matchAll(/^(\w+):\s+(\d+) kB$/gm)].map(([, name, value]) => [name, Number(value)]));
  const total = kib.get('MemTotal');
  if (total === undefined) {
    throw new Unreadable('/proc/meminfo names no MemTotal');
  }
  const caches = (kib.get('MemFree') ?? 0) + (kib.get('Buffers') ?? 0) + (kib.get('Cached') ?? 0);
  return {
    totalMiB: toMiB(total),
    availableMiB: toMiB(kib.get('MemAvailable') ?? caches),
    swapTotalMiB: toMiB(kib.get('SwapTotal') ?? 0),
  };
}

function toMiB(kib: number): number {
  return Math.floor(kib / 1024);
}
