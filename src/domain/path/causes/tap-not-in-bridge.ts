import { createCause, fixBy } from './cause.ts';
import { showLink } from './evidence-lines.ts';

export const tapNotInBridge = createCause('tap-not-in-bridge', 18, ({ host }) => {
  const { tap, card, facts } = host;
  if (tap === null || card.bridge === null || tap.master === card.bridge) {
    return [];
  }
  return [
    {
      severity: 'blocks',
      place: 'host',
      device: tap.name,
      sentence: `${tap.name} is ${tap.master === null ? 'in no bridge' : `in ${tap.master}`}, not in ${card.bridge}: the machine is not on that network.`,
      evidence: [showLink(facts, tap)],
      fix: fixBy('host', `Put ${tap.name} into ${card.bridge}.`, [
        ['ip', 'link', 'set', tap.name, 'master', card.bridge],
        tap.master === null ? ['ip', 'link', 'set', tap.name, 'nomaster'] : ['ip', 'link', 'set', tap.name, 'master', tap.master],
      ]),
    },
  ];
});
