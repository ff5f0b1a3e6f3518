import { toClaimView } from '#domain/addressing/address-map.ts';
import { toCloudAddresses, toDay, type AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { toPublicIps, toSubnetAndMask } from '#domain/addressing/cloud-addresses.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { FactList, type FactRow } from '#renderer/ui/fact-list.tsx';

/** What a cloud would get, with the words and in the order of FastStart's screens, ready to be copied. */
export function ClaimAnswers({ claim }: { readonly claim: AddressClaim }) {
  const addresses = toCloudAddresses(claim);
  const { capacity } = toClaimView(claim, claim.owner, 0);
  const { private: subnet, bridgeAddress } = addresses;
  const mask = subnet === null ? null : toSubnetAndMask(subnet);
  const rows: readonly FactRow[] = [
    ...addresses.machines.map(({ name, address }) => ({
      label: `Machine ${name}`,
      value: formatIpv4(address),
      copy: formatIpv4(address),
    })),
    ...(addresses.public.length === 0 ? [] : [toRow('Public IP range/list', toPublicIps(addresses))]),
    ...(mask === null ? [] : [toRow('Private subnet', mask.subnet), toRow('Private netmask', mask.netmask)]),
    ...(bridgeAddress === null ? [] : [toRow('NC bridge IP', formatIpv4(bridgeAddress))]),
    ...(capacity === null ? [] : [{ label: 'Gives', value: capacity, isWords: true }]),
    { label: 'Claimed until', value: claim.untilEpochMs === null ? 'it is released' : toDay(claim.untilEpochMs), isWords: true },
  ];
  return <FactList rows={rows} />;
}

function toRow(label: string, value: string): FactRow {
  return { label, value, copy: value };
}
