import { valueOr } from '#domain/fact.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { withDiskFolder } from '#domain/machines/disk-room.ts';
import type { DiskPlace } from '#domain/machines/machine-disk.ts';
import type { Readings } from '../hosts/create-readings.ts';

/** Facts that also know the folder of this disk or place, of which a reading tells only where a machine has a disk in it. */
export async function knowFolder(
  readings: Pick<Readings, 'inspectFolder'>,
  host: Host,
  facts: HostFacts,
  place: DiskPlace | null,
): Promise<HostFacts> {
  if (place?.kind !== 'file' || valueOr(facts.storage.folders, []).some(({ path }) => path === place.folder)) {
    return facts;
  }
  const folder = await readings.inspectFolder(host, place.folder);
  return { ...facts, storage: withDiskFolder(facts.storage, folder) };
}
