import type { Cloud, CloudMachine } from './cloud.ts';
import type { CloudWish, MachineWish } from './cloud-wish.ts';
import type { FoundCloud } from './found-cloud.ts';
import { readCloudFile } from './read-cloud-file.ts';

/** What a launch has written down on the host: a cloud file that leaves nothing open but how it is installed. */
export function readCloudRecord(path: string, text: string): FoundCloud {
  const name = path.split('/').at(-2) ?? path;
  const reading = readCloudFile(text);
  if (reading.kind === 'refused') {
    return { kind: 'broken', name, path, problems: reading.problems };
  }
  const cloud = toCloud(reading.wish);
  if (cloud !== null && cloud.name === name) {
    return { kind: 'read', name, cloud };
  }
  const message =
    cloud === null
      ? 'Something is left open here that a launch decides. Somebody has changed this file by hand.'
      : `It is about cloud ${cloud.name}, and lies where cloud ${name} is written down.`;
  return { kind: 'broken', name, path, problems: [{ line: 1, column: 1, field: '', message }] };
}

/** The other way round than toWish; null where anything is left open. */
export function toCloud(wish: CloudWish): Cloud | null {
  const { name, recipe, shape, install, disks, addresses } = wish;
  const { timezone, keyboard, language } = wish.locale;
  const machines = wish.machines.map((machine) => toCloudMachine(machine, wish)).filter((machine) => machine !== null);
  if (shape === null || disks === null || timezone === null || keyboard === null || language === null) {
    return null;
  }
  if (machines.length < wish.machines.length) {
    return null;
  }
  const { private: range, addressesPerGroup, bridgeAddress } = addresses;
  return {
    ...{ name, recipe, shape, install, disks, machines, bridgeAddress },
    public: addresses.public,
    private: range === null ? null : { range, addressesPerGroup },
    locale: { timezone, keyboard, language },
  };
}

function toCloudMachine(machine: MachineWish, cloud: CloudWish): CloudMachine | null {
  const { role, name, memoryMiB, vcpus, diskGiB, diskName, mac, address } = machine;
  const bridge = machine.bridge ?? cloud.bridge;
  if (name === null || diskName === null || mac === null || address === null || bridge === null) {
    return null;
  }
  if (memoryMiB === null || vcpus === null || diskGiB === null) {
    return null;
  }
  const isoPath = machine.isoPath ?? cloud.isoPath;
  return { name, role, memoryMiB, vcpus, diskGiB, diskName, isoPath, bridge, mac, address };
}
