import type { CloudAddresses, PrivateSubnet } from '../addressing/cloud-addresses.ts';
import type { AddressRange } from '../addressing/address-range.ts';
import type { Ipv4 } from '../addressing/ipv4.ts';
import type { DiskPlace } from '../machines/machine-disk.ts';
import type { InstallHow } from '../recipes/install-shapes.ts';
import type { InstallLocale } from '../recipes/install-values.ts';

export type InstallKind = InstallHow['kind'];

/** One machine of a cloud, with everything decided. */
export interface CloudMachine {
  readonly name: string;
  /** Of the recipe, e.g. nc. */
  readonly role: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly diskGiB: number;
  readonly diskName: string;
  readonly isoPath: string | null;
  readonly bridge: string;
  readonly mac: string;
  readonly address: Ipv4;
}

/** A cloud with nothing left to decide: what is launched, written down on the host, and compared with. */
export interface Cloud {
  readonly name: string;
  readonly recipe: string;
  readonly shape: string;
  /** null: the best way that the recipe has for each role. */
  readonly install: InstallKind | null;
  readonly disks: DiskPlace;
  /** In the order in which they begin: node controllers before their frontend. */
  readonly machines: readonly CloudMachine[];
  /** One range, or single addresses. */
  readonly public: readonly AddressRange[];
  readonly private: PrivateSubnet | null;
  readonly bridgeAddress: Ipv4 | null;
  readonly locale: InstallLocale;
}

export function toCloudAddresses(cloud: Cloud): CloudAddresses {
  return {
    cloud: cloud.name,
    machines: cloud.machines.map(({ name, address }) => ({ name, address })),
    public: cloud.public,
    private: cloud.private,
    bridgeAddress: cloud.bridgeAddress,
  };
}
