import { known } from '#domain/fact.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import type { CardEnd } from '#domain/path/walk/scene.ts';

/** What of the replica is the same in every test. Taps begin with fe, as libvirt makes them; instances with d0:0d, as Eucalyptus does. */
export const replica = {
  uplinkMac: '52:54:00:77:00:01',
  machineMac: '52:54:00:77:00:20',
  instanceMac: 'd0:0d:00:00:00:05',
  lanAddress: '10.77.0.10',
  hostAddress: '10.77.0.2',
  machineAddress: '10.77.0.20',
  publicAddress: '10.77.0.101',
  privateAddress: '172.16.0.5',
  gatewayAddress: '172.16.0.1',
} as const;

export const replicaCard: CardEnd = { machineName: 'ciab', mac: replica.machineMac, bridge: 'br0', tap: 'vnet5' };

/** A namespace has no hardware: the veth that stands for the host's card is called one. */
export function withCard(facts: PlaceFacts): PlaceFacts {
  return facts.links.kind === 'unavailable'
    ? facts
    : {
        ...facts,
        links: known(
          facts.links.value.map((link) => (link.name === 'em1' ? { ...link, kind: 'physical' as const } : link)),
          facts.links.command,
        ),
      };
}
