import { evidenceFrom } from '../evidence.ts';
import { findStation } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';
import { findForeignNeighbour } from './find-foreign-neighbour.ts';

/** The host still sends to a MAC that nobody has any more. Other stations may remember it as well. */
export const staleNeighbour = createCause('stale-neighbour', 22, (found) => {
  const { host } = found;
  const neighbour = findForeignNeighbour(found);
  if (!neighbour || host.bridge === null || findStation(host.facts, host.bridge.name, neighbour.mac).length > 0) {
    return [];
  }
  return [
    {
      severity: 'degrades',
      place: 'host',
      device: neighbour.device,
      sentence: `The host remembers ${neighbour.address} at MAC ${neighbour.mac}, which no station has; the machine's card has ${host.card.mac ?? 'another'}.`,
      evidence: [
        evidenceFrom(
          host.facts.neighbours,
          `${neighbour.address} dev ${neighbour.device} lladdr ${neighbour.mac} ${neighbour.states.join(' ')}`,
        ),
        evidenceFrom(host.facts.forwarding, `no entry for ${neighbour.mac} in ${host.bridge.name}`),
      ],
      fix: fixBy('host', 'Forget the entry; the next packet asks anew. Other stations need the same, or wait.', [
        ['ip', 'neigh', 'del', neighbour.address, 'dev', neighbour.device],
        ['ip', 'neigh', 'replace', neighbour.address, 'lladdr', neighbour.mac, 'dev', neighbour.device],
      ]),
    },
  ];
});
