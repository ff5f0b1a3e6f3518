import { buildProgress, type MachineProgress } from '#domain/clouds/timeline/build-progress.ts';
import type { InstallRecord } from '#domain/clouds/timeline/install-record.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import type { InstallWatcher } from '../ports/cloud-adapters.ts';
import type { HostShell } from '../ports/host-shell.ts';

/** A practice host is itself emulated; its machines were measured to need about five times as long. */
const practiceSlowness = 5;

const nothing = { notes: [], events: [], lines: [] };

export interface InstallsQuestion {
  readonly host: Host;
  readonly shell: HostShell;
  readonly recipe: Recipe;
  readonly machines: readonly Pick<MachineProgress, 'name' | 'role'>[];
  readonly signal: AbortSignal;
}

export interface InstallLook {
  readonly hostEpochMs: number;
  readonly machines: readonly MachineProgress[];
}

/** How the installs of a cloud's machines have come along, look after look. The first has everything that the host kept of them. */
export async function* lookAtInstalls(watchInstalls: InstallWatcher, question: InstallsQuestion): AsyncGenerator<InstallLook> {
  const { host, shell, recipe, machines, signal } = question;
  const slowness = host.origin === 'practice' ? practiceSlowness : 1;
  const names = machines.map(({ name }) => name);
  for await (const { hostEpochMs, records } of watchInstalls(shell, names, signal)) {
    const recordOf = (name: string): InstallRecord => records.get(name) ?? nothing;
    const clock = { nowEpochMs: hostEpochMs, slowness };
    yield { hostEpochMs, machines: machines.map((machine) => buildProgress(recipe, machine, recordOf(machine.name), clock)) };
  }
}
