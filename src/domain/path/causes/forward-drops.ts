import { describeChain } from '../netfilter/cited-rule.ts';
import { createCause, type FixStep } from './cause.ts';
import { showBlockers } from './evidence-lines.ts';
import { findForwardBlocker } from './find-forward-blocker.ts';

/** A closed security group: no rule of iptables accepts, and the policy (or a rule) drops. */
export const forwardDrops = createCause('forward-drops', 30, (found) => {
  const hit = findForwardBlocker(found);
  if (hit === null || hit.blocker.kind !== 'drop' || hit.blocker.by.table.tool === 'nft') {
    return [];
  }
  const { packet, device } = hit.step;
  const what =
    packet.destinationPort === null
      ? packet.protocol.toUpperCase()
      : `${packet.protocol.toUpperCase()} port ${packet.destinationPort}`;
  const rule = [
    'FORWARD',
    '-d',
    `${packet.destination}/32`,
    '-p',
    packet.protocol,
    ...(packet.destinationPort === null ? [] : ['-m', packet.protocol, '--dport', String(packet.destinationPort)]),
    '-j',
    'ACCEPT',
  ];
  const step: FixStep = { place: 'machine', argv: ['iptables', '-I', ...rule], undoArgv: ['iptables', '-D', ...rule] };
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: device ?? 'FORWARD',
      sentence: `The machine drops ${what} to ${packet.destination}: ${describeChain(hit.blocker.by)} ends it${hit.blocker.by.rule === null ? ' by its policy, no rule having accepted it' : ''}.`,
      evidence: showBlockers(hit.step),
      fix: {
        advice: 'Open the security group for it (euca-authorize). A rule by hand is lost when eucanetd writes its own again.',
        steps: [step],
      },
    },
  ];
});
