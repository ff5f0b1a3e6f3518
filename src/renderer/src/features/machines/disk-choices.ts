import { defaultDiskFolder, listDiskRooms, type DiskRoom } from '#domain/machines/disk-room.ts';
import type { DiskFormat, DiskPlace } from '#domain/machines/machine-disk.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { unreachable } from '#domain/unreachable.ts';

/** One row of the list: a group, a pool, a folder, or a folder that is yet to be named. */
export interface DiskChoice {
  readonly key: string;
  readonly title: string;
  readonly explanation: string;
  /** null where it is not known yet. */
  readonly room: DiskRoom | null;
  readonly toPlace: (format: DiskFormat) => DiskPlace;
}

export const otherFolderKey = 'other-folder';

/** Every place that the host showed, and a folder of one's own. Both formats of a folder are one row. */
export function listDiskChoices(facts: HostFacts): readonly DiskChoice[] {
  const rooms = listDiskRooms(facts).filter(({ place }) => place.kind !== 'file' || place.format === 'qcow2');
  return [...rooms.map(toChoice), otherFolder];
}

function toChoiceKey(place: DiskPlace): string {
  return place.kind === 'file'
    ? `file:${place.folder}`
    : place.kind === 'lvm'
      ? `lvm:${place.group}`
      : `thin:${place.group}/${place.pool}`;
}

/** The row of a place; one that the host did not show is a folder of one's own, or, of a group that is gone, none. */
export function findChoice(choices: readonly DiskChoice[], place: DiskPlace): DiskChoice | null {
  return choices.find(({ key }) => key === toChoiceKey(place)) ?? (place.kind === 'file' ? otherFolder : null);
}

const otherFolder: DiskChoice = {
  key: otherFolderKey,
  title: 'Another folder',
  explanation: 'A file in a folder that you name.',
  room: null,
  toPlace: (format) => ({ kind: 'file', folder: '', format }),
};

function toChoice(room: DiskRoom): DiskChoice {
  const { place } = room;
  const choice = { key: toChoiceKey(place), room };
  switch (place.kind) {
    case 'lvm':
      return {
        ...choice,
        title: `Volume group ${place.group}`,
        explanation: 'Takes all its room at once.',
        toPlace: () => place,
      };
    case 'lvm-thin':
      return {
        ...choice,
        title: `Thin pool ${place.group}/${place.pool}`,
        explanation: 'Takes room as it is written.',
        toPlace: () => place,
      };
    case 'file':
      return {
        ...choice,
        title: place.folder === defaultDiskFolder ? 'Nutshell’s own folder' : `Folder ${place.folder}`,
        explanation: place.folder === defaultDiskFolder ? `A file in ${place.folder}.` : 'A file beside those that are there.',
        toPlace: (format) => ({ kind: 'file', folder: place.folder, format }),
      };
    default:
      return unreachable(place, 'disk place');
  }
}
