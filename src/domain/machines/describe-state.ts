import { unreachable } from '../unreachable.ts';
import type { MachineEnd, MachineState } from './machine-state.ts';

const endWords: Readonly<Record<MachineEnd['kind'], string>> = {
  'never-started': 'not started',
  'powered-off': 'powered off',
  'shut-down-by-guest': 'shut down',
  'host-restarted': 'host restarted',
  died: 'died',
  unknown: 'stopped',
};

/** A word or two for a table: running, paused, died. */
export function toStateWord(state: MachineState): string {
  switch (state.kind) {
    case 'running':
      return state.isPaused ? 'paused' : 'running';
    case 'stopped':
      return endWords[state.how.kind];
    default:
      return unreachable(state, 'machine state');
  }
}

/** One sentence for a machine that does not simply run; null where there is nothing to tell. */
export function describeState(state: MachineState): string | null {
  return state.kind === 'running' ? state.pauseReason : state.how.sentence;
}
