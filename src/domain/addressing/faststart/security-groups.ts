/** How the cluster controller cuts a private subnet into security groups, by eucalyptus 3.3.0, net/vnetwork.c. */
export interface SecurityGroups {
  /** ADDRSPERNET as it really uses it. */
  readonly addressesPerGroup: number;
  /** Security groups that can be used at the same time. */
  readonly groups: number;
  /** Instances in each of them. */
  readonly instancesPerGroup: number;
}

/** The sizes that FastStart's screen offers (iw/frontend_gui.py); 32 is its default. */
export const groupSizes = [16, 32, 64, 128, 256] as const;

const largest = 2_048;
const smallest = 16;
const mostNetworks = 4_096;

/** Networks that the controller keeps for itself: 0 and 1. */
const reservedNetworks = 2;

/** The code reserves 10 addresses of each, the documentation says 11: the smaller number of instances is told. */
const reservedAddresses = 11;

/** More than 2048 becomes 2048, up to 8 becomes 16, and what is no power of two the next lower one, at least 16. */
export function toAddressesPerGroup(wanted: number): number {
  if (wanted > largest) {
    return largest;
  }
  return wanted <= 8 ? smallest : Math.max(smallest, 2 ** Math.floor(Math.log2(wanted)));
}

/**
 * Its first step is floor((2^32 - 1 - netmask) / ADDRSPERNET), which loses one where the two divide evenly: a /16 with 32 gives
 * 2045 groups by the code and 2046 by the documentation. What the code does counts.
 */
export function countSecurityGroups(prefixLength: number, wanted: number): SecurityGroups {
  const addressesPerGroup = toAddressesPerGroup(wanted);
  const networks = Math.min(mostNetworks, Math.floor((2 ** (32 - prefixLength) - 1) / addressesPerGroup));
  return {
    addressesPerGroup,
    groups: Math.max(0, networks - reservedNetworks),
    instancesPerGroup: addressesPerGroup - reservedAddresses,
  };
}

/** The smallest subnet with at least so many groups; null where even a /8 has fewer. */
export function findPrefixLengthFor(groups: number, addressesPerGroup: number): number | null {
  for (let prefixLength = 30; prefixLength >= 8; prefixLength--) {
    if (countSecurityGroups(prefixLength, addressesPerGroup).groups >= groups) {
      return prefixLength;
    }
  }
  return null;
}

/** What a person gets for a private subnet and so many public addresses, in words. */
export function describeCapacity(prefixLength: number, wanted: number, publicCount: number): string {
  const { groups, instancesPerGroup } = countSecurityGroups(prefixLength, wanted);
  if (groups === 0) {
    return 'No security group fits into this private subnet, so no instance would run.';
  }
  const instances = groups * instancesPerGroup;
  const inWords = `${groups} security ${plural(groups, 'group')} of up to ${instancesPerGroup} instances each, ${instances} in all`;
  const withAddress = Math.min(publicCount, instances);
  return `${inWords}; ${withAddress} of them at a time can have a public address of their own.`;
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}
