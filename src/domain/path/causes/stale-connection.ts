import { valueOr } from '../../fact.ts';
import { evidenceFrom } from '../evidence.ts';
import { findFilter } from '../walk/walk-step.ts';
import { createCause, fixBy } from './cause.ts';

/** NAT is decided with a connection's first packet: one that was there before the rule changed keeps going to the old instance. */
export const staleConnection = createCause('stale-connection', 26, ({ probe, machine, walk }) => {
  const translation = findFilter(walk, 'machine-prerouting')?.result.translations.find(({ kind }) => kind === 'destination');
  if (!machine || !translation || probe.destination === null) {
    return [];
  }
  const old = valueOr(machine.facts.connections, []).filter(
    ({ original, reply }) => original.destination === probe.destination && reply.source !== translation.to,
  );
  return old.length === 0
    ? []
    : [
        {
          severity: 'degrades',
          place: 'machine',
          device: machine.nic?.name ?? 'eth0',
          sentence: `${old.length === 1 ? 'A connection' : `${old.length} connections`} to ${probe.destination} still ${old.length === 1 ? 'goes' : 'go'} to ${old[0]?.reply.source ?? 'elsewhere'}, and the rule says ${translation.to} now.`,
          evidence: old.slice(0, 3).map(({ text }) => evidenceFrom(machine.facts.connections, text)),
          fix: fixBy('machine', 'Forget these connections; the next packet of each is translated anew.', [
            ['conntrack', '-D', '--orig-dst', probe.destination],
            null,
          ]),
        },
      ];
});
