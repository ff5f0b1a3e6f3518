import type { CpuFacts } from '#domain/hosts/host-facts.ts';
import { Unreadable } from './unreadable.ts';

/** The first processor of /proc/cpuinfo, then `online : 0-3,8` or, on kernels that have no such file, `threads : N`. */
export function parseCpu(text: string): CpuFacts {
  const fields = new Map(
    text.split('\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const];
    }),
  );
  const threads = fields.has('online') ? countCpus(fields.get('online') ?? '') : Number(fields.get('threads'));
  if (!(threads > 0)) {
    throw new Unreadable('/proc/cpuinfo names no processor');
  }
  const flags = (fields.get('flags') ?? '').split(' ');
  return {
    vendor: toVendor(fields.get('vendor_id')),
    model: fields.get('model name') ?? 'unknown',
    threads,
    virtualisation: flags.includes('vmx') ? 'vmx' : flags.includes('svm') ? 'svm' : 'none',
  };
}

/** A list of the kernel (cpulist_parse): numbers and ranges. */
function countCpus(list: string): number {
  return list
    .split(',')
    .map((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return last - first + 1;
    })
    .reduce((sum, count) => sum + count, 0);
}

function toVendor(id: string | undefined): CpuFacts['vendor'] {
  // Hygon is AMD's design under another name and uses svm as well.
  return id === 'GenuineIntel' ? 'intel' : id === 'AuthenticAMD' || id === 'HygonGenuine' ? 'amd' : 'other';
}
