import { describeChain } from '../netfilter/cited-rule.ts';
import { findFilter } from '../walk/walk-step.ts';
import { createCause } from './cause.ts';
import { showBlockers } from './evidence-lines.ts';
import { buildRuleFix } from './fix-rule.ts';

/** Rules of the machine's bridge stop ARP or frames on their way to the instance: ARP is seen at the bridge, not at the tap. */
export const innerFramesDropped = createCause('inner-frames-dropped', 39, ({ walk, machine }) => {
  const step = (['inner-arp', 'machine-arp', 'inner-frames'] as const)
    .map((id) => findFilter(walk, id))
    .find((each) => each?.result.verdict === 'block');
  const [blocker] = step?.result.blockers ?? [];
  if (!step || !blocker) {
    return [];
  }
  const fix = buildRuleFix('machine', blocker.by);
  const isArp = step.id !== 'inner-frames';
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: machine?.inner?.port?.name ?? step.device ?? 'br0',
      sentence: `${describeChain(blocker.by)} of the machine drops ${isArp ? 'ARP requests' : 'frames'} to the instance${isArp ? ', so nobody learns where it is' : ''}.`,
      evidence: showBlockers(step),
      fix: { advice: isArp ? 'Allow ARP.' : 'Change or remove the rule.', steps: fix ? [fix] : [] },
    },
  ];
});
