import { evidenceFrom } from '../evidence.ts';
import { findPort } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';

/** Isolated ports talk to ports that are not, and never to one another (bridge(8), isolated). */
export const portsIsolated = createCause('ports-isolated', 12, ({ host }) => {
  const tap = findPort(host.facts, host.tap?.name ?? null);
  const uplinks = host.uplinks.map(({ name }) => findPort(host.facts, name)).filter((port) => port?.isIsolated === true);
  const [uplink] = uplinks;
  if (tap?.isIsolated !== true || !uplink || uplinks.length < host.uplinks.length) {
    return [];
  }
  return [
    {
      severity: 'blocks',
      place: 'host',
      device: tap.name,
      sentence: `${tap.name} and ${uplink.name} are both isolated: the bridge passes nothing between them.`,
      evidence: [tap, uplink].map(({ name }) => evidenceFrom(host.facts.ports, `${name}: isolated on`)),
      fix: fixBy('host', 'The way out should not be isolated; machines may be.', [
        ['bridge', 'link', 'set', 'dev', uplink.name, 'isolated', 'off'],
        ['bridge', 'link', 'set', 'dev', uplink.name, 'isolated', 'on'],
      ]),
    },
  ];
});
