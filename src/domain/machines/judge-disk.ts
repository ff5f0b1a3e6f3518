import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { MachineDefinition } from './machine-definition.ts';
import { unreachable } from '../unreachable.ts';
import { getDiskMark } from './disk-mark.ts';
import { getDiskPath, type DiskOf } from './machine-disk.ts';
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

/** What is known of a disk on the host: whether it is there, and whether it proves that Nutshell made it for this machine. */
type DiskEvidence =
  | { readonly kind: 'unread'; readonly what: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'there'; readonly sizeBytes: number; readonly isOwn: boolean }
  /** A file whose own name is gone, while its second name still holds what is in it. */
  | { readonly kind: 'nameless'; readonly sizeBytes: number };

/** A disk goes only where it proves that Nutshell made it for this very machine, and nobody asked to keep it. */
export function judgeDisk({ disk, uuid }: MachineDefinition, facts: HostFacts, keepVolumes: boolean): VolumeFate {
  const evidence = disk.kind === 'file' ? findFile(disk, uuid, facts) : findVolume(disk, uuid, facts);
  const sizeBytes = 'sizeBytes' in evidence ? evidence.sizeBytes : null;
  const fate = { path: getDiskPath(disk), sizeBytes };
  const stays = (reason: string): VolumeFate => ({ ...fate, isRemoved: false, reason });
  switch (evidence.kind) {
    case 'unread':
      return stays(`The ${evidence.what} of this host could not be read, so it stays.`);
    case 'gone':
      return stays('It is not there any more.');
    case 'nameless':
      return keepVolumes
        ? stays('You asked to keep it.')
        : {
            ...fate,
            isRemoved: true,
            reason:
              'Somebody removed or renamed the file. Nutshell removes the second name that it made it under, which still holds its room.',
          };
    case 'there':
      if (!evidence.isOwn) {
        return stays('It does not carry the mark of this machine: Nutshell did not create it, so it stays.');
      }
      return keepVolumes
        ? stays('You asked to keep it.')
        : { ...fate, isRemoved: true, reason: 'Nutshell created it for this machine.' };
    default:
      return unreachable(evidence, 'disk evidence');
  }
}

function findVolume(disk: DiskOf<'lvm' | 'lvm-thin'>, uuid: string, { storage }: HostFacts): DiskEvidence {
  const volumes = valueOr(storage.volumes, null);
  if (volumes === null) {
    return { kind: 'unread', what: 'volumes' };
  }
  const volume = volumes.find(({ group, name }) => group === disk.group && name === disk.name);
  return volume
    ? { kind: 'there', sizeBytes: volume.sizeBytes, isOwn: volume.tags.includes(machineTag(uuid)) }
    : { kind: 'gone' };
}

function findFile(disk: DiskOf<'file'>, uuid: string, { storage }: HostFacts): DiskEvidence {
  const folder = valueOr(storage.folders, []).find(({ path }) => path === disk.folder);
  if (!folder) {
    return { kind: 'unread', what: 'folders for disks' };
  }
  const file = folder.files.find(({ path }) => path === getDiskPath(disk));
  if (file) {
    return { kind: 'there', sizeBytes: file.sizeBytes, isOwn: file.machineUuid === uuid };
  }
  const nameless = folder.files.find(({ path }) => path === getDiskMark(disk.folder, uuid));
  return nameless ? { kind: 'nameless', sizeBytes: nameless.sizeBytes } : { kind: 'gone' };
}
