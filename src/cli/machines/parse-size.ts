import { usageFault } from '../command-fault.ts';

const mebibytes: Readonly<Record<string, number>> = { m: 1, g: 1024, t: 1024 * 1024 };

/** 4096, 4096M, 4G or 1.5T as MiB. A bare number counts in `bareUnit`, as QEMU's -m (MiB) and a disk's size (GiB) are usually meant. */
export function parseSizeMiB(text: string, option: string, bareUnit: 'm' | 'g'): number {
  const found = /^(\d+(?:\.\d+)?)\s*(?:([mgt])(?:i?b)?)?$/i.exec(text.trim());
  const factor = mebibytes[(found?.[2] ?? bareUnit).toLowerCase()];
  if (!found || factor === undefined) {
    throw usageFault(`"${text}" after ${option} is no size.`, `Write a number with M, G or T, for example ${option} 4G.`);
  }
  return Number(found[1]) * factor;
}

export function parseMemoryMiB(text: string): number {
  return Math.round(parseSizeMiB(text, '--memory', 'm'));
}

export function parseDiskGiB(text: string): number {
  return parseSizeMiB(text, '--disk', 'g') / 1024;
}

/** A whole number, as it stands; its range is the contract's to judge. */
export function parseCount(text: string, option: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw usageFault(`"${text}" after ${option} is no number.`, `Write a whole number, for example ${option} 2.`);
  }
  return Number(text);
}
