import { evidenceFrom } from '../evidence.ts';
import { findStation } from '../walk/place-questions.ts';
import { adviceOnly, createCause } from './cause.ts';
import { findForeignNeighbour } from './find-foreign-neighbour.ts';

/** Another station answers for the address, so that even a ping succeeds, and never reaches the machine. */
export const duplicateAddress = createCause('duplicate-address', 21, (found) => {
  const { host } = found;
  const neighbour = findForeignNeighbour(found);
  const [station] = neighbour && host.bridge ? findStation(host.facts, host.bridge.name, neighbour.mac) : [];
  if (!neighbour || !station || host.bridge === null) {
    return [];
  }
  return [
    {
      severity: 'blocks',
      place: 'host',
      device: station.port,
      sentence: `Another station has the address ${neighbour.address}: MAC ${neighbour.mac} behind ${station.port}. It may answer, and the machine never hears of it.`,
      evidence: [
        evidenceFrom(host.facts.neighbours, `${neighbour.address} dev ${neighbour.device} lladdr ${neighbour.mac}`),
        evidenceFrom(host.facts.forwarding, `${station.mac} dev ${station.port} master ${host.bridge.name}`),
        { text: `the machine's card has ${host.card.mac ?? 'an unknown MAC'}`, command: "QEMU's command line" },
      ],
      fix: adviceOnly(
        `Find the other one by its MAC and give it another address. "arping -D -I ${host.bridge.name} ${neighbour.address}" on the host shows who answers.`,
      ),
    },
  ];
});
