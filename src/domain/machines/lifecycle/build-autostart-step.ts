import type { PlanStep } from '../../plans/plan.ts';
import type { HostPaths } from '../machine-paths.ts';

const unitFolder = '/etc/systemd/system';

/** The one thing that Nutshell ever installs on a host, where a person asked for exactly that; it goes with the last machine that wants it. */
export function buildAutostartStep(name: string, isWanted: boolean, { stateDirectory, runDirectory }: HostPaths): PlanStep {
  return {
    id: 'set-autostart',
    title: isWanted ? `Let the host start ${name} when it comes up` : `Let the host start ${name} no more`,
    action: { kind: 'run', argv: ['set-autostart.sh', stateDirectory, runDirectory, unitFolder] },
    notes: [
      {
        option: unitFolder,
        explanation: `nutshell-autostart.service is ${isWanted ? 'written there and enabled: at boot it starts' : 'removed from there, unless it still has to start'} the machines whose definitions say so.`,
      },
    ],
    // Named here so that the script that the unit runs travels with the plan; a syntax error would show now, not at the next boot.
    check: ['autostart-machines.sh', '--check'],
    undo: null,
  };
}
