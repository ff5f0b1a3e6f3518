import { evidenceFrom } from '../evidence.ts';
import { findPort, findStation } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';

/** A bridge that does not know where the machine is, and may not ask everywhere (Proxmox: bridge-disable-mac-learning). */
export const stationUnknownNoFlood = createCause('station-unknown-no-flood', 11, ({ host }) => {
  const { facts, card, bridge, tap } = host;
  const port = findPort(facts, tap?.name ?? null);
  if (bridge === null || port === null || port.floods !== false || card.mac === null || facts.forwarding.kind !== 'known') {
    return [];
  }
  if (findStation(facts, bridge.name, card.mac).some(({ isLocal }) => !isLocal)) {
    return [];
  }
  return [
    {
      severity: 'blocks',
      place: 'host',
      device: port.name,
      sentence: `${bridge.name} does not know where MAC ${card.mac} is, and ${port.name} gets no frames for unknown stations: frames to the machine go nowhere.`,
      evidence: [
        evidenceFrom(facts.ports, `${port.name}: flood off, learning ${port.learns === false ? 'off' : 'on'}`),
        evidenceFrom(facts.forwarding, `no entry for ${card.mac} in ${bridge.name}`),
      ],
      fix: fixBy('host', 'Write the entry, or let the port flood and learn again.', [
        ['bridge', 'fdb', 'add', card.mac, 'dev', port.name, 'master', 'static'],
        ['bridge', 'fdb', 'del', card.mac, 'dev', port.name, 'master'],
      ]),
    },
  ];
});
