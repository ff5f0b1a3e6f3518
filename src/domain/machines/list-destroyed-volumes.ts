import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { isKept, type DestroyWish } from './destroy-wish.ts';
import { judgeDisk, type VolumeFate } from './judge-disk.ts';
import { judgeLastUse, type LastUse } from './judge-last-use.ts';
import { getDiskPath } from './machine-disk.ts';
import type { Machine, MachineVolume } from './machine.ts';

/** One volume that the machine uses: whether it goes, why, and when something may have been written to it last. */
export interface DestroyedVolume extends VolumeFate {
  readonly lastUse: LastUse;
  /** Whether a person may choose; else it stays, whatever they want. */
  readonly isChoosable: boolean;
}

/** Every volume of a machine, also those that others gave it. Only the one that Nutshell made for it may go. */
export function listDestroyedVolumes(machine: Machine, facts: HostFacts, wish: DestroyWish): readonly DestroyedVolume[] {
  const { definition, volumes } = machine;
  const own = definition && getDiskPath(definition.disk);
  const listed =
    own === null || volumes.some(({ path }) => path === own) ? volumes : [...volumes, { path: own, sizeBytes: null }];
  return listed.map((volume) => {
    const fate =
      definition && volume.path === own
        ? judgeDisk(definition, facts, isKept(volume.path, wish))
        : toForeignFate(volume, definition === null);
    const isChoosable = definition !== null && volume.path === own && judgeDisk(definition, facts, false).isRemoved;
    return { ...fate, isChoosable, lastUse: judgeLastUse(machine, findCreation(volume.path, facts)) };
  });
}

function toForeignFate({ path, sizeBytes }: MachineVolume, isForeignMachine: boolean): VolumeFate {
  const reason = isForeignMachine
    ? 'It belongs to a machine that Nutshell did not launch.'
    : 'Nutshell did not create it for this machine.';
  return { path, sizeBytes, isRemoved: false, reason };
}

function findCreation(path: string, { storage }: HostFacts): number | null {
  return valueOr(storage.volumes, []).find((volume) => volume.path === path)?.createdEpochMs ?? null;
}
