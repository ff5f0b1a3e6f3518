import type { CommandLine } from './parse-command-line.ts';
import { valuesOf } from './parse-command-line.ts';
import { parseOptionValues } from './parse-option-values.ts';

const mibPer: Readonly<Record<string, number>> = { b: 1 / 1024 ** 2, k: 1 / 1024, m: 1, g: 1024, t: 1024 ** 2, p: 1024 ** 3 };

/** QEMU gives a machine this much where nothing is said (hw/core/machine.c). */
const defaultMemoryMiB = 128;

/** `-m 2048`, `-m 2G`, `-m size=2097152k,slots=2`: MiB where no suffix says otherwise. null where it cannot be read. */
export function parseMemoryMiB(line: CommandLine): number | null {
  const value = valuesOf(line, 'm').at(-1);
  if (value === undefined) {
    return defaultMemoryMiB;
  }
  const [, digits, suffix = 'm'] = /^(\d+(?:\.\d+)?)([bkmgtp]?)/i.exec(parseOptionValues(value, 'size').get('size') ?? '') ?? [];
  const factor = mibPer[suffix === '' ? 'm' : suffix.toLowerCase()];
  return digits === undefined || factor === undefined ? null : Math.round(Number(digits) * factor);
}

/** `-smp 2`, `-smp cpus=2,maxcpus=4`, `-smp sockets=1,cores=2,threads=2`. */
export function parseVcpus(line: CommandLine): number | null {
  const value = valuesOf(line, 'smp').at(-1);
  if (value === undefined) {
    return 1;
  }
  const values = parseOptionValues(value, 'cpus');
  const topology = ['sockets', 'dies', 'clusters', 'cores', 'threads'].map((key) => Number(values.get(key) ?? 1));
  const count = values.has('cpus') ? Number(values.get('cpus')) : topology.reduce((product, factor) => product * factor, 1);
  return Number.isInteger(count) && count > 0 ? count : null;
}
