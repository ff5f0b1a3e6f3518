import type { HostFacts } from '../hosts/host-facts.ts';
import type { DraftProblem } from './draft-problem.ts';
import type { MachineDraft } from './machine-definition.ts';
import { getRole } from './machine-role.ts';

/** RAM and virtual CPUs against what the role asks for and the host has. */
export function checkSize(draft: MachineDraft, facts: HostFacts): readonly DraftProblem[] {
  return [...checkMinimum(draft), ...checkMemory(draft, facts), ...checkVcpus(draft, facts)];
}

function checkMinimum({ role, memoryMiB }: MachineDraft): readonly DraftProblem[] {
  const { minimumMemoryMiB, title } = getRole(role);
  return memoryMiB >= minimumMemoryMiB
    ? []
    : [
        {
          field: 'memoryMiB',
          level: 'warning',
          message: `${title} wants ${minimumMemoryMiB} MiB or more: the installer warns of "Insufficient Memory" unless the system sees more than 2000 MB, and at ${memoryMiB} MiB it does not. "Install anyway" goes on.`,
        },
      ];
}

function checkMemory({ memoryMiB }: MachineDraft, { memory }: HostFacts): readonly DraftProblem[] {
  if (memory.kind === 'unavailable') {
    return [{ field: 'memoryMiB', level: 'warning', message: `The host's RAM could not be read: ${memory.reason}.` }];
  }
  const { totalMiB, availableMiB } = memory.value;
  if (memoryMiB > totalMiB) {
    const message = `The host has ${totalMiB} MiB of RAM in all, less than the ${memoryMiB} MiB asked for. Choose less.`;
    return [{ field: 'memoryMiB', level: 'refusal', message }];
  }
  const message = `Only ${availableMiB} of the host's ${totalMiB} MiB of RAM are available now. With ${memoryMiB} MiB for this machine the host will swap, or kill something, once the machine uses it all.`;
  return memoryMiB > availableMiB ? [{ field: 'memoryMiB', level: 'warning', message }] : [];
}

function checkVcpus({ vcpus }: MachineDraft, { cpu }: HostFacts): readonly DraftProblem[] {
  return cpu.kind === 'known' && vcpus > cpu.value.threads
    ? [
        {
          field: 'vcpus',
          level: 'warning',
          message: `${vcpus} virtual CPUs on the host's ${cpu.value.threads} will wait for each other and be slower, not faster.`,
        },
      ]
    : [];
}
