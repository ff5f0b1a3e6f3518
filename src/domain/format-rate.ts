const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes a second in at most ten letters, for columns that must not jump: "0 B/s", "1.5 MiB/s", "1023 KiB/s". */
export function formatByteRate(bytesPerSecond: number): string {
  let value = Math.max(0, bytesPerSecond);
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const shown = unit > 0 && value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${shown.toString()} ${units[unit] ?? 'B'}/s`;
}

/** "0/s", "0.4/s", "1200/s": packets, frames, drops. */
export function formatCountRate(perSecond: number): string {
  return `${(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond)).toString()}/s`;
}
