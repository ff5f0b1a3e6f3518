import { evidenceFrom } from '../evidence.ts';
import { findFilter } from '../walk/walk-step.ts';
import { createCause, fixBy } from './cause.ts';

/** A ping still succeeds: the machine itself has the public address, and answers in the instance's place. */
export const natMissing = createCause('nat-missing', 24, ({ probe, machine, walk }) => {
  const input = findFilter(walk, 'machine-input');
  const inner = machine?.inner ?? null;
  const address = probe.destination;
  if (!machine || !input || inner === null || address === null || address === inner.address) {
    return [];
  }
  const target = inner.address;
  const rule = (to: string) => ['PREROUTING', '-d', `${address}/32`, '-j', 'DNAT', '--to-destination', to];
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: machine.nic?.name ?? 'eth0',
      sentence: `No rule sends ${address} on to the instance${target === null ? '' : ` ${target}`}: the machine keeps its packets and answers them itself, so a ping succeeds and proves nothing.`,
      evidence: [evidenceFrom(machine.facts.tables, `no DNAT for ${address} in PREROUTING`)],
      fix:
        target === null
          ? { advice: 'Have the cloud write its NAT rules again (eucanetd).', steps: [] }
          : fixBy('machine', 'Put the rule back. In a Eucalyptus cloud eucanetd writes it: look why it does not.', [
              ['iptables', '-t', 'nat', '-A', ...rule(target)],
              ['iptables', '-t', 'nat', '-D', ...rule(target)],
            ]),
    },
  ];
});
