import type { Finding } from '../causes/cause.ts';
import type { Evidence } from '../evidence.ts';
import type { Sightings } from './copy.ts';
import type { CounterChange } from './find-counter-changes.ts';
import { showArp, type Gap } from './gap.ts';

/** Which field of the kernel grows where this cause is at work (docs/path-faults.md, the signs of each row). */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  'forwarding-off': ['IpInAddrErrors'],
  'interface-forwarding-off': ['IpInAddrErrors'],
  'reverse-path-filter': ['TcpExtIPReversePathFilter'],
  'mtu-smaller-inside': ['IpFragFails'],
  'mtu-black-hole': ['IpFragFails'],
  'tap-mtu-fragments': ['IpFragFails'],
  'time-to-live-ends': ['IpInHdrErrors'],
  'inner-route-missing': ['IpOutNoRoutes', 'IpInNoRoutes'],
  'route-forbidden': ['IpOutNoRoutes', 'IpInNoRoutes'],
  'instance-route-missing': ['IpOutNoRoutes'],
};

/** Causes whose effect is that nobody answers a question for an address. */
const silent: ReadonlySet<string> = new Set([
  'uplink-down',
  'uplink-not-in-bridge',
  'uplink-port-blocked',
  'host-bridge-down',
  'tap-port-not-forwarding',
  'tap-not-in-bridge',
  'tap-without-owner',
  'guest-nic-down',
  'guest-not-reading',
  'public-address-missing',
  'ports-isolated',
  'nat-wrong-target',
  'inner-bridge-no-carrier',
  'inner-port-down',
  'inner-frames-dropped',
  'instance-silent',
  'instance-route-missing',
]);

/** What was counted or heard during the trace that fits this cause; null: nothing does. */
export function findSupport(
  { causeId, evidence, place, device }: Finding,
  changes: readonly CounterChange[],
  { trail, stops }: Gap,
  { copies }: Sightings,
): Evidence | null {
  const there = changes.filter((change) => change.place === place);
  const rule = there.find((change) => change.kind === 'rule' && evidence.some(({ text }) => text === change.text));
  const field = there.find((change) => change.kind === 'protocol' && fieldsOf[causeId]?.includes(change.name) === true);
  const link = there.find((change) => change.kind === 'link' && change.device === device);
  const counted = rule ?? field ?? link;
  if (counted !== undefined) {
    return counted.evidence;
  }
  if (trail.arp !== null && silent.has(causeId)) {
    return showArp(trail.arp, trail);
  }
  const [last] = stops;
  const strayed = copies.find(
    ({ hopId, destinationMac }) => hopId === last?.hopId && last.mac !== null && destinationMac !== last.mac,
  );
  return causeId === 'stale-neighbour' && strayed !== undefined
    ? { text: `the probe is addressed to ${strayed.destinationMac ?? '?'}`, command: `tcpdump -e -i ${last?.name ?? '?'}` }
    : null;
}
