import type { Volume } from '#domain/hosts/storage-facts.ts';
import type { Section } from '../facts/section.ts';
import { parseReport, toBytes } from './parse-report.ts';

/** The fields that collect.sh asks lvs for, in their order. */
const fields = [
  'lv_name',
  'vg_name',
  'lv_path',
  'lv_size',
  'lv_attr',
  'lv_tags',
  'pool_lv',
  'data_percent',
  'metadata_percent',
  'origin',
  'lv_time',
];

/** A thin pool has no path of its own. */
export function parseVolumes(section: Section): readonly Volume[] {
  return parseReport(section, 'lv', fields).map((row) => {
    const name = row['lv_name'] ?? '';
    const group = row['vg_name'] ?? '';
    return {
      name,
      group,
      path: row['lv_path'] ? row['lv_path'] : `/dev/${group}/${name}`,
      sizeBytes: toBytes(row['lv_size']),
      attributes: row['lv_attr'] ?? '',
      tags: (row['lv_tags'] ?? '').split(',').filter(Boolean),
      pool: row['pool_lv'] || null,
      dataPercent: toPercent(row['data_percent']),
      metadataPercent: toPercent(row['metadata_percent']),
      origin: row['origin'] || null,
      createdEpochMs: toEpochMs(row['lv_time']),
    };
  });
}

/** Empty for what has no such thing, and for a pool that is not active. */
function toPercent(text: string | undefined): number | null {
  const percent = Number(text);
  return text === undefined || text === '' || !Number.isFinite(percent) ? null : percent;
}

/** "2026-11-22 14:15:00 +0000", unless report/time_format of lvm.conf has it otherwise: then nobody can tell. */
function toEpochMs(text: string | undefined): number | null {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)$/.exec(text?.trim() ?? '');
  const epochMs = match ? Date.parse(`${match[1]}T${match[2]}${match[3]}:${match[4]}`) : Number.NaN;
  return Number.isNaN(epochMs) ? null : epochMs;
}
