import type { MachineChange } from '#domain/machines/lifecycle/machine-action.ts';
import type { BootOrder, MachineDefinition } from '#domain/machines/machine-definition.ts';

/** What stands in the fields. An emptied number is 0, which the back end refuses with a sentence. */
export interface EditValues {
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly diskGiB: number;
  readonly isoPath: string | null;
  readonly boot: BootOrder;
  readonly autostart: boolean;
}

export function toEditValues({ memoryMiB, vcpus, disk, isoPath, boot, autostart }: MachineDefinition): EditValues {
  return { memoryMiB, vcpus, diskGiB: disk.sizeGiB, isoPath, boot, autostart };
}

/** Only what differs: what the person left alone stays as it is, whoever changes it meanwhile. */
export function toChange(definition: MachineDefinition, values: EditValues): MachineChange {
  const before = toEditValues(definition);
  const keys = Object.keys(values) as (keyof EditValues)[];
  return Object.fromEntries(keys.filter((key) => values[key] !== before[key]).map((key) => [key, values[key]]));
}
