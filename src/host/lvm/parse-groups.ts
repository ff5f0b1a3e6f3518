import type { VolumeGroup } from '#domain/hosts/storage-facts.ts';
import type { Section } from '../facts/section.ts';
import { parseReport, toBytes } from './parse-report.ts';

/** The fields that collect.sh asks vgs for, in their order. */
const fields = ['vg_name', 'vg_size', 'vg_free', 'vg_extent_size', 'vg_attr'];

export function parseGroups(section: Section): readonly VolumeGroup[] {
  return parseReport(section, 'vg', fields).map((row) => ({
    name: row['vg_name'] ?? '',
    sizeBytes: toBytes(row['vg_size']),
    freeBytes: toBytes(row['vg_free']),
    extentBytes: toBytes(row['vg_extent_size']),
    attributes: row['vg_attr'] ?? '',
  }));
}
