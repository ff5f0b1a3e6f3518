import { describe, expect, it } from 'vitest';
import { formatBytes, formatMiB } from '#domain/format-bytes.ts';

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KiB'],
    [5.428 * 1024 ** 3, '5.42 GiB'],
    [62 * 1024 ** 3, '62 GiB'],
    [2 * 1024 ** 4, '2 TiB'],
    [734_003_200, '700 MiB'],
    [-1536, '-1.5 KiB'],
  ])('%d read %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('are never called more than they are', () => {
    expect(formatBytes(200 * 1024 ** 3 - 1)).toBe('199.9 GiB');
    expect(formatBytes(1024 ** 3 - 1)).toBe('1023.9 MiB');
  });

  it('are whole where a number of MiB is', () => {
    expect([formatMiB(4096), formatMiB(2304)]).toEqual(['4 GiB', '2.25 GiB']);
  });
});
