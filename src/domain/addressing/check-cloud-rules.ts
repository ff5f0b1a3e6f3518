import type { AddressDemand } from './address-demand.ts';
import { findPrefixLength } from './address-range.ts';
import { toPublicIps, toSubnetAndMask, type CloudAddresses } from './cloud-addresses.ts';
import { checkClusterSettings } from './faststart/cluster-rules.ts';
import { checkInstallerAnswers } from './faststart/installer-rules.ts';
import { listBroken, type RuleFinding } from './faststart/rule-finding.ts';
import type { HostNetwork } from './host-network.ts';
import { formatIpv4 } from './ipv4.ts';
import type { PlanRefusal } from './plan-outcome.ts';

/** FastStart's only network mode: "Silvereye does not yet support any other network modes". */
const faststartMode = 'MANAGED-NOVLAN';

/** What the installer and the cluster controller will say to these addresses, rule by rule. */
export function judgeFaststart(addresses: CloudAddresses, network: HostNetwork): readonly RuleFinding[] {
  const publicIps = toPublicIps(addresses);
  const { private: subnet, bridgeAddress } = addresses;
  if (subnet === null) {
    return [];
  }
  const { subnet: privateSubnet, netmask: privateNetmask } = toSubnetAndMask(subnet);
  const addressesPerGroup = subnet.addressesPerGroup ?? 0;
  return [
    ...checkInstallerAnswers({
      publicIps,
      nameservers: [network.nameserver ?? network.gateway].flatMap((one) => (one === null ? [] : [formatIpv4(one)])).join(' '),
      privateSubnet,
      privateNetmask,
      addressesPerGroup: String(addressesPerGroup),
      bridgeIp: bridgeAddress === null ? null : formatIpv4(bridgeAddress),
      publicSubnet: network.subnet,
    }),
    ...checkClusterSettings({
      mode: faststartMode,
      publicIps,
      privatePrefixLength: findPrefixLength(subnet.range) ?? 32,
      addressesPerGroup,
    }),
  ];
}

/** The rules of the cloud's software that a plan would break. A nameserver is asked for when the machine is launched, not here. */
export function checkCloudRules(
  addresses: CloudAddresses,
  { rules }: Pick<AddressDemand, 'rules'>,
  network: HostNetwork,
): readonly PlanRefusal[] {
  if (rules === 'none') {
    return [];
  }
  const { cloud, private: subnet } = addresses;
  const isNetwork = subnet === null || findPrefixLength(subnet.range) !== null;
  const broken = isNetwork
    ? listBroken(judgeFaststart(addresses, network).filter(({ id }) => id !== 'nameservers'))
    : ['The private subnet must be one network, such as 172.30.0.0/23.'];
  return [...new Set(broken)].map((message) => ({ kind: 'broken-rule', cloud, message: `Cloud ${cloud}: ${message}` }));
}
