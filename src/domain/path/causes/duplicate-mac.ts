import { evidenceFrom } from '../evidence.ts';
import { findStation } from '../walk/place-questions.ts';
import { adviceOnly, createCause } from './cause.ts';

/** Two stations with one MAC: the bridge sends frames to whichever spoke last. */
export const duplicateMac = createCause('duplicate-mac', 8, ({ host }) => {
  const { facts, card, otherCards, bridge } = host;
  if (card.mac === null || card.tap === null || bridge === null) {
    return [];
  }
  const twins = otherCards.filter(({ mac }) => mac === card.mac);
  const elsewhere = findStation(facts, bridge.name, card.mac).filter(
    ({ port, isLocal, isStatic, isSticky }) => port !== card.tap && !isLocal && !isStatic && !isSticky,
  );
  if (twins.length === 0 && elsewhere.length === 0) {
    return [];
  }
  const who =
    twins.length > 0
      ? twins.map(({ machineName }) => `machine ${machineName}`)
      : elsewhere.map(({ port }) => `a station behind ${port}`);
  return [
    {
      severity: 'blocks',
      place: 'host',
      device: card.tap,
      sentence: `${card.machineName} and ${who.join(' and ')} have the same MAC ${card.mac}: answers reach now one, now the other.`,
      evidence: [
        ...twins.map(({ machineName, tap }) => ({
          text: `${machineName}: MAC ${card.mac}${tap === null ? '' : ` on ${tap}`}`,
          command: "QEMU's command line",
        })),
        ...elsewhere.map(({ mac, port }) => evidenceFrom(facts.forwarding, `${mac} dev ${port} master ${bridge.name}`)),
      ],
      fix: adviceOnly(`Give one of the two another MAC while it is off. "bridge monitor fdb" shows the entry jump until then.`),
    },
  ];
});
