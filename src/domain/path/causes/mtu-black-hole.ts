import { findFilter } from '../walk/walk-step.ts';
import { createCause } from './cause.ts';
import { showBlockers, showLink } from './evidence-lines.ts';
import { findNarrowInside } from './find-narrow-inside.ts';
import { buildRuleFix } from './fix-rule.ts';

/** The message "too large" is dropped by the machine's own rules: connections are made, and hang with the first large packet. */
export const mtuBlackHole = createCause('mtu-black-hole', 41, (found) => {
  const narrow = findNarrowInside(found);
  const output = findFilter(found.walk, 'unreachable-output');
  const [blocker] = output?.result.blockers ?? [];
  if (!found.machine || narrow === null || output?.result.verdict !== 'block' || !blocker) {
    return [];
  }
  const fix = buildRuleFix('machine', blocker.by);
  return [
    {
      severity: 'degrades',
      place: 'machine',
      device: narrow.link.name,
      sentence: `${narrow.link.name} takes ${narrow.link.mtu} bytes only, and the machine drops its own messages that say so: connections hang with their first large packet.`,
      evidence: [showLink(found.machine.facts, narrow.link), ...showBlockers(output)],
      fix: { advice: 'Let ICMP "destination unreachable" out, or give both sides the same MTU.', steps: fix ? [fix] : [] },
    },
  ];
});
