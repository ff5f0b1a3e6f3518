import { evidenceFrom } from '../evidence.ts';
import { findFilter } from '../walk/walk-step.ts';
import { createCause, fixBy } from './cause.ts';

/** Answers to connections from outside are translated by themselves; what the instance begins leaves with its private address. */
export const sourceNatMissing = createCause('source-nat-missing', 46, ({ probe, machine, walk }) => {
  const outgoing = findFilter(walk, 'outgoing-source');
  const inward = findFilter(walk, 'machine-prerouting')?.result.translations.find(({ kind }) => kind === 'destination');
  if (!machine || !outgoing || !inward || outgoing.result.verdict !== 'pass' || outgoing.result.translations.length > 0) {
    return [];
  }
  const rule = [
    'POSTROUTING',
    '-s',
    `${inward.to}/32`,
    '-o',
    machine.nic?.name ?? 'eth0',
    '-j',
    'SNAT',
    '--to-source',
    probe.destination ?? '',
  ];
  return [
    {
      severity: 'degrades',
      place: 'machine',
      device: machine.nic?.name ?? 'eth0',
      sentence: `No rule gives what ${inward.to} sends a public source: connections that the instance begins leave with its private address, and no answer finds back.`,
      evidence: [evidenceFrom(machine.facts.tables, `no SNAT or MASQUERADE for ${inward.to} in POSTROUTING`)],
      fix: fixBy('machine', 'Put the rule back. In a Eucalyptus cloud eucanetd writes it.', [
        ['iptables', '-t', 'nat', '-I', ...rule],
        ['iptables', '-t', 'nat', '-D', ...rule],
      ]),
    },
  ];
});
