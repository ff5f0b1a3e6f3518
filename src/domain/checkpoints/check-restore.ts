import type { HostFacts } from '../hosts/host-facts.ts';
import { getDiskPath } from '../machines/machine-disk.ts';
import type { Machine } from '../machines/machine.ts';
import type { CheckpointMachine } from './checkpoint.ts';
import { runsAsFound, type CheckpointProblem } from './check-checkpoint.ts';
import type { Checkpoint } from './list-checkpoints.ts';

const refusal = (message: string): CheckpointProblem => ({ level: 'refusal', message });

/** Why a checkpoint cannot be restored, or what to know before. */
export function checkRestore(
  { record, state, remarks }: Checkpoint,
  machines: readonly Machine[],
  { privilege, loginUser }: HostFacts,
): readonly CheckpointProblem[] {
  if (privilege === 'none') {
    return [refusal(`Restoring needs root, and ${loginUser} is neither root nor allowed "sudo -n" on this host.`)];
  }
  if (state === 'unfinished' || state === 'damaged') {
    return remarks.map(refusal);
  }
  return record.machines.flatMap((part) => checkMachine(part, machines));
}

function checkMachine(part: CheckpointMachine, machines: readonly Machine[]): readonly CheckpointProblem[] {
  const { name, uuid } = part;
  const machine = machines.find(({ definition }) => definition?.uuid === uuid);
  if (!machine?.definition) {
    return [
      refusal(
        `${name} is not on this host any more: it was destroyed, or launched anew. Undo its destruction, or delete the checkpoint.`,
      ),
    ];
  }
  if (runsAsFound(machine, machine.definition)) {
    return [refusal(`${name} still runs as it was started before Nutshell adopted it. Shut it down first.`)];
  }
  const before = getDiskPath(part.definition.disk);
  const now = getDiskPath(machine.definition.disk);
  return before === now
    ? []
    : [refusal(`${name} has another disk now: ${now} instead of ${before}. The checkpoint does not fit it.`)];
}

/** The machines' states now, for the guard: somebody else may have started one since. */
export function toStates(machines: readonly Machine[]): ReadonlyMap<string, CheckpointMachine['state']> {
  return new Map(
    machines.map(
      ({ name, state }) => [name, state.kind === 'stopped' ? 'stopped' : state.isPaused ? 'paused' : 'running'] as const,
    ),
  );
}
