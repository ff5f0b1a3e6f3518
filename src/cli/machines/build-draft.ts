import type { MachineAddresses, MachineDraft, VncListen } from '#domain/machines/machine-definition.ts';
import { getDiskPlace, type MachineDisk } from '#domain/machines/machine-disk.ts';
import { usageFault } from '../command-fault.ts';
import { parsePlace, type PlaceOptions } from '../disks/parse-place.ts';
import { parseCount, parseDiskGiB, parseMemoryMiB } from './parse-size.ts';

export interface LaunchOptions extends PlaceOptions {
  readonly role: string;
  /** false is --no-iso: boot from the disk. */
  readonly iso?: string | false;
  readonly name?: string;
  readonly memory?: string;
  readonly vcpus?: string;
  readonly disk?: string;
  readonly volume?: string;
  readonly bridge?: string;
  readonly mac?: string;
  readonly vnc?: string;
  readonly ip?: string;
  readonly prefix?: string;
  readonly gateway?: string;
  readonly nameserver?: string;
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

/** The proposal for this host with what the person said put over it. `freeDisplay` is used where a display is wanted but not named. */
export function buildDraft(proposal: MachineDraft, options: LaunchOptions, freeDisplay: () => number): MachineDraft {
  return {
    ...proposal,
    isoPath: options.iso === undefined || options.iso === false ? null : options.iso,
    memoryMiB: options.memory === undefined ? proposal.memoryMiB : parseMemoryMiB(options.memory),
    vcpus: options.vcpus === undefined ? proposal.vcpus : parseCount(options.vcpus, '--vcpus'),
    disk: buildDisk(proposal.disk, options),
    bridge: options.bridge ?? proposal.bridge,
    mac: options.mac ?? proposal.mac,
    vnc: options.vnc === undefined ? proposal.vnc : parseVnc(options.vnc, freeDisplay),
    addresses: buildAddresses(proposal.addresses, options),
  };
}

function buildDisk(proposed: MachineDisk, options: LaunchOptions): MachineDisk {
  const { disk, volume } = options;
  const place = parsePlace(options, getDiskPlace(proposed));
  return { ...place, name: volume ?? proposed.name, sizeGiB: disk === undefined ? proposed.sizeGiB : parseDiskGiB(disk) };
}

/** socket, display, display:3 or, as QEMU's -vnc has it, :3. */
export function parseVnc(text: string, freeDisplay: () => number): VncListen {
  if (text === 'socket') {
    return { kind: 'socket' };
  }
  if (text === 'display') {
    return { kind: 'display', number: freeDisplay() };
  }
  const number = /^(?:display)?:(\d{1,5})$/.exec(text)?.[1];
  if (number === undefined) {
    throw usageFault(
      `"${text}" after --vnc is neither a socket nor a display.`,
      'Write socket, display, or a display such as :1.',
    );
  }
  return { kind: 'display', number: Number(number) };
}

function buildAddresses(proposed: MachineAddresses | null, options: LaunchOptions): MachineAddresses | null {
  const { ip, prefix, gateway, nameserver } = options;
  if ([ip, prefix, gateway, nameserver].every((given) => given === undefined)) {
    return proposed;
  }
  const prefixLength = prefix === undefined ? proposed?.prefixLength : parseCount(prefix.replace(/^\//, ''), '--prefix');
  const merged = {
    ip: ip ?? proposed?.ip,
    prefixLength,
    gateway: gateway ?? proposed?.gateway,
    nameserver: nameserver ?? proposed?.nameserver,
  };
  if (!isComplete(merged)) {
    throw usageFault(
      'The addresses are not complete, and this host gave nothing to fill them in with.',
      'Give all of --ip, --prefix, --gateway and --nameserver.',
    );
  }
  return merged;
}

type Partly<T> = { readonly [K in keyof T]: T[K] | undefined };

function isComplete(addresses: Partly<MachineAddresses>): addresses is MachineAddresses {
  return Object.values(addresses).every((value) => value !== undefined);
}
