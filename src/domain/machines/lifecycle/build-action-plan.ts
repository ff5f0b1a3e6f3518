import type { PlanStep } from '../../plans/plan.ts';
import { unreachable } from '../../unreachable.ts';
import type { MachineDefinition } from '../machine-definition.ts';
import { hostPaths, isMachineName, type HostPaths } from '../machine-paths.ts';
import type { Machine } from '../machine.ts';
import type { ActionPlan, ActionPlanInput } from './action-plan.ts';
import { buildAdoptSteps, buildReleaseSteps } from './build-adopt-steps.ts';
import { buildChangeSteps } from './build-change-steps.ts';
import { buildMachineGuard } from './build-machine-guard.ts';
import { buildPowerOffSteps, buildShutdownSteps, buildSimpleSteps } from './build-running-steps.ts';
import { buildStartSteps } from './build-start-steps.ts';
import { findControlChannel } from './control-channel.ts';
import { judgeAction } from './judge-action.ts';
import { listWarnings } from './list-warnings.ts';
import type { MachineAction, MachineActionKind } from './machine-action.ts';

/** What one action with a machine does on the host, step by step. The first step proves that it is still the machine reviewed. */
export function buildActionPlan(input: ActionPlanInput): ActionPlan {
  const { machine, action, facts } = input;
  const verdict = judgeName(machine) ?? judgeAction(machine, action, facts);
  const steps = verdict.ok ? buildSteps({ ...input, paths: input.paths ?? hostPaths }) : [];
  return {
    plan: {
      title: describeAction(action, machine.name),
      subject: machine.name,
      target: { kind: 'machine', name: machine.name },
      exclusion: 'host',
      undoableUntilEpochMs: null,
      steps,
    },
    refusal: verdict.ok ? null : verdict.reason,
    warnings: verdict.ok ? listWarnings(machine, action, facts) : [],
  };
}

function judgeName({ name, owner }: Machine) {
  const reason = `The definition on the host holds a name that Nutshell never gives: ${JSON.stringify(name)}. Look at it there.`;
  return owner === 'nutshell' && !isMachineName(name) ? ({ ok: false, reason } as const) : null;
}

function buildSteps(input: ActionPlanInput & { readonly paths: HostPaths }): readonly PlanStep[] {
  const { machine, action, paths } = input;
  const { definition } = machine;
  if (definition === null) {
    return action.kind === 'adopt' ? buildAdoptSteps(input, action) : [];
  }
  const isoPath = action.kind === 'change' ? action.change.isoPath : null;
  return [buildMachineGuard(machine, definition, paths, { isoPath }), ...buildOwnSteps(input, definition)];
}

function buildOwnSteps(
  { machine, action, facts, paths = hostPaths }: ActionPlanInput,
  definition: MachineDefinition,
): readonly PlanStep[] {
  const target = { machine, definition, channel: findControlChannel(machine, paths) };
  switch (action.kind) {
    case 'start':
      return buildStartSteps({ definition, facts, paths, boot: action.boot });
    case 'shutdown':
      return buildShutdownSteps(target, action.limitSeconds);
    case 'power-off':
      return buildPowerOffSteps(target);
    case 'reset':
    case 'pause':
    case 'resume':
      return buildSimpleSteps(action.kind, target);
    case 'change':
      return buildChangeSteps(target, action.change, paths);
    case 'release':
      return buildReleaseSteps(definition, paths);
    case 'adopt':
      return [];
    default:
      return unreachable(action, 'machine action');
  }
}

const titles: Readonly<Record<MachineActionKind, (name: string) => string>> = {
  start: (name) => `Start ${name}`,
  shutdown: (name) => `Shut ${name} down`,
  'power-off': (name) => `Power ${name} off`,
  reset: (name) => `Reset ${name}`,
  pause: (name) => `Pause ${name}`,
  resume: (name) => `Resume ${name}`,
  change: (name) => `Change ${name}`,
  adopt: (name) => `Adopt ${name}`,
  release: (name) => `Release ${name}`,
};

function describeAction(action: MachineAction, name: string): string {
  return titles[action.kind](name);
}
