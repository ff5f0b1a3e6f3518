import { findCheckpointsOf } from '../checkpoints/list-checkpoints.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Plan } from '../plans/plan.ts';
import { getHostEpochMs } from '../removals/list-removals.ts';
import { getAsideName, type RemovedDisk, type Removal } from '../removals/removal.ts';
import { buildDestroySteps } from './build-destroy-steps.ts';
import { buildForeignEnd } from './build-foreign-end.ts';
import type { DestroyWish } from './destroy-wish.ts';
import { listDestroyedVolumes, type DestroyedVolume } from './list-destroyed-volumes.ts';
import { getDiskPath } from './machine-disk.ts';
import type { MachineDefinition } from './machine-definition.ts';
import type { Machine } from './machine.ts';
import { hostPaths, isMachineName, type HostPaths } from './machine-paths.ts';

export interface DestroyPlanInput {
  readonly machine: Machine;
  readonly facts: HostFacts;
  readonly wish: DestroyWish;
  readonly operationId: string;
  /** user@laptop */
  readonly destroyedBy: string;
  readonly paths?: HostPaths;
}

export interface DestroyPlan {
  readonly plan: Plan;
  readonly volumes: readonly DestroyedVolume[];
  /** Why nothing may be done; the plan has no steps then. */
  readonly refusal: string | null;
  /** That it was not launched by Nutshell: the refusal falls if a person says that this is meant. */
  readonly isForeign: boolean;
}

/**
 * Powers a machine off and sets aside what Nutshell made for it: renamed, so that an undo brings it back as it was, until its time is
 * over. A volume that Nutshell did not make for this machine is never touched.
 */
export function buildDestroyPlan(input: DestroyPlanInput): DestroyPlan {
  const { machine, facts, wish, paths = hostPaths } = input;
  const { definition } = machine;
  const head = buildHead(machine.name);
  const volumes = listDestroyedVolumes(machine, facts, wish);
  const frame = { volumes, isForeign: definition === null };
  const refusal = findRefusal(input, volumes);
  if (refusal !== null) {
    return { ...frame, plan: { ...head, steps: [] }, refusal };
  }
  if (definition === null) {
    return { ...frame, plan: { ...head, title: `Power ${machine.name} off`, steps: buildForeignEnd(machine) }, refusal };
  }
  const removal = toRemoval(input, definition, volumes);
  const undoableUntilEpochMs = removal.isUndoable ? removal.purgeAfterEpochMs : null;
  const steps = buildDestroySteps({ machine, definition, removal, graceSeconds: wish.graceMinutes * 60 }, paths);
  return { ...frame, plan: { ...head, undoableUntilEpochMs, steps }, refusal };
}

function buildHead(name: string): Omit<Plan, 'steps'> {
  return {
    title: `Destroy ${name}`,
    subject: name,
    target: { kind: 'machine', name },
    exclusion: 'host',
    undoableUntilEpochMs: null,
  };
}

function findRefusal({ machine, facts, wish }: DestroyPlanInput, volumes: readonly DestroyedVolume[]): string | null {
  const { name, definition } = machine;
  if (facts.privilege === 'none') {
    return `Destroying needs root, and ${facts.loginUser} is neither root nor allowed "sudo -n" on this host.`;
  }
  if (definition === null) {
    return wish.isForeignMeant
      ? null
      : `${name} was not launched by Nutshell, so Nutshell leaves it alone unless you say that you mean it. Even then it is only powered off.`;
  }
  if (!isMachineName(definition.name)) {
    return `The definition on the host holds a name that Nutshell never gives: ${JSON.stringify(definition.name)}. Look at it there.`;
  }
  return findCheckpointRefusal(definition, volumes, facts);
}

/** A snapshot lives on what its volume still holds. */
function findCheckpointRefusal(
  { name, uuid }: MachineDefinition,
  volumes: readonly DestroyedVolume[],
  facts: HostFacts,
): string | null {
  const checkpoints = findCheckpointsOf(uuid, facts);
  return checkpoints.length === 0 || !volumes.some(({ isRemoved }) => isRemoved)
    ? null
    : `The disk of ${name} is part of checkpoint ${checkpoints.join(', ')}, which would be lost with it. Delete the checkpoint first, or keep the volume.`;
}

function toRemoval(
  { machine, facts, wish, operationId, destroyedBy }: DestroyPlanInput,
  definition: MachineDefinition,
  volumes: readonly DestroyedVolume[],
): Removal {
  const nowEpochMs = getHostEpochMs(facts);
  return {
    version: 1,
    operationId,
    title: `Destroy ${machine.name}`,
    machines: [machine.name],
    removedEpochMs: nowEpochMs,
    removedBy: destroyedBy,
    purgeAfterEpochMs: nowEpochMs + wish.graceMinutes * 60_000,
    isUndoable: wish.graceMinutes > 0,
    disks: volumes.flatMap(({ isRemoved, sizeBytes }, index) =>
      isRemoved ? [toRemovedDisk(definition, getAsideName(operationId, index), sizeBytes)] : [],
    ),
  };
}

/** What becomes of a disk, under the name that it waits by. */
export function toRemovedDisk({ disk, uuid }: MachineDefinition, aside: string, sizeBytes: number | null): RemovedDisk {
  return disk.kind === 'file'
    ? { kind: 'file', folder: disk.folder, path: getDiskPath(disk), uuid, sizeBytes }
    : { kind: 'volume', group: disk.group, name: disk.name, aside, sizeBytes };
}
