const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/**
 * Bytes in binary units (IEC 80000-13), as every sentence, table and list says them: "512 B", "5.42 GiB", "199.9 GiB". Cut, not
 * rounded: what is said to be free is there. Two decimals below ten, one above, no zeros at the end.
 */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const scale = unit === 0 ? 1 : Math.abs(value) < 10 ? 100 : 10;
  return `${(Math.trunc(value * scale) / scale).toString()} ${units[unit] ?? 'B'}`;
}

export function formatMiB(mebibytes: number): string {
  return formatBytes(mebibytes * 1024 * 1024);
}
