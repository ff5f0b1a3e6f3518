import type { FoundCloud } from '#domain/clouds/found-cloud.ts';
import { readCloudRecord } from '#domain/clouds/read-cloud-record.ts';
import { parseRecordFiles } from './parse-record-files.ts';

/** cloud.yaml of each cloud. One that cannot be read is told by itself: its machines and claims are known without it. */
export function parseClouds(text: string, nonce: string): readonly FoundCloud[] {
  return parseRecordFiles(text, nonce).map(({ path, raw }) => readCloudRecord(path, raw));
}
