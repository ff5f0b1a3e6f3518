import type { PlanStep } from '../plans/plan.ts';
import type { MachineDefinition } from './machine-definition.ts';
import { getDiskPath } from './machine-disk.ts';
import { machineTag } from './volume-tags.ts';

/** What guard-destroy.sh is told of the disk: by what it must still prove to be the machine's. */
export function buildRemovalWords({ disk, uuid }: MachineDefinition): readonly string[] {
  return disk.kind === 'file' ? [disk.folder, getDiskPath(disk), uuid] : [disk.group, disk.name, machineTag(uuid)];
}

export function buildDiskRemoval(definition: MachineDefinition): PlanStep {
  const { disk, uuid } = definition;
  const step = { id: 'remove-volume', check: null, undo: null };
  const words = buildRemovalWords(definition);
  return disk.kind === 'file'
    ? {
        ...step,
        check: ['test', '!', '-e', getDiskPath(disk)],
        title: `Remove ${getDiskPath(disk)}`,
        action: { kind: 'run', argv: ['remove-disk-file.sh', ...words] },
        notes: [{ option: uuid, explanation: 'The second name that the file must have; without it nothing is removed.' }],
      }
    : {
        ...step,
        title: `Remove volume ${disk.group}/${disk.name}`,
        action: { kind: 'run', argv: ['remove-volume.sh', ...words] },
        notes: [{ option: machineTag(uuid), explanation: 'The mark that the volume must carry; without it nothing is removed.' }],
      };
}
