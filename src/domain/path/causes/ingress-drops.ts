import { describeChain } from '../netfilter/cited-rule.ts';
import { findFilter } from '../walk/walk-step.ts';
import { createCause } from './cause.ts';
import { showBlockers } from './evidence-lines.ts';
import { buildRuleFix } from './fix-rule.ts';

/** Rules at ingress come before everything else: counters of NAT and of filters do not move. */
export const ingressDrops = createCause('ingress-drops', 23, ({ walk }) =>
  (['machine-ingress', 'host-ingress'] as const).flatMap((id) => {
    const step = findFilter(walk, id);
    const [blocker] = step?.result.blockers ?? [];
    if (!step || step.result.verdict !== 'block' || !blocker) {
      return [];
    }
    const fix = buildRuleFix(step.place, blocker.by);
    return [
      {
        severity: 'blocks',
        place: step.place,
        device: step.device ?? 'device',
        sentence: `${describeChain(blocker.by)} drops the packet as it arrives at ${step.device ?? 'the device'}, before any other rule sees it.`,
        evidence: showBlockers(step),
        fix: { advice: 'Change or remove the rule.', steps: fix ? [fix] : [] },
      },
    ];
  }),
);
