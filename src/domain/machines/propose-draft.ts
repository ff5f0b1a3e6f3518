import type { HostFacts } from '../hosts/host-facts.ts';
import { collectTaken } from './collect-taken.ts';
import type { MachineDraft } from './machine-definition.ts';
import { getRole, type MachineRole } from './machine-role.ts';
import type { Machine } from './machine.ts';
import { proposeAddresses } from './propose-addresses.ts';
import { proposeBridge } from './propose-bridge.ts';
import { proposeMac } from './propose-mac.ts';
import { proposeDiskName, proposeName } from './propose-name.ts';
import { proposeDiskGiB, proposeMemoryMiB, proposeVcpus, proposeVolumeGroup } from './propose-sizes.ts';

export interface ProposalInput {
  readonly facts: HostFacts;
  readonly machines: readonly Machine[];
  readonly role: MachineRole;
  /** null: the role's own name, numbered where it is taken. */
  readonly name: string | null;
  /** Uniform bytes from the operating system. */
  readonly randomBytes: (count: number) => Uint8Array;
}

/**
 * A machine for the role that collides with nothing known on the host. Where the host lacks a thing (no volume group, no bridge)
 * its field is empty and checkDraft says why.
 */
export function proposeDraft({ facts, machines, role, name, randomBytes }: ProposalInput): MachineDraft {
  const taken = collectTaken(facts, machines);
  const roleFacts = getRole(role);
  const group = proposeVolumeGroup(facts);
  const bridge = proposeBridge(facts);
  const place = { kind: 'lvm', group: group?.name ?? '' } as const;
  const machineName = name ?? proposeName(role, place, taken);
  return {
    name: machineName,
    role,
    isoPath: null,
    memoryMiB: proposeMemoryMiB(roleFacts, facts),
    vcpus: proposeVcpus(roleFacts, facts),
    disk: { ...place, name: proposeDiskName(machineName, place, taken), sizeGiB: proposeDiskGiB(roleFacts, group) },
    bridge: bridge?.name ?? '',
    mac: proposeMac(taken, randomBytes),
    vnc: { kind: 'socket' },
    addresses: proposeAddresses(facts, bridge, taken),
  };
}
