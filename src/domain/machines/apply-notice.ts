import type { HostNotice } from '../hosts/host-notice.ts';
import { judgeShutdown } from './judge-end.ts';
import { judgePause } from './judge-pause.ts';
import type { QmpEvent } from './machine-run.ts';
import type { MachineEnd, MachineState } from './machine-state.ts';
import type { Machine } from './machine.ts';

const vanished: MachineEnd = {
  kind: 'unknown',
  sentence: 'Its QEMU process has just ended.',
  atEpochMs: null,
  lastWords: null,
};

/** The machines as they are after what was just heard; the very same list where it changes nothing that can be told from it. */
export function applyNotice(machines: readonly Machine[], notice: HostNotice): readonly Machine[] {
  const changed = machines.map((machine) => changeMachine(machine, notice));
  return changed.some((machine, at) => machine !== machines[at]) ? changed : machines;
}

function changeMachine(machine: Machine, notice: HostNotice): Machine {
  const { state } = machine;
  if (state.kind !== 'running') {
    return machine;
  }
  if (notice.kind === 'machine-event' && notice.machineName === machine.definition?.name) {
    const next = changeState(state, notice.event);
    return next === state ? machine : { ...machine, state: next };
  }
  if (notice.kind === 'process' && notice.state === 'gone' && notice.pid === state.pid) {
    return { ...machine, state: { kind: 'stopped', how: vanished } };
  }
  return machine;
}

function changeState(state: Extract<MachineState, { kind: 'running' }>, event: QmpEvent): MachineState {
  switch (event.name) {
    case 'STOP':
      return { ...state, isPaused: true, pauseReason: state.pauseReason ?? judgePause([event]) };
    case 'RESUME':
      return { ...state, isPaused: false, pauseReason: null };
    case 'SHUTDOWN':
      return { kind: 'stopped', how: judgeShutdown(event) };
    default:
      return state;
  }
}

/** Does only a fresh reading tell what this means? */
export function needsReading(notice: HostNotice): boolean {
  switch (notice.kind) {
    case 'machines-changed':
    case 'process':
      return true;
    case 'operation':
      return notice.state === 'ended';
    case 'machine-event':
      return ['SHUTDOWN', 'STOP', 'RESUME'].includes(notice.event.name);
    case 'ready':
    case 'beat':
      return false;
  }
}
