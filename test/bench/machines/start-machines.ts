import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import type { Plan } from '#domain/plans/plan.ts';
import type { Openssh } from '../openssh/openssh.ts';
import { aSmallMachine } from './machine-draft.ts';
import { buildShellScript } from './build-shell-script.ts';

/**
 * Makes machines as Nutshell makes them, from its own plans: volume, folders, definition, QEMU with its tap on the bridge. Their
 * processors stay stopped (-S), for thirty that boot would leave one emulated processor no time to be measured.
 */
export async function startMachines(openssh: Openssh, facts: HostFacts, count: number): Promise<void> {
  const scripts = Array.from({ length: count }, (_, index) => {
    const identity = {
      operationId: 'bench',
      uuid: crypto.randomUUID(),
      createdEpochMs: Date.now(),
      createdBy: 'bench@laptop',
    };
    return buildShellScript(withStoppedProcessors(buildLaunchPlan({ draft: aSmallMachine(index + 1, 16), facts, identity })));
  });
  await openssh.run('sh -s', scripts.join(''));
}

function withStoppedProcessors(plan: Plan): Plan {
  const steps = plan.steps.map((step) =>
    step.id === 'start-qemu' && step.action.kind === 'run'
      ? { ...step, action: { ...step.action, argv: [...step.action.argv, '-S'] } }
      : step,
  );
  return { ...plan, steps };
}
