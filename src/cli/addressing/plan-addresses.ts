import type { AddressReview } from '#contract/addressing.ts';
import { describeRange, findPrefixLength } from '#domain/addressing/address-range.ts';
import { toPublicIps, toSubnetAndMask, type CloudAddresses } from '#domain/addressing/cloud-addresses.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import type { Paint } from '../terminal/paint.ts';
import { toDemandText, type DemandOptions } from './demand-options.ts';
import { toReadable } from './to-readable.ts';

export async function planAddresses(
  invocation: Invocation,
  wanted: string,
  clouds: readonly string[],
  options: DemandOptions,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  const demands = clouds.map((cloud) => toDemandText(cloud, options));
  const review = await client.addressing.plan(
    { hostId: host.id, demands, ignoreLaptop: options.ignoreLaptop ?? false },
    { signal },
  );
  await output.answer({ host: { id: host.id, name: host.name }, ...(toReadable(review) as object) }, (paint) =>
    describe(review, paint),
  );
  review.notes.forEach((note) => output.warn(note));
  return review.outcome.kind === 'planned' ? exitCodes.done : exitCodes.refused;
}

function describe({ outcome, capacities, network }: AddressReview, paint: Paint): string {
  if (outcome.kind === 'refused') {
    return outcome.refusals.map(({ message }) => `${paint.red('refused')} ${message}`).join('\n');
  }
  const clouds = outcome.plan.clouds.map((cloud, at) => describeCloud(cloud, capacities[at] ?? null, paint));
  const mask = `machines: netmask of ${network.bridge} /${network.prefixLength}, gateway ${network.gateway === null ? 'none' : formatIpv4(network.gateway)}`;
  return [...clouds, paint.dim(mask)].join('\n\n');
}

/** With FastStart's own words, in the order of its screens. */
function describeCloud(cloud: CloudAddresses, capacity: string | null, paint: Paint): string {
  const { machines, public: ranges, private: subnet, bridgeAddress } = cloud;
  const lines = [
    paint.bold(cloud.cloud),
    ...machines.map(({ name, address }) => `  machine ${name}: ${formatIpv4(address)}`),
    ...(ranges.length === 0 ? [] : [`  Public IP range/list: ${toPublicIps(cloud)}`]),
    ...(subnet === null ? [] : describeSubnet(subnet)),
    ...(bridgeAddress === null ? [] : [`  NC Bridge IP: ${formatIpv4(bridgeAddress)}`]),
    ...(capacity === null ? [] : [`  ${capacity}`]),
  ];
  return lines.join('\n');
}

function describeSubnet(subnet: NonNullable<CloudAddresses['private']>): readonly string[] {
  const { subnet: network, netmask } = toSubnetAndMask(subnet);
  const { addressesPerGroup, range } = subnet;
  return [
    findPrefixLength(range) === null
      ? `  Private: ${describeRange(range)}`
      : `  Private Subnet: ${network}, Private Netmask: ${netmask}`,
    ...(addressesPerGroup === null ? [] : [`  Addresses per security group: ${addressesPerGroup}`]),
  ];
}
