import { evidenceFrom } from '../evidence.ts';
import { createCause, fixBy } from './cause.ts';
import { showLink } from './evidence-lines.ts';

/** The machine's own card: down, or not there at all because no driver took it. */
export const guestNicDown = createCause('guest-nic-down', 19, ({ host, machine }) => {
  if (machine === null || machine.facts.links.kind !== 'known') {
    return [];
  }
  const { nic, facts } = machine;
  if (nic === null) {
    return [
      {
        severity: 'blocks',
        place: 'machine',
        device: host.card.mac ?? 'card',
        sentence: `The machine has no card with MAC ${host.card.mac ?? '?'}: its kernel found none, or somebody changed the MAC inside.`,
        evidence: [evidenceFrom(facts.links, `no link with MAC ${host.card.mac ?? '?'}`)],
        fix: { advice: 'Look for the card with "ip link" and in "dmesg" inside the machine.', steps: [] },
      },
    ];
  }
  return nic.state === 'up'
    ? []
    : [
        {
          severity: 'blocks',
          place: 'machine',
          device: nic.name,
          sentence: `${nic.name} in the machine ${nic.state === 'down' ? 'is down' : 'has no carrier'}: frames end at the tap.`,
          evidence: [showLink(facts, nic)],
          fix: fixBy('machine', `Take ${nic.name} up inside the machine.`, [
            ['ip', 'link', 'set', nic.name, 'up'],
            ['ip', 'link', 'set', nic.name, 'down'],
          ]),
        },
      ];
});
