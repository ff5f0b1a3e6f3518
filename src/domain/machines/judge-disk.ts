import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { MachineDefinition } from './machine-definition.ts';
import { getDiskPath } from './machine-disk.ts';
import { machineTag } from './volume-tags.ts';

/** What becomes of a disk when its machine is destroyed. */
export interface VolumeFate {
  /** /dev/VG/LV, or the path of a file. */
  readonly path: string;
  readonly sizeBytes: number | null;
  readonly isRemoved: boolean;
  /** Why it goes or stays, a sentence. */
  readonly reason: string;
}

/** A disk goes only where it proves that Nutshell made it for this very machine, and nobody asked to keep it. */
export function judgeDisk({ disk, uuid }: MachineDefinition, facts: HostFacts, keepVolumes: boolean): VolumeFate {
  const path = getDiskPath(disk);
  const known = valueOr(facts.storage.volumes, null);
  const volume = disk.kind === 'file' ? undefined : known?.find(({ group, name }) => group === disk.group && name === disk.name);
  const stays = (reason: string): VolumeFate => ({ path, sizeBytes: volume?.sizeBytes ?? null, isRemoved: false, reason });
  if (disk.kind === 'file') {
    return stays('Whether Nutshell created it could not be told, so it stays.');
  }
  if (known === null) {
    return stays('The volumes of this host could not be read, so it stays.');
  }
  if (!volume) {
    return stays('It is not there any more.');
  }
  if (!volume.tags.includes(machineTag(uuid))) {
    return stays('It does not carry the mark of this machine: Nutshell did not create it, so it stays.');
  }
  if (keepVolumes) {
    return stays('You asked to keep it.');
  }
  return {
    path,
    sizeBytes: volume.sizeBytes,
    isRemoved: true,
    reason: 'Nutshell created it for this machine. Everything on it is lost.',
  };
}
