import type { Cause } from './cause.ts';
import { bridgeNetfilterDrops } from './bridge-netfilter-drops.ts';
import { connectionsFull } from './connections-full.ts';
import { duplicateAddress } from './duplicate-address.ts';
import { duplicateMacInside } from './duplicate-mac-inside.ts';
import { duplicateMac } from './duplicate-mac.ts';
import { forwardDrops } from './forward-drops.ts';
import { forwardRejects } from './forward-rejects.ts';
import { forwardingOff } from './forwarding-off.ts';
import { frameRulesDrop } from './frame-rules-drop.ts';
import { guestNicDown } from './guest-nic-down.ts';
import { guestNotReading } from './guest-not-reading.ts';
import { hairpinBroken } from './hairpin-broken.ts';
import { hostBridgeDown } from './host-bridge-down.ts';
import { ingressDrops } from './ingress-drops.ts';
import { innerBridgeNoCarrier } from './inner-bridge-no-carrier.ts';
import { innerFramesDropped } from './inner-frames-dropped.ts';
import { innerPortDown } from './inner-port-down.ts';
import { innerRouteMissing } from './inner-route-missing.ts';
import { instanceMtuSmaller } from './instance-mtu-smaller.ts';
import { instanceRefuses } from './instance-refuses.ts';
import { instanceRouteMissing } from './instance-route-missing.ts';
import { instanceSilent } from './instance-silent.ts';
import { interfaceForwardingOff } from './interface-forwarding-off.ts';
import { machineRefuses } from './machine-refuses.ts';
import { machineRouteMissing } from './machine-route-missing.ts';
import { mtuBlackHole } from './mtu-black-hole.ts';
import { mtuSmallerInside } from './mtu-smaller-inside.ts';
import { natMissing } from './nat-missing.ts';
import { natWrongTarget } from './nat-wrong-target.ts';
import { nftTableDrops } from './nft-table-drops.ts';
import { portsIsolated } from './ports-isolated.ts';
import { publicAddressMissing } from './public-address-missing.ts';
import { replyDropped } from './reply-dropped.ts';
import { reversePathFilter } from './reverse-path-filter.ts';
import { routeForbidden } from './route-forbidden.ts';
import { sourceNatMissing } from './source-nat-missing.ts';
import { staleConnection } from './stale-connection.ts';
import { staleNeighbour } from './stale-neighbour.ts';
import { staticStationElsewhere } from './static-station-elsewhere.ts';
import { stationUnknownNoFlood } from './station-unknown-no-flood.ts';
import { tapMacEqualsGuest } from './tap-mac-equals-guest.ts';
import { tapMtuFragments } from './tap-mtu-fragments.ts';
import { tapMtuSilent } from './tap-mtu-silent.ts';
import { tapNotInBridge } from './tap-not-in-bridge.ts';
import { tapPortNotForwarding } from './tap-port-not-forwarding.ts';
import { tapWithoutOwner } from './tap-without-owner.ts';
import { timeToLiveEnds } from './time-to-live-ends.ts';
import { uplinkDown } from './uplink-down.ts';
import { uplinkNotInBridge } from './uplink-not-in-bridge.ts';
import { uplinkPortBlocked } from './uplink-port-blocked.ts';
import { vlanMismatch } from './vlan-mismatch.ts';

/** Every cause that shows before a packet is sent, in the order of the way. Those of docs/path-faults.md that are missing here show only to a trace. */
export const allCauses: readonly Cause[] = [
  uplinkDown,
  uplinkNotInBridge,
  hostBridgeDown,
  uplinkPortBlocked,
  tapPortNotForwarding,
  bridgeNetfilterDrops,
  frameRulesDrop,
  duplicateMac,
  tapMacEqualsGuest,
  staticStationElsewhere,
  stationUnknownNoFlood,
  portsIsolated,
  vlanMismatch,
  tapMtuFragments,
  tapMtuSilent,
  tapWithoutOwner,
  guestNotReading,
  tapNotInBridge,
  guestNicDown,
  publicAddressMissing,
  duplicateAddress,
  staleNeighbour,
  ingressDrops,
  natMissing,
  natWrongTarget,
  staleConnection,
  forwardingOff,
  interfaceForwardingOff,
  reversePathFilter,
  forwardDrops,
  nftTableDrops,
  forwardRejects,
  connectionsFull,
  innerRouteMissing,
  routeForbidden,
  innerBridgeNoCarrier,
  innerPortDown,
  instanceSilent,
  innerFramesDropped,
  mtuSmallerInside,
  mtuBlackHole,
  instanceMtuSmaller,
  instanceRouteMissing,
  instanceRefuses,
  replyDropped,
  sourceNatMissing,
  hairpinBroken,
  timeToLiveEnds,
  duplicateMacInside,
  machineRefuses,
  machineRouteMissing,
];
