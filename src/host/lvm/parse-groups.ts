import type { VolumeGroup } from '#domain/hosts/storage-facts.ts';
import type { Section } from '../facts/section.ts';
import { parseReport, toBytes } from './parse-report.ts';

/** Each group once, of a report with a row for each volume. */
export function parseGroups(section: Section): readonly VolumeGroup[] {
  const rows = new Map(parseReport(section).map((row) => [row['vg_name'] ?? '', row]));
  return [...rows].map(([name, row]) => ({
    name,
    sizeBytes: toBytes(row['vg_size']),
    freeBytes: toBytes(row['vg_free']),
    extentBytes: toBytes(row['vg_extent_size']),
  }));
}
