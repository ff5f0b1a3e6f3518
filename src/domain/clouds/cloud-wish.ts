import type { AddressRange } from '../addressing/address-range.ts';
import type { Ipv4 } from '../addressing/ipv4.ts';
import type { DiskPlace } from '../machines/machine-disk.ts';
import type { InstallLocale } from '../recipes/install-values.ts';
import type { Cloud, InstallKind } from './cloud.ts';

/** What a person says about one machine. null: it is proposed. */
export interface MachineWish {
  readonly role: string;
  readonly name: string | null;
  readonly memoryMiB: number | null;
  readonly vcpus: number | null;
  readonly diskGiB: number | null;
  readonly diskName: string | null;
  /** null: that of the cloud. */
  readonly isoPath: string | null;
  /** null: that of the cloud. */
  readonly bridge: string | null;
  readonly mac: string | null;
  readonly address: Ipv4 | null;
}

export interface AddressWish {
  /** Empty: as many as publicCount says are found. */
  readonly public: readonly AddressRange[];
  /** null where the addresses themselves are given, or the recipe's sensible number. */
  readonly publicCount: number | null;
  readonly private: AddressRange | null;
  readonly addressesPerGroup: number | null;
  readonly bridgeAddress: Ipv4 | null;
}

/** A cloud as a cloud file has it: a name and a recipe, and as much more as a person cares to say. */
export interface CloudWish {
  readonly name: string;
  readonly recipe: string;
  readonly shape: string | null;
  readonly install: InstallKind | null;
  readonly isoPath: string | null;
  readonly bridge: string | null;
  readonly disks: DiskPlace | null;
  /** Empty: as few as the shape has. */
  readonly machines: readonly MachineWish[];
  readonly addresses: AddressWish;
  readonly locale: { readonly [Part in keyof InstallLocale]: string | null };
}

/** A cloud that is there, as the wish for exactly it: what `export` writes. */
export function toWish(cloud: Cloud): CloudWish {
  const { name, recipe, shape, install, disks, locale } = cloud;
  return {
    name,
    recipe,
    shape,
    install,
    isoPath: findShared(cloud.machines.map(({ isoPath }) => isoPath)),
    bridge: findShared(cloud.machines.map(({ bridge }) => bridge)),
    disks,
    machines: cloud.machines.map((machine) => toMachineWish(machine, cloud)),
    addresses: {
      public: cloud.public,
      publicCount: null,
      private: cloud.private?.range ?? null,
      addressesPerGroup: cloud.private?.addressesPerGroup ?? null,
      bridgeAddress: cloud.bridgeAddress,
    },
    locale,
  };
}

function toMachineWish(machine: Cloud['machines'][number], { machines }: Cloud): MachineWish {
  const { isoPath, bridge, ...own } = machine;
  return {
    ...own,
    isoPath: findShared(machines.map((one) => one.isoPath)) === null ? isoPath : null,
    bridge: findShared(machines.map((one) => one.bridge)) === null ? bridge : null,
  };
}

/** What all of them have; null where they differ. */
function findShared(values: readonly (string | null)[]): string | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}
