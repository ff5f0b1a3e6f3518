import type { FileProblem } from '../yaml/file-problem.ts';
import { list, object, optional, required, tagged } from '../yaml/collection-shapes.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { choice, text, wholeNumber } from '../yaml/scalar-shapes.ts';
import { refuse, wrong, type Shape } from '../yaml/shape.ts';
import { id } from '../recipes/words.ts';
import type { CloudWish } from './cloud-wish.ts';
import {
  bridgeName,
  cloudName,
  diskGiB,
  hostFile,
  ipv4,
  macAddress,
  machineName,
  network,
  ranges,
  volumeName,
} from './cloud-words.ts';

/** The format that this Nutshell reads and writes. */
export const cloudFileVersion = 1;

export type CloudFileReading =
  { readonly kind: 'read'; readonly wish: CloudWish } | { readonly kind: 'refused'; readonly problems: readonly FileProblem[] };

const anyVersion = wholeNumber({ min: 1, max: 1_000 });

const version: Shape<number> = (node, place) => {
  const value = anyVersion(node, place);
  return value === wrong || value <= cloudFileVersion
    ? value
    : refuse(
        place,
        `This file is of version ${value}, and this Nutshell reads up to version ${cloudFileVersion}. Take a newer Nutshell.`,
      );
};

const machine = object('a machine', {
  role: required(id),
  name: optional(machineName, null),
  memoryMiB: optional(wholeNumber({ min: 64, max: 4_194_304, unit: 'MiB' }), null),
  vcpus: optional(wholeNumber({ min: 1, max: 512 }), null),
  diskGiB: optional(diskGiB, null),
  diskName: optional(volumeName, null),
  iso: optional(hostFile, null),
  bridge: optional(bridgeName, null),
  mac: optional(macAddress, null),
  address: optional(ipv4, null),
});

const addresses = object('the addresses', {
  public: optional(ranges, []),
  publicCount: optional(wholeNumber({ min: 1, max: 2_047, unit: 'addresses' }), null),
  private: optional(network, null),
  addressesPerGroup: optional(wholeNumber({ min: 1, max: 65_536 }), null),
  bridge: optional(ipv4, null),
});

const locale = object('the locale', {
  timezone: optional(text({ maxLength: 60 }), null),
  keyboard: optional(text({ maxLength: 40 }), null),
  language: optional(text({ maxLength: 40 }), null),
});

const disks = tagged('kind', {
  lvm: { group: required(volumeName) },
  'lvm-thin': { group: required(volumeName), pool: required(volumeName) },
  file: { folder: required(hostFile), format: required(choice('qcow2', 'raw')) },
});

const cloudFile = object('a cloud file', {
  cloud: required(version),
  name: required(cloudName),
  recipe: required(id),
  shape: optional(id, null),
  install: optional(choice('direct-kernel', 'boot-menu', 'seed-disk', 'rewritten-iso', 'answer-sheet'), null),
  iso: optional(hostFile, null),
  bridge: optional(bridgeName, null),
  disks: optional(disks, null),
  machines: optional(list(machine, { max: 40 }), []),
  addresses: optional(addresses, {
    public: [],
    publicCount: null,
    private: null,
    addressesPerGroup: null,
    bridge: null,
  }),
  locale: optional(locale, { timezone: null, keyboard: null, language: null }),
});

/** A cloud file, or everything that is wrong with it, each with its place. Whether the recipe is there is for others to ask. */
export function readCloudFile(content: string): CloudFileReading {
  const reading = readYaml(content, cloudFile);
  if (reading.kind === 'refused') {
    return reading;
  }
  const { name, recipe, shape, install, iso, bridge, disks: place, machines, addresses: wanted, locale: words } = reading.value;
  const wish: CloudWish = {
    name,
    recipe,
    shape,
    install,
    isoPath: iso,
    bridge,
    disks: place,
    locale: words,
    machines: machines.map(({ iso: own, ...more }) => ({ ...more, isoPath: own })),
    addresses: {
      public: wanted.public,
      publicCount: wanted.publicCount,
      private: wanted.private,
      addressesPerGroup: wanted.addressesPerGroup,
      bridgeAddress: wanted.bridge,
    },
  };
  const problems = checkWhole(wish).map(({ field, message }) => ({ field, message, ...reading.spotOf(field) }));
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'read', wish };
}

/** What is right field by field, and not together. */
function checkWhole({ machines, addresses: wanted }: CloudWish): readonly Pick<FileProblem, 'field' | 'message'>[] {
  const both = wanted.public.length > 0 && wanted.publicCount !== null;
  return [
    ...findTwice(machines, 'name', 'Two machines are called'),
    ...findTwice(machines, 'mac', 'Two machines have the MAC'),
    ...findTwice(machines, 'address', 'Two machines have the address'),
    ...(both
      ? [
          {
            field: 'addresses.publicCount',
            message: 'Say which public addresses it has, or how many, not both. Leave one of the two out.',
          },
        ]
      : []),
  ];
}

function findTwice(
  machines: CloudWish['machines'],
  field: 'name' | 'mac' | 'address',
  message: string,
): readonly Pick<FileProblem, 'field' | 'message'>[] {
  const values = machines.map((one) => one[field]);
  return values.flatMap((value, at) =>
    value !== null && values.indexOf(value) < at
      ? [
          {
            field: `machines[${at}].${field}`,
            message: field === 'address' ? `${message} of machines[${values.indexOf(value)}] too.` : `${message} ${value}.`,
          },
        ]
      : [],
  );
}
