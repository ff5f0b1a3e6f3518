import { describeChain } from '../netfilter/cited-rule.ts';
import { createCause } from './cause.ts';
import { showBlockers } from './evidence-lines.ts';
import { findForwardBlocker } from './find-forward-blocker.ts';
import { buildRuleFix } from './fix-rule.ts';

/** The sender is told: an ICMP message 3 with the public address as its source. */
export const forwardRejects = createCause('forward-rejects', 32, (found) => {
  const hit = findForwardBlocker(found);
  if (hit === null || hit.blocker.kind !== 'reject') {
    return [];
  }
  const fix = buildRuleFix('machine', hit.blocker.by);
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: hit.step.device ?? 'forward',
      sentence: `A rule in ${describeChain(hit.blocker.by)} rejects the packet: the sender gets "unreachable" at once.`,
      evidence: showBlockers(hit.step),
      fix: { advice: 'Change or remove the rule, or put one that accepts before it.', steps: fix ? [fix] : [] },
    },
  ];
});
