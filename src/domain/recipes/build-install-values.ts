import { countAddresses, type AddressRange } from '../addressing/address-range.ts';
import type { CloudAddresses } from '../addressing/cloud-addresses.ts';
import { formatIpv4 } from '../addressing/ipv4.ts';
import { defaultLocale, type InstallLocale, type InstallValues } from './install-values.ts';

export interface InstallValuesInput {
  readonly addresses: CloudAddresses;
  /** The machine that is installed: one of those of the plan. */
  readonly machine: string;
  /** Which role each machine of the plan has. */
  readonly roleOf: Readonly<Record<string, string>>;
  readonly network: { readonly prefixLength: number; readonly gateway: string; readonly nameservers: readonly string[] };
  /** Ranges of the recipe that a plan does not know by name, such as a VIP. */
  readonly otherRanges?: Readonly<Record<string, readonly AddressRange[]>>;
  readonly locale?: InstallLocale;
  readonly filesUrl: string | null;
}

/** From an address plan to what a recipe's texts ask for. null: the plan has no such machine. */
export function buildInstallValues(input: InstallValuesInput): InstallValues | null {
  const { addresses, machine, roleOf, network, otherRanges = {}, locale = defaultLocale, filesUrl } = input;
  const found = addresses.machines.find(({ name }) => name === machine);
  if (found === undefined) {
    return null;
  }
  const { private: subnet, bridgeAddress } = addresses;
  const perGroup = subnet?.addressesPerGroup ?? null;
  const others = addresses.machines.filter(({ name }) => name !== machine);
  const roles = [...new Set(Object.values(roleOf))];
  return {
    cloudName: addresses.cloud,
    machine: { name: machine, ip: formatIpv4(found.address), ...network },
    ranges: {
      ...otherRanges,
      public: toRangeOrList(addresses.public),
      ...(subnet === null ? {} : { private: [subnet.range] }),
      ...(bridgeAddress === null ? {} : { bridge: [{ first: bridgeAddress, last: bridgeAddress }] }),
    },
    settings: perGroup === null ? {} : { 'addresses-per-group': perGroup },
    peers: Object.fromEntries(
      roles.map((role) => [role, others.filter(({ name }) => roleOf[name] === role).map(({ address }) => formatIpv4(address))]),
    ),
    locale,
    filesUrl,
  };
}

/** Installers take one range, or single addresses. */
function toRangeOrList(ranges: readonly AddressRange[]): readonly AddressRange[] {
  return ranges.length < 2
    ? ranges
    : ranges.flatMap((range) =>
        Array.from({ length: countAddresses(range) }, (_none, at) => ({ first: range.first + at, last: range.first + at })),
      );
}
