import { buildOpenControl, buildPrepareControl } from '../../machines/build-control-steps.ts';
import { buildLaunchStart } from '../../machines/build-launch-plan.ts';
import { buildQemuArgv } from '../../machines/build-qemu-argv.ts';
import type { HostPaths } from '../../machines/machine-paths.ts';
import type { PlanStep } from '../../plans/plan.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import { buildInstalledStart, buildInstallStart, buildMenuStart } from './build-install-steps.ts';
import { buildAnswersStep, buildMenuStep } from './build-screen-steps.ts';
import {
  attendedLimitSeconds,
  buildFinishInstall,
  buildInstallWait,
  buildReadyWait,
  readyLimitSeconds,
} from './build-wait-steps.ts';
import type { CloudLaunch } from './gather-launches.ts';
import type { Turn } from './order-turns.ts';
import { ofMachine } from './step-machine.ts';

/**
 * All machines of a turn install at the same time; each starts from its disk as soon as it is done, and the next turn when it may. A menu
 * waits for a minute and questions wait for ever, so each machine's menu comes right after its start and all questions behind.
 */
export function buildTurnSteps(
  { machines, awaited }: Turn,
  launches: readonly CloudLaunch[],
  recipe: Recipe,
  paths: HostPaths,
): readonly PlanStep[] {
  const own = launches.filter(({ machine }) => machines.includes(machine));
  return [
    ...own.flatMap((one) => ofMachine(one.machine.name, buildStart(one))),
    ...own.flatMap((one) => ofMachine(one.machine.name, buildAnswers(one))),
    ...own.flatMap((one) => ofMachine(one.machine.name, buildInstallEnd(one, recipe, paths))),
    ...own.flatMap((one) => ofMachine(one.machine.name, buildReady(one, { awaited, recipe, paths }))),
  ];
}

function buildStart({ launch, install }: CloudLaunch): readonly PlanStep[] {
  if (install.kind === 'unattended') {
    return buildInstallStart(launch, install.install);
  }
  const { draft, facts, identity, paths } = launch;
  if (install.kind === 'typed') {
    return [...buildMenuStart(launch), buildMenuStep(launch, install.menu)];
  }
  const line = buildQemuArgv(draft, facts, identity.uuid, { paths });
  return [
    buildPrepareControl(draft.name, paths),
    buildLaunchStart(launch, line),
    buildOpenControl(draft.name, paths),
    ...(install.menu.length === 0 ? [] : [buildMenuStep(launch, install.menu)]),
  ];
}

function buildAnswers({ launch, install }: CloudLaunch): readonly PlanStep[] {
  return install.kind === 'typed' ? [buildAnswersStep(launch, install.answers)] : [];
}

function buildInstallEnd({ machine, launch, install }: CloudLaunch, recipe: Recipe, paths: HostPaths): readonly PlanStep[] {
  return install.kind === 'attended'
    ? []
    : [
        buildInstallWait({ machine, uuid: launch.identity.uuid, recipe, paths }),
        buildFinishInstall(machine.name, paths),
        ...buildInstalledStart(launch),
      ];
}

/** Who installs by hand is waited for only where another machine needs theirs. */
function buildReady(
  { machine, launch, install }: CloudLaunch,
  { awaited, recipe, paths }: { readonly awaited: readonly string[]; readonly recipe: Recipe; readonly paths: HostPaths },
): readonly PlanStep[] {
  const isNeeded = awaited.includes(machine.name);
  if (install.kind === 'attended' && !isNeeded) {
    return [];
  }
  const limitSeconds = install.kind === 'attended' ? attendedLimitSeconds : readyLimitSeconds;
  const step = buildReadyWait({ machine, uuid: launch.identity.uuid, recipe, paths }, { limitSeconds, isNeeded });
  return step === null ? [] : [step];
}
