import type { MachineChange } from '../machines/lifecycle/machine-action.ts';
import type { CloudMachine } from './cloud.ts';

/** What `up` can change of a machine that is there; null where nothing of that is different. */
export function toMachineChange(had: CloudMachine, wanted: CloudMachine): MachineChange | null {
  const change: MachineChange = {
    ...(had.memoryMiB === wanted.memoryMiB ? {} : { memoryMiB: wanted.memoryMiB }),
    ...(had.vcpus === wanted.vcpus ? {} : { vcpus: wanted.vcpus }),
    ...(wanted.diskGiB > had.diskGiB ? { diskGiB: wanted.diskGiB } : {}),
    ...(had.isoPath === wanted.isoPath ? {} : { isoPath: wanted.isoPath }),
  };
  return Object.keys(change).length === 0 ? null : change;
}
