import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import type { Plan } from '#domain/plans/plan.ts';
import type { Openssh } from '../openssh/openssh.ts';
import { aSmallMachine } from './machine-draft.ts';
import { buildShellScript } from './build-shell-script.ts';

/**
 * Makes machines as Nutshell makes them, from its own plans: volume, folders, definition, QEMU with its tap on the bridge. They are
 * emulated and their processors stay stopped: thirty that boot would leave the host's one emulated processor no time to be
 * measured, and thirty nested KVM guests on it hung it for good.
 */
export async function startMachines(openssh: Openssh, facts: HostFacts, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const identity = {
      operationId: 'bench',
      uuid: crypto.randomUUID(),
      createdEpochMs: Date.now(),
      createdBy: 'bench@laptop',
    };
    const plan = buildLaunchPlan({ draft: aSmallMachine(number, 16), facts, identity });
    await openssh.run('sh -s', { stdin: buildShellScript(withStoppedProcessors(plan)), timeoutMs: 120_000 });
  }
}

const emulated: Readonly<Record<string, string>> = { 'pc,accel=kvm': 'pc,accel=tcg', host: 'max' };

function withStoppedProcessors(plan: Plan): Plan {
  const steps = plan.steps.map((step) =>
    step.id === 'start-qemu' && step.action.kind === 'run'
      ? { ...step, action: { ...step.action, argv: [...step.action.argv.map((word) => emulated[word] ?? word), '-S'] } }
      : step,
  );
  return { ...plan, steps };
}
