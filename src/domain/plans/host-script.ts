import type { Plan, PlanCommand, PlanStep } from './plan.ts';

const hostScriptName = /^[a-z][a-z0-9-]*\.sh$/;

/** Is the first word of a command a script of resources/host rather than a program of the host? */
export function isHostScript(word: string): boolean {
  return hostScriptName.test(word);
}

/** Scripts that others call or read in, which lie beside them: a plan that uses the one brings the other along. */
const calledBy: Readonly<Record<string, readonly string[]>> = {
  'bring-back-volume.sh': ['volume-library.sh'],
  'check-install.sh': ['check-machine.sh', 'control-machine.sh'],
  'check-machine.sh': ['find-machine.sh'],
  'control-machine.sh': ['control-library.sh'],
  'drive-screen.sh': ['control-library.sh', 'screen-library.sh', 'keys-library.sh', 'find-machine.sh'],
  'guard-checkpoint.sh': ['control-machine.sh', 'find-machine.sh'],
  'guard-machine.sh': ['find-machine.sh'],
  'pause-machines.sh': ['control-machine.sh'],
  'resume-machines.sh': ['control-machine.sh'],
  'set-aside-volume.sh': ['volume-library.sh'],
  'snapshot-file.sh': ['control-machine.sh', 'find-machine.sh'],
  'start-purge.sh': ['purge-removed.sh'],
  'stop-machine.sh': ['find-machine.sh'],
  'wait-for-end.sh': ['find-machine.sh'],
  'wait-for-install.sh': ['find-machine.sh', 'install-notes.sh'],
  'wait-until-ready.sh': ['find-machine.sh', 'install-notes.sh'],
};

/** The scripts of resources/host that a plan's steps call, and those that these call, each once, in the order of their first use. */
export function listHostScripts(plan: Plan): readonly string[] {
  const words = plan.steps.flatMap(listCommands).flatMap((command) => command.slice(0, 1));
  return [...new Set(words.filter(isHostScript).flatMap(withCalled))];
}

function withCalled(script: string): readonly string[] {
  return [script, ...(calledBy[script] ?? []).flatMap(withCalled)];
}

function listCommands({ action, check, undo }: PlanStep): readonly PlanCommand[] {
  const run = action.kind === 'run' ? action.argv : action.kind === 'guard' ? [action.script] : [];
  return [run, check ?? [], undo?.argv ?? []];
}
