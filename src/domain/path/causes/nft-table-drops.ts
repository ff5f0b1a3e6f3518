import { describeChain } from '../netfilter/cited-rule.ts';
import { createCause } from './cause.ts';
import { showBlockers } from './evidence-lines.ts';
import { findForwardBlocker } from './find-forward-blocker.ts';
import { buildRuleFix } from './fix-rule.ts';

/** iptables looks open, and a table of nft's own drops: a packet must pass all of them. */
export const nftTableDrops = createCause('nft-table-drops', 31, (found) => {
  const hit = findForwardBlocker(found);
  if (hit === null || hit.blocker.kind !== 'drop' || hit.blocker.by.table.tool !== 'nft') {
    return [];
  }
  const fix = buildRuleFix('machine', hit.blocker.by);
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: hit.step.device ?? 'forward',
      sentence: `${describeChain(hit.blocker.by)} drops the packet, which iptables does not show.`,
      evidence: showBlockers(hit.step),
      fix: { advice: 'Change that table; look who made it ("nft list ruleset").', steps: fix ? [fix] : [] },
    },
  ];
});
