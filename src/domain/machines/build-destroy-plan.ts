import type { HostFacts } from '../hosts/host-facts.ts';
import type { Plan, PlanStep } from '../plans/plan.ts';
import { buildDiskRemoval, buildRemovalWords } from './build-disk-removal.ts';
import type { MachineDefinition } from './machine-definition.ts';
import type { Machine } from './machine.ts';
import { identifyProcess } from './lifecycle/build-running-steps.ts';
import { getMachinePaths, hostPaths, isMachineName, type HostPaths } from './machine-paths.ts';
import { judgeDisk, type VolumeFate } from './judge-disk.ts';

export interface DestroyPlanInput {
  readonly machine: Machine;
  readonly facts: HostFacts;
  readonly keepVolumes: boolean;
  readonly paths?: HostPaths;
}

export interface DestroyPlan {
  readonly plan: Plan;
  readonly volumes: readonly VolumeFate[];
  /** Why nothing may be done; the plan has no steps then. */
  readonly refusal: string | null;
}

/**
 * Powers a machine off and removes what Nutshell made for it, the definition last: a destroy that stops halfway leaves a machine
 * that is still listed and can be destroyed again. Nothing of it can be taken back, so no step has an undo.
 */
export function buildDestroyPlan({ machine, facts, keepVolumes, paths = hostPaths }: DestroyPlanInput): DestroyPlan {
  const head = buildHead(machine.name);
  const { definition } = machine;
  if (machine.owner === 'foreign' || definition === null) {
    const refusal = `${machine.name} was not launched by Nutshell, so Nutshell does not touch it. Whoever started it can end it.`;
    return { plan: { ...head, steps: [] }, volumes: machine.volumes.map(toForeignFate), refusal };
  }
  if (facts.privilege === 'none') {
    const refusal = `Destroying needs root, and ${facts.loginUser} is neither root nor allowed "sudo -n" on this host.`;
    return { plan: { ...head, steps: [] }, volumes: [], refusal };
  }
  if (!isMachineName(definition.name)) {
    const refusal = `The definition on the host holds a name that Nutshell never gives: ${JSON.stringify(definition.name)}. Look at it there.`;
    return { plan: { ...head, steps: [] }, volumes: [], refusal };
  }
  const fate = judgeDisk(definition, facts, keepVolumes);
  const steps = [
    buildGuard(definition, fate.isRemoved, paths),
    buildPowerOff(machine, definition),
    ...(fate.isRemoved ? [buildDiskRemoval(definition)] : []),
    buildForget(definition, paths),
  ];
  return { plan: { ...head, steps }, volumes: [fate], refusal: null };
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

function toForeignFate({ path, sizeBytes }: Machine['volumes'][number]): VolumeFate {
  return { path, sizeBytes, isRemoved: false, reason: 'It belongs to a machine that Nutshell did not launch.' };
}

function buildGuard(definition: MachineDefinition, removesVolume: boolean, paths: HostPaths): PlanStep {
  const { uuid, name } = definition;
  const volume = removesVolume ? buildRemovalWords(definition) : [];
  return {
    id: 'check-machine',
    title: 'Check again that it is the machine that was reviewed',
    action: {
      kind: 'guard',
      script: 'guard-destroy.sh',
      args: [getMachinePaths(name, paths).definition, uuid, ...volume],
      refusal: 'The host is no longer as it was when this was reviewed.',
    },
    notes: [],
    check: null,
    undo: null,
  };
}

function buildPowerOff(machine: Machine, definition: MachineDefinition): PlanStep {
  const { name, uuid } = definition;
  return {
    id: 'power-off',
    title: `Power ${name} off`,
    action: { kind: 'run', argv: ['stop-machine.sh', ...identifyProcess({ machine, definition })] },
    notes: [
      {
        option: uuid,
        explanation: 'Only the QEMU process that was started with this very -uuid is ended: TERM first, KILL after ten seconds.',
      },
    ],
    check: null,
    undo: null,
  };
}

function buildForget({ name }: MachineDefinition, paths: HostPaths): PlanStep {
  const { folder, runFolder } = getMachinePaths(name, paths);
  return {
    id: 'remove-folders',
    title: `Remove the folders of ${name}`,
    action: { kind: 'run', argv: ['rm', '-rf', folder, runFolder] },
    notes: [
      { option: folder, explanation: 'Its definition and logs.' },
      { option: runFolder, explanation: 'Its sockets.' },
    ],
    check: null,
    undo: null,
  };
}
