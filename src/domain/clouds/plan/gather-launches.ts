import type { HostPaths } from '../../machines/machine-paths.ts';
import { buildQemuChanges } from '../../recipes/build-qemu-changes.ts';
import { findRole } from '../../recipes/find-role.ts';
import { chooseInstall, type MachineInstall } from '../choose-install.ts';
import type { CloudMachine } from '../cloud.ts';
import { toMachineDraft } from '../to-machine-draft.ts';
import type { CloudPlanInput } from './cloud-plan-input.ts';
import type { MachineLaunch } from './build-install-steps.ts';

/** A machine that is launched now, with how. */
export interface CloudLaunch {
  readonly machine: CloudMachine;
  readonly launch: MachineLaunch;
  readonly install: MachineInstall;
}

export type GatheredLaunches =
  | { readonly kind: 'gathered'; readonly launches: readonly CloudLaunch[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

type Gathered =
  { readonly ok: true; readonly launch: CloudLaunch } | { readonly ok: false; readonly problems: readonly string[] };

/** The machines that are not there yet, of which there may be none; or everything that keeps them from being launched. */
export function gatherLaunches(input: CloudPlanInput, paths: HostPaths): GatheredLaunches {
  const { cloud, existing } = input;
  const there = new Set(existing?.machines.map(({ name }) => name));
  const all = cloud.machines.filter(({ name }) => !there.has(name)).map((machine) => gather(machine, input, paths));
  const problems = [...new Set(all.flatMap((one) => (one.ok ? [] : one.problems)))];
  return problems.length > 0
    ? { kind: 'refused', problems }
    : { kind: 'gathered', launches: all.flatMap((one) => (one.ok ? [one.launch] : [])) };
}

function gather(machine: CloudMachine, { cloud, recipe, facts, network, identity }: CloudPlanInput, paths: HostPaths): Gathered {
  const role = findRole(recipe, machine.role);
  const uuid = identity.uuidOf[machine.name];
  if (role === null || uuid === undefined) {
    const problem = role === null ? `${recipe.title} has no role ${machine.role}.` : `${machine.name} was given no uuid.`;
    return { ok: false, problems: [problem] };
  }
  const changes = buildQemuChanges(recipe, role, null);
  if (changes.length > 0) {
    return {
      ok: false,
      problems: changes.map(({ explanation }) => `${role.title} needs what machines cannot have yet: ${explanation}`),
    };
  }
  const drafted = toMachineDraft(cloud, machine, network);
  if (drafted.kind === 'refused') {
    return { ok: false, problems: [drafted.reason] };
  }
  const chosen = chooseInstall(cloud, machine, recipe, network);
  if (chosen.kind === 'refused') {
    return { ok: false, problems: chosen.problems };
  }
  const { operationId, createdEpochMs, createdBy } = identity;
  const launch = { draft: drafted.draft, facts, identity: { operationId, uuid, createdEpochMs, createdBy }, paths };
  return { ok: true, launch: { machine, launch, install: chosen.install } };
}
