import type { PlanStep } from '../plans/plan.ts';
import { getMachinePaths, type HostPaths } from './machine-paths.ts';

/** QEMU answers in milliseconds; a host that swaps may take a while. */
const answerSeconds = 20;

/** Before QEMU starts: the FIFO it takes commands from, and the file its answers and events go to. */
export function buildPrepareControl(name: string, paths: HostPaths): PlanStep {
  const { control, events } = getMachinePaths(name, paths);
  return {
    id: 'prepare-control',
    title: `Make the control channel of ${name}`,
    action: { kind: 'run', argv: ['prepare-control.sh', control, events] },
    notes: [
      {
        option: control,
        explanation:
          '.in becomes a FIFO for commands, .out a link to the next file. No program needs to be installed to use them.',
      },
      {
        option: events,
        explanation: 'What QEMU answers and tells, kept after its end; that of the run before is kept as events.log.1.',
      },
    ],
    // The FIFO is gone after a reboot, when a launch that was interrupted goes on.
    check: ['test', '-p', `${control}.in`],
    undo: null,
  };
}

/** Right after QEMU's start: QMP takes no other command before this one. */
export function buildOpenControl(name: string, paths: HostPaths): PlanStep {
  const { control } = getMachinePaths(name, paths);
  const step = buildCommand(control, {
    id: 'open-control',
    title: `Open the control channel of ${name}`,
    command: { execute: 'qmp_capabilities' },
    explanation: 'What QMP wants to hear first. That QEMU answers proves that the machine can be commanded.',
  });
  // QMP wants to hear it once only: where another command is taken, it was said before.
  return { ...step, check: ['control-machine.sh', control, '{"execute":"query-status"}', String(answerSeconds)] };
}

/** A command of QMP (qemu-qmp-ref(7)) and what it does, in words. */
export interface ControlCommand {
  readonly id: string;
  readonly title: string;
  readonly command: { readonly execute: string; readonly arguments?: Readonly<Record<string, string | number | boolean>> };
  readonly explanation: string;
}

/** One step that gives a running machine one command and fails with QEMU's own words. */
export function buildCommand(channel: string, { id, title, command, explanation }: ControlCommand): PlanStep {
  return {
    id,
    title,
    action: { kind: 'run', argv: ['control-machine.sh', channel, JSON.stringify(command), String(answerSeconds)] },
    notes: [{ option: command.execute, explanation }],
    check: null,
    undo: null,
  };
}
