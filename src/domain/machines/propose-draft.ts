import type { HostFacts } from '../hosts/host-facts.ts';
import { collectTaken } from './collect-taken.ts';
import type { MachineDraft } from './machine-definition.ts';
import { getRole, type MachineRole } from './machine-role.ts';
import { findDiskRoom } from './disk-room.ts';
import type { DiskPlace } from './machine-disk.ts';
import { proposePlace } from './propose-place.ts';
import type { Machine } from './machine.ts';
import { proposeAddresses } from './propose-addresses.ts';
import { proposeBridge } from './propose-bridge.ts';
import { proposeMac } from './propose-mac.ts';
import { proposeDiskName, proposeName } from './propose-name.ts';
import { proposeDiskGiB, proposeMemoryMiB, proposeVcpus } from './propose-sizes.ts';

export interface ProposalInput {
  readonly facts: HostFacts;
  readonly machines: readonly Machine[];
  readonly role: MachineRole;
  /** null: the role's own name, numbered where it is taken. */
  readonly name: string | null;
  /** Where the person wants disks on this host; without it the host's room decides. */
  readonly preferredPlace?: DiskPlace | null;
  /** Uniform bytes from the operating system. */
  readonly randomBytes: (count: number) => Uint8Array;
}

/**
 * A machine for the role that collides with nothing known on the host. On a host without a bridge that field is empty, and
 * checkDraft says why.
 */
export function proposeDraft({ facts, machines, role, name, preferredPlace = null, randomBytes }: ProposalInput): MachineDraft {
  const taken = collectTaken(facts, machines);
  const roleFacts = getRole(role);
  const bridge = proposeBridge(facts);
  const place = proposePlace(facts, preferredPlace);
  const machineName = name ?? proposeName(role, place, taken);
  return {
    name: machineName,
    role,
    isoPath: null,
    memoryMiB: proposeMemoryMiB(roleFacts, facts),
    vcpus: proposeVcpus(roleFacts, facts),
    disk: {
      ...place,
      name: proposeDiskName(machineName, place, taken),
      sizeGiB: proposeDiskGiB(roleFacts, findDiskRoom(facts, place)),
    },
    bridge: bridge?.name ?? '',
    mac: proposeMac(taken, randomBytes),
    vnc: { kind: 'socket' },
    addresses: proposeAddresses(facts, bridge, taken),
  };
}
