import type { Cloud, CloudMachine } from '#domain/clouds/cloud.ts';
import type { CloudWish, MachineWish } from '#domain/clouds/cloud-wish.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { defaultLocale } from '#domain/recipes/install-values.ts';
import { anAddress } from './addressing.ts';

/** Say only what differs. */
export function aCloudMachine(more: Partial<CloudMachine> = {}): CloudMachine {
  const { name = 'blue' } = more;
  return {
    name,
    role: 'ciab',
    memoryMiB: 4096,
    vcpus: 2,
    diskGiB: 100,
    diskName: name,
    isoPath: '/var/lib/iso/silvereye-nightly-3.3-m5.iso',
    bridge: 'br0',
    mac: '52:54:00:0a:0b:0c',
    address: anAddress('10.101.7.2'),
    ...more,
  };
}

/** A Cloud in a Box as the seed has it: say only what differs. */
export function aCloud(more: Partial<Cloud> = {}): Cloud {
  return {
    name: 'blue',
    recipe: 'eucalyptus-faststart-3',
    shape: 'cloud-in-a-box',
    install: null,
    disks: { kind: 'lvm', group: 'vg01' },
    machines: [aCloudMachine()],
    public: [toKnownRange('10.101.7.64-10.101.7.95')],
    private: { range: toKnownRange('172.30.0.0/23'), addressesPerGroup: 32 },
    bridgeAddress: anAddress('172.30.15.254'),
    locale: defaultLocale,
    ...more,
  };
}

/** A frontend with two node controllers, which begin before it. */
export function aLargeCloud(more: Partial<Cloud> = {}): Cloud {
  const machine = (name: string, role: string, at: number) =>
    aCloudMachine({ name, role, mac: `52:54:00:0a:0b:0${at}`, address: anAddress(`10.101.7.${at}`) });
  return aCloud({
    shape: 'frontend-and-nodes',
    machines: [machine('blue-nc-1', 'nc', 3), machine('blue-nc-2', 'nc', 4), machine('blue-frontend', 'frontend', 2)],
    bridgeAddress: null,
    ...more,
  });
}

/** Nothing said but what must be. */
export function aWish(more: Partial<CloudWish> = {}): CloudWish {
  return {
    name: 'blue',
    recipe: 'eucalyptus-faststart-3',
    shape: null,
    install: null,
    isoPath: null,
    bridge: null,
    disks: null,
    machines: [],
    addresses: { public: [], publicCount: null, private: null, addressesPerGroup: null, bridgeAddress: null },
    locale: { timezone: null, keyboard: null, language: null },
    ...more,
  };
}

export function aMachineWish(role: string, more: Partial<MachineWish> = {}): MachineWish {
  return {
    role,
    name: null,
    memoryMiB: null,
    vcpus: null,
    diskGiB: null,
    diskName: null,
    isoPath: null,
    bridge: null,
    mac: null,
    address: null,
    ...more,
  };
}
