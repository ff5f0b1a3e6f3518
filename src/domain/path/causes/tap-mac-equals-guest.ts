import { evidenceFrom } from '../evidence.ts';
import { findStation } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';
import { showLink } from './evidence-lines.ts';

/** A bridge keeps what is addressed to one of its own ports. libvirt gives taps a MAC that begins with fe for this reason. */
export const tapMacEqualsGuest = createCause('tap-mac-equals-guest', 9, ({ host }) => {
  const { facts, tap, card, bridge } = host;
  if (tap === null || tap.mac === null || tap.mac !== card.mac) {
    return [];
  }
  const entries = bridge === null ? [] : findStation(facts, bridge.name, tap.mac).filter(({ isLocal }) => isLocal);
  const other = `fe${tap.mac.slice(2)}`;
  return [
    {
      severity: 'blocks',
      place: 'host',
      device: tap.name,
      sentence: `${tap.name} has the same MAC as the machine's card (${tap.mac}): the bridge keeps the machine's frames for itself.`,
      evidence: [
        showLink(facts, tap),
        ...entries.map(({ mac, port }) => evidenceFrom(facts.forwarding, `${mac} dev ${port} permanent`)),
      ],
      fix: fixBy('host', 'Give the tap another MAC; the machine keeps its own.', [
        ['ip', 'link', 'set', tap.name, 'address', other],
        ['ip', 'link', 'set', tap.name, 'address', tap.mac],
      ]),
    },
  ];
});
