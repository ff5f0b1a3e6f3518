/** The three boot entries of a FastStart installer, which are its kernel words (silvereye isolinux/6/isolinux.cfg). */
export type MachineRole = 'ciab' | 'frontend' | 'nc';

export interface RoleFacts {
  readonly role: MachineRole;
  readonly title: string;
  readonly explanation: string;
  readonly bootMenuHotkey: string;
  readonly minimumMemoryMiB: number;
  readonly sensibleMemoryMiB: number;
  readonly sensibleVcpus: number;
  readonly sensibleDiskGiB: number;
}

// The installer warns at MemTotal <= 2000 MB (iw/euca.py memCheck), which -m 2048 already runs into; hence 2304 and 4096.
export const roles: readonly RoleFacts[] = [
  {
    role: 'ciab',
    title: 'Cloud in a Box',
    explanation: 'Everything in one machine: cloud controller, storage, cluster and node controller.',
    bootMenuHotkey: 'c',
    minimumMemoryMiB: 2304,
    sensibleMemoryMiB: 4096,
    sensibleVcpus: 2,
    sensibleDiskGiB: 100,
  },
  {
    role: 'frontend',
    title: 'Frontend',
    explanation: 'Cloud controller, storage and cluster controller. Install its node controllers first.',
    bootMenuHotkey: 'f',
    minimumMemoryMiB: 2304,
    sensibleMemoryMiB: 4096,
    sensibleVcpus: 2,
    sensibleDiskGiB: 100,
  },
  {
    role: 'nc',
    title: 'Node Controller',
    explanation: 'Runs the instances of a cloud. Install it before its Frontend, which asks for its address.',
    bootMenuHotkey: 'n',
    minimumMemoryMiB: 2304,
    sensibleMemoryMiB: 4096,
    sensibleVcpus: 2,
    sensibleDiskGiB: 100,
  },
];

export function getRole(role: MachineRole): RoleFacts {
  const found = roles.find((candidate) => candidate.role === role);
  if (!found) {
    throw new RangeError(`There is no role ${role}`);
  }
  return found;
}
