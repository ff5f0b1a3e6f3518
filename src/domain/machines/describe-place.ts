import { unreachable } from '../unreachable.ts';
import type { DiskPlace } from './machine-disk.ts';

/** "thin pool vg01/pool0", for sentences. */
export function describePlace(place: DiskPlace): string {
  switch (place.kind) {
    case 'lvm':
      return `volume group ${place.group}`;
    case 'lvm-thin':
      return `thin pool ${place.group}/${place.pool}`;
    case 'file':
      return `${place.format} files in ${place.folder}`;
    default:
      return unreachable(place, 'disk place');
  }
}
