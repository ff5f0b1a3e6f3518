import { buildActionPlan } from '../../machines/lifecycle/build-action-plan.ts';
import type { HostPaths } from '../../machines/machine-paths.ts';
import type { PlanStep } from '../../plans/plan.ts';
import { toMachineChange } from '../to-machine-change.ts';
import type { CloudPlanInput } from './cloud-plan-input.ts';
import { ofMachine } from './step-machine.ts';

export interface MachineChanges {
  /** Each machine is still as it was reviewed; before anything is done. */
  readonly guards: readonly PlanStep[];
  readonly steps: readonly PlanStep[];
  readonly problems: readonly string[];
}

/** What is different of machines that are there, done as a change of each by itself would be. */
export function buildMachineChanges(input: CloudPlanInput, paths: HostPaths): MachineChanges {
  const { cloud, existing } = input;
  const had = new Map(existing?.machines.map((machine) => [machine.name, machine]));
  const all = cloud.machines.flatMap((wanted) => {
    const before = had.get(wanted.name);
    const change = before === undefined ? null : toMachineChange(before, wanted);
    return change === null ? [] : [buildChange(wanted.name, change, input, paths)];
  });
  return {
    guards: all.flatMap(({ guards }) => guards),
    steps: all.flatMap(({ steps }) => steps),
    problems: all.flatMap(({ problems }) => problems),
  };
}

type Change = NonNullable<ReturnType<typeof toMachineChange>>;

function buildChange(
  name: string,
  change: Change,
  { machines, facts, identity }: CloudPlanInput,
  paths: HostPaths,
): MachineChanges {
  const machine = machines.find((one) => one.name === name && one.definition !== null);
  if (machine === undefined) {
    return { guards: [], steps: [], problems: [`${name} is gone from the host since it was looked at. Look again.`] };
  }
  const { createdBy: person, createdEpochMs: nowEpochMs } = identity;
  const uuid = machine.definition?.uuid ?? '';
  const { plan, refusal } = buildActionPlan({
    machine,
    action: { kind: 'change', change },
    facts,
    person,
    nowEpochMs,
    uuid,
    paths,
  });
  const steps = ofMachine(name, plan.steps);
  // The first step proves that it is still the machine that was reviewed.
  return { guards: steps.slice(0, 1), steps: steps.slice(1), problems: refusal === null ? [] : [refusal] };
}
