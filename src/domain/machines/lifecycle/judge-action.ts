import type { HostFacts } from '../../hosts/host-facts.ts';
import { unreachable } from '../../unreachable.ts';
import { allowed, refused, type Verdict } from '../../verdict.ts';
import { describeDisk } from '../disk-size.ts';
import { getDiskPath } from '../machine-disk.ts';
import { hostPaths } from '../machine-paths.ts';
import type { Machine } from '../machine.ts';
import { findControlChannel } from './control-channel.ts';
import { judgeAdoption } from './judge-adoption.ts';
import type { MachineAction, MachineActionKind, MachineChange } from './machine-action.ts';

/** Can this be done with the machine as it was last read? Where not, the sentence says why and what to do instead. */
export function judgeAction(machine: Machine, action: MachineAction, facts: HostFacts): Verdict {
  const before = judgeOwner(machine, action.kind, facts);
  if (!before.ok) {
    return before;
  }
  return action.kind === 'change' || action.kind === 'adopt' || action.kind === 'release'
    ? judgeOwnership(machine, action, facts)
    : judgeRun(machine, action);
}

type OwnershipAction = Extract<MachineAction, { readonly kind: 'change' | 'adopt' | 'release' }>;

function judgeOwnership(machine: Machine, action: OwnershipAction, facts: HostFacts): Verdict {
  switch (action.kind) {
    case 'change':
      return judgeChange(machine, action.change);
    case 'adopt':
      return judgeAdoption(machine, facts);
    case 'release':
      return machine.definition?.origin.kind === 'adopted'
        ? allowed
        : refused(`${machine.name} was not adopted: Nutshell launched it. Destroy it to be rid of it.`);
    default:
      return unreachable(action, 'machine action');
  }
}

function judgeRun(machine: Machine, action: Exclude<MachineAction, OwnershipAction>): Verdict {
  const { name, state } = machine;
  switch (action.kind) {
    case 'start':
      return judgeStart(machine, action.boot === 'cd-once');
    case 'shutdown':
      return judgeShutdown(machine);
    case 'power-off':
      return state.kind === 'running' ? allowed : notRunning(machine);
    case 'reset':
      return judgeControl(machine);
    case 'pause':
      return isPaused(machine) ? refused(`${name} is paused already.`) : judgeControl(machine);
    case 'resume':
      return state.kind === 'running' && !state.isPaused ? refused(`${name} is not paused.`) : judgeControl(machine);
    default:
      return unreachable(action, 'machine action');
  }
}

function judgeOwner({ name, owner }: Machine, kind: MachineActionKind, { privilege, loginUser }: HostFacts): Verdict {
  if (privilege === 'none') {
    return refused(`Changing machines needs root, and ${loginUser} is neither root nor allowed "sudo -n" on this host.`);
  }
  return owner === 'foreign' && kind !== 'adopt'
    ? refused(`${name} was started by somebody else, so Nutshell does not touch it. Adopt it first.`)
    : allowed;
}

function judgeStart({ name, state, definition }: Machine, needsCd: boolean): Verdict {
  if (state.kind === 'running') {
    return refused(state.isPaused ? `${name} is paused, not stopped. Resume it.` : `${name} runs already.`);
  }
  return needsCd && definition?.isoPath === null ? refused(`There is no CD in the drive of ${name}. Insert one first.`) : allowed;
}

function judgeShutdown(machine: Machine): Verdict {
  return isPaused(machine)
    ? refused(`${machine.name} is paused, so its system cannot hear that it shall shut down. Resume it first, or power it off.`)
    : judgeControl(machine);
}

/** Whatever needs QMP. */
function judgeControl(machine: Machine): Verdict {
  if (machine.state.kind !== 'running') {
    return notRunning(machine);
  }
  return findControlChannel(machine, hostPaths) === null
    ? refused(
        `${machine.name} was started without a control channel, so all that Nutshell can do is power it off. Started by Nutshell it will have one.`,
      )
    : allowed;
}

function notRunning({ name }: Machine): Verdict {
  return refused(`${name} does not run.`);
}

function isPaused({ state }: Machine): boolean {
  return state.kind === 'running' && state.isPaused;
}

function judgeChange(machine: Machine, change: MachineChange): Verdict {
  const { definition, name } = machine;
  if (definition === null) {
    return refused(`There is no definition of ${name} on the host.`);
  }
  if (Object.values(change).every((value) => value === undefined)) {
    return refused('Nothing is to be changed.');
  }
  if (definition.origin.kind === 'adopted' && (change.memoryMiB ?? change.vcpus ?? change.boot) !== undefined) {
    return refused(
      `${name} was adopted: it is started with the words of whoever made it, so its RAM, processors and boot order stay as they are.`,
    );
  }
  const isLive = machine.state.kind === 'running' && (change.isoPath !== undefined || change.diskGiB !== undefined);
  const control = isLive ? judgeControl(machine) : allowed;
  return control.ok && change.diskGiB !== undefined ? judgeGrowth(machine, change.diskGiB) : control;
}

function judgeGrowth({ definition, volumes, name }: Machine, diskGiB: number): Verdict {
  if (definition === null) {
    return refused(`There is no definition of ${name} on the host.`);
  }
  const path = getDiskPath(definition.disk);
  const bytes = volumes.find((volume) => volume.path === path)?.sizeBytes ?? definition.disk.sizeGiB * 1024 ** 3;
  return diskGiB * 1024 ** 3 <= bytes
    ? refused(
        `The disk of ${name} has ${describeDisk(bytes / 1024 ** 3)} already. It can only grow: making it smaller would cut off what is on it.`,
      )
    : allowed;
}

/** Those that the host's restart ended, for the offer to start them again. */
export function listEndedByRestart(machines: readonly Machine[]): readonly Machine[] {
  return machines.filter(({ state }) => state.kind === 'stopped' && state.how.kind === 'host-restarted');
}
