import { evidenceFrom } from '../evidence.ts';
import { findStation } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';

/** Somebody wrote into the forwarding database that the machine is behind another port. */
export const staticStationElsewhere = createCause('static-station-elsewhere', 10, ({ host }) => {
  const { facts, card, bridge } = host;
  const wrong =
    bridge === null
      ? []
      : findStation(facts, bridge.name, card.mac).filter(
          ({ port, isLocal, isStatic, isSticky }) => port !== card.tap && (isStatic || isSticky) && !isLocal,
        );
  // A bridge that knows VLANs has an entry for each, and one without; what deletes one deletes them all (bridge(8), fdb delete).
  const byPort = [...new Map(wrong.map((station) => [station.port, station])).values()];
  return byPort.map(({ mac, port, isSticky }) => ({
    severity: 'blocks',
    place: 'host',
    device: port,
    sentence: `${bridge?.name ?? 'The bridge'} was told that the machine's MAC ${mac} is behind ${port}, and sends its frames there.`,
    evidence: [evidenceFrom(facts.forwarding, `${mac} dev ${port} static${isSticky ? ' sticky' : ''}`)],
    fix: fixBy('host', 'Remove the entry; the bridge learns by itself where the machine is.', [
      ['bridge', 'fdb', 'del', mac, 'dev', port, 'master'],
      ['bridge', 'fdb', 'add', mac, 'dev', port, 'master', 'static', ...(isSticky ? ['sticky'] : [])],
    ]),
  }));
});
