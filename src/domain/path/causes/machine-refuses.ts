import { describeChain } from '../netfilter/cited-rule.ts';
import { findFilter } from '../walk/walk-step.ts';
import { createCause } from './cause.ts';
import { showBlockers } from './evidence-lines.ts';
import { buildRuleFix } from './fix-rule.ts';

/** The probe is for the machine itself, and its own firewall drops it or the answer. */
export const machineRefuses = createCause('machine-refuses', null, ({ machine, walk }) => {
  const step = (['machine-input', 'reply-output'] as const)
    .map((id) => findFilter(walk, id))
    .find((each) => each?.result.verdict === 'block');
  const [blocker] = step?.result.blockers ?? [];
  if (!machine || machine.inner !== null || !step || !blocker) {
    return [];
  }
  const fix = buildRuleFix('machine', blocker.by);
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: machine.nic?.name ?? 'eth0',
      sentence: `The machine's own firewall drops ${step.id === 'machine-input' ? 'the packet' : 'the answer'}: ${describeChain(blocker.by)}.`,
      evidence: showBlockers(step),
      fix: { advice: 'Open it for what should come in.', steps: fix ? [fix] : [] },
    },
  ];
});
