import { formatIpv4 } from '../addressing/ipv4.ts';
import type { HostNetwork } from '../addressing/host-network.ts';
import type { MachineDraft } from '../machines/machine-definition.ts';
import { roles, type MachineRole } from '../machines/machine-role.ts';
import type { Cloud, CloudMachine } from './cloud.ts';

export type DraftReading =
  { readonly kind: 'draft'; readonly draft: MachineDraft } | { readonly kind: 'refused'; readonly reason: string };

/** A machine of a cloud as what `launch` takes. */
export function toMachineDraft(cloud: Cloud, machine: CloudMachine, network: HostNetwork): DraftReading {
  const { name, role: roleId, memoryMiB, vcpus, diskGiB, diskName, isoPath, bridge, mac, address } = machine;
  const role = toMachineRole(roleId);
  if (role === null) {
    return { kind: 'refused', reason: `Machines cannot be launched as ${roleId} yet, only as ${listRoles()}.` };
  }
  const { gateway, nameserver, prefixLength } = network;
  if (gateway === null) {
    return { kind: 'refused', reason: `The host has no gateway on ${network.bridge}, which ${name} would need to be told.` };
  }
  const draft: MachineDraft = {
    name,
    role,
    isoPath,
    memoryMiB,
    vcpus,
    disk: { ...cloud.disks, name: diskName, sizeGiB: diskGiB },
    bridge,
    mac,
    vnc: { kind: 'socket' },
    addresses: {
      ip: formatIpv4(address),
      prefixLength,
      gateway: formatIpv4(gateway),
      nameserver: formatIpv4(nameserver ?? gateway),
    },
  };
  return { kind: 'draft', draft };
}

/** The boot entries that machines know so far. */
export function toMachineRole(roleId: string): MachineRole | null {
  return roles.find(({ role }) => role === roleId)?.role ?? null;
}

function listRoles(): string {
  return roles.map(({ role }) => role).join(', ');
}
