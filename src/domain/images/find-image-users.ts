import type { Machine } from '../machines/machine.ts';

/** Machines that have this file in a drive, running or not, anybody's, by name. */
export function findImageUsers(path: string, machines: readonly Machine[]): readonly string[] {
  return machines
    .filter(({ isoPath, volumes }) => isoPath === path || volumes.some((volume) => volume.path === path))
    .map(({ name }) => name);
}
