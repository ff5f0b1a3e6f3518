import { stringify } from 'yaml';
import { describeRange, formatRange } from '../addressing/address-range.ts';
import { formatIpv4, type Ipv4 } from '../addressing/ipv4.ts';
import type { DiskPlace } from '../machines/machine-disk.ts';
import type { CloudWish, MachineWish } from './cloud-wish.ts';
import { cloudFileVersion } from './read-cloud-file.ts';

/**
 * The cloud file that reads as this very wish; what is proposed is left out. It holds no secret, so it can lie in git and go by mail.
 */
export function writeCloudFile(wish: CloudWish): string {
  const { name, recipe, shape, install, isoPath, bridge, disks, machines, addresses, locale } = wish;
  const content = leaveOut({
    cloud: cloudFileVersion,
    name,
    recipe,
    shape,
    install,
    iso: isoPath,
    bridge,
    disks: disks === null ? null : toDisks(disks),
    machines: machines.length === 0 ? null : machines.map(toMachine),
    addresses: orNothing({
      public: addresses.public.length === 0 ? null : addresses.public.map(formatRange).join(' '),
      publicCount: addresses.publicCount,
      private: addresses.private === null ? null : describeRange(addresses.private),
      addressesPerGroup: addresses.addressesPerGroup,
      bridge: toText(addresses.bridgeAddress),
    }),
    locale: orNothing({ ...locale }),
  });
  return stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
}

function toMachine({ role, name, isoPath, address, memoryMiB, vcpus, diskGiB, diskName, bridge, mac }: MachineWish) {
  return leaveOut({
    role,
    name,
    memoryMiB,
    vcpus,
    diskGiB,
    diskName,
    iso: isoPath,
    bridge,
    mac,
    address: toText(address),
  });
}

function toDisks({ kind, ...rest }: DiskPlace) {
  return { kind, ...rest };
}

function toText(address: Ipv4 | null): string | null {
  return address === null ? null : formatIpv4(address);
}

function leaveOut(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function orNothing(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  const kept = leaveOut(fields);
  return Object.keys(kept).length === 0 ? null : kept;
}
