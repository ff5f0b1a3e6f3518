import type { PlanStep } from '../../plans/plan.ts';
import type { MachineDefinition } from '../machine-definition.ts';
import { getMachinePaths } from '../machine-paths.ts';
import type { Machine } from '../machine.ts';
import type { HostPaths } from '../machine-paths.ts';

/** The first step of everything that is done with a machine: it must be the very one, as it was reviewed. */
export function buildMachineGuard(
  { state, argv }: Machine,
  { name, uuid, revision, origin }: MachineDefinition,
  paths: HostPaths,
  { isoPath = null }: { readonly isoPath?: string | null | undefined } = {},
): PlanStep {
  const { definition } = getMachinePaths(name, paths);
  // An adopted machine that still runs as it was found may have no uuid: then its number and its very words tell it.
  const isAsFound = state.kind === 'running' && origin.kind === 'adopted' && !argv.includes(uuid);
  const flags = {
    '--definition': definition,
    '--uuid': uuid,
    '--revision': String(revision),
    '--state': state.kind,
    ...(isoPath === null ? {} : { '--iso': isoPath }),
    ...(isAsFound ? { '--process': String(state.pid) } : {}),
  };
  return {
    id: 'check-machine',
    title: `Check again that ${name} is as it was reviewed`,
    action: {
      kind: 'guard',
      script: 'guard-machine.sh',
      args: [...Object.entries(flags).flat(), ...(isAsFound ? ['--', ...argv] : [])],
      refusal: 'The host is no longer as it was when this was reviewed.',
    },
    notes: [
      {
        option: 'guard-machine.sh',
        explanation: 'Its uuid, that nobody changed its definition since, and whether it runs. Changes nothing.',
      },
    ],
    check: null,
    undo: null,
  };
}
