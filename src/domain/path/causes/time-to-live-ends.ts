import { describeRule } from '../netfilter/cited-rule.ts';
import { createCause } from './cause.ts';
import { buildRuleFix } from './fix-rule.ts';

/** A router takes one away, and drops what has none left; the sender gets ICMP 11. */
export const timeToLiveEnds = createCause('time-to-live-ends', 48, ({ walk }) => {
  const steps = walk.flatMap((step) => (step.kind === 'filter' && step.id === 'machine-prerouting' ? [step] : []));
  return steps
    .flatMap((step) => step.result.timesToLive.map((set) => ({ step, ...set })))
    .filter(({ value }) => value <= 1)
    .map(({ step, by, value }) => {
      const fix = buildRuleFix('machine', by);
      return {
        severity: 'blocks',
        place: 'machine',
        device: step.device ?? 'eth0',
        sentence: `A rule sets the time to live to ${value}, so the machine drops the packet when it routes it.`,
        evidence: [{ text: describeRule(by), command: by.table.command }],
        fix: { advice: 'Change or remove the rule.', steps: fix ? [fix] : [] },
      } as const;
    });
});
