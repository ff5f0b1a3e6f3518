import { describeChain } from '../netfilter/cited-rule.ts';
import { findFilter } from '../walk/walk-step.ts';
import { createCause, fixBy } from './cause.ts';
import { showBlockers } from './evidence-lines.ts';

/** No rule lets answers through: the way there is all green. */
export const replyDropped = createCause('reply-dropped', 45, ({ walk }) => {
  const step = findFilter(walk, 'reply-forward');
  const [blocker] = step?.result.blockers ?? [];
  if (!step || step.result.verdict !== 'block' || !blocker) {
    return [];
  }
  const rule = ['FORWARD', '-m', 'conntrack', '--ctstate', 'ESTABLISHED', '-j', 'ACCEPT'];
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: step.device ?? 'eth0',
      sentence: `The machine drops the instance's answers: ${describeChain(blocker.by)} ends them. The way there works.`,
      evidence: showBlockers(step),
      fix: fixBy('machine', 'Accept what belongs to connections that were accepted.', [
        ['iptables', '-I', ...rule],
        ['iptables', '-D', ...rule],
      ]),
    },
  ];
});
