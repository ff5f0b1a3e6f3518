import { describeChain } from '../netfilter/cited-rule.ts';
import { findFilter, type FilterStep } from '../walk/walk-step.ts';
import { createCause, type FindingBody } from './cause.ts';
import { showBlockers } from './evidence-lines.ts';
import { buildRuleFix } from './fix-rule.ts';

/** ebtables, nft's bridge tables, or libvirt's nwfilter (which keeps its rules in both). */
export const frameRulesDrop = createCause('frame-rules-drop', 7, ({ walk }) => {
  const steps = (['host-frames', 'host-arp', 'reply-host-frames', 'machine-frames'] as const)
    .map((id) => findFilter(walk, id))
    .filter((step) => step?.result.verdict === 'block');
  const [first] = steps;
  return first ? build(first) : [];
});

function build(step: FilterStep): readonly FindingBody[] {
  const [blocker] = step.result.blockers;
  if (!blocker) {
    return [];
  }
  const what = step.id === 'host-arp' ? 'ARP requests' : 'frames';
  const fix = buildRuleFix(step.place, blocker.by);
  return [
    {
      severity: 'blocks',
      place: step.place,
      device: step.device ?? 'bridge',
      sentence: `${step.device ?? 'The bridge'} drops ${what} ${step.lane === 'forward' ? 'to' : 'from'} the machine: a rule in ${describeChain(blocker.by)} says so.`,
      evidence: showBlockers(step),
      fix: {
        advice: "Change or remove the rule. If it is libvirt's, change the machine's filterref instead: libvirt writes it again.",
        steps: fix ? [fix] : [],
      },
    },
  ];
}
