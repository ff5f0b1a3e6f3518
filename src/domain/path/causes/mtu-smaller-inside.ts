import { findFilter } from '../walk/walk-step.ts';
import { createCause, fixBy } from './cause.ts';
import { showLink } from './evidence-lines.ts';
import { findNarrowInside } from './find-narrow-inside.ts';

/** The machine tells senders of larger packets so, by ICMP 3/4; who does not hear that hangs on large transfers (RFC 1191). */
export const mtuSmallerInside = createCause('mtu-smaller-inside', 40, (found) => {
  const narrow = findNarrowInside(found);
  if (!found.machine || narrow === null || findFilter(found.walk, 'unreachable-output')?.result.verdict === 'block') {
    return [];
  }
  const { link, nic } = narrow;
  return [
    {
      severity: 'degrades',
      place: 'machine',
      device: link.name,
      sentence: `${link.name} has MTU ${link.mtu} and ${nic.name} ${nic.mtu}: larger packets that may not be fragmented are sent back with "too large".`,
      evidence: [link, nic].map((each) => showLink(found.machine?.facts ?? found.host.facts, each)),
      fix: fixBy('machine', 'Give both the same MTU, or have the machine clamp the size of TCP segments.', [
        ['ip', 'link', 'set', link.name, 'mtu', String(nic.mtu)],
        ['ip', 'link', 'set', link.name, 'mtu', String(link.mtu)],
      ]),
    },
  ];
});
