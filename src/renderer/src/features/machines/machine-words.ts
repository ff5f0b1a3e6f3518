import { managerNames } from '#domain/machines/describe-manager.ts';
import { toStateWord as toPlainWord } from '#domain/machines/describe-state.ts';
import type { MachineEnd } from '#domain/machines/machine-state.ts';
import { getRole } from '#domain/machines/machine-role.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { formatBytes, formatMiB } from '#domain/format-bytes.ts';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';

const endTones: Readonly<Record<MachineEnd['kind'], Tone>> = {
  'never-started': 'off',
  'powered-off': 'off',
  'shut-down-by-guest': 'off',
  'host-restarted': 'attention',
  died: 'broken',
  unknown: 'off',
};

export function toMachineTone({ state }: Machine): Tone {
  if (state.kind === 'running') {
    return state.isPaused ? 'attention' : 'ok';
  }
  return endTones[state.how.kind];
}

export function toStateWord({ state }: Machine): string {
  const word = toPlainWord(state);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "2 vCPUs, 4 GiB", as far as it is known. */
export function describeSize({ vcpus, memoryMiB }: Pick<Machine, 'vcpus' | 'memoryMiB'>): string {
  const parts = [
    vcpus === null ? null : `${vcpus.toString()} vCPU${vcpus === 1 ? '' : 's'}`,
    memoryMiB === null ? null : formatMiB(memoryMiB),
  ];
  return parts.filter((part) => part !== null).join(', ') || 'unknown';
}

/** Size of the first disk: the one the machine boots from. */
export function describeDisk({ volumes }: Machine): string {
  const sizeBytes = volumes[0]?.sizeBytes ?? null;
  return sizeBytes === null ? '–' : formatBytes(sizeBytes);
}

export function describeRole({ definition, owner, manager }: Machine): string {
  if (definition !== null) {
    return getRole(definition.role).title;
  }
  return manager === null ? (owner === 'foreign' ? 'foreign' : 'unknown') : managerNames[manager];
}

export function describeConsole({ console: screen }: Machine): string {
  switch (screen.kind) {
    case 'unix':
      return screen.path;
    case 'tcp':
      return `${screen.address}:${screen.port.toString()}`;
    case 'none':
      return `none: ${screen.reason}`;
  }
}
