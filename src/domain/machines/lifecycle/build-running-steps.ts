import type { PlanStep } from '../../plans/plan.ts';
import { buildCommand, type ControlCommand } from '../build-control-steps.ts';
import type { MachineDefinition } from '../machine-definition.ts';
import type { Machine } from '../machine.ts';

export interface RunningTarget {
  readonly machine: Machine;
  readonly definition: MachineDefinition;
  /** Where QMP is spoken to it; null: signals are all there is. */
  readonly channel: string | null;
}

const commands: Readonly<Record<'pause' | 'resume' | 'reset', (name: string) => ControlCommand>> = {
  pause: (name) => ({
    id: 'pause',
    title: `Pause ${name}`,
    command: { execute: 'stop' },
    explanation:
      'Its virtual CPUs stand still until it is resumed. Its RAM stays taken, its clock stops, and connections to it time out.',
  }),
  resume: (name) => ({
    id: 'resume',
    title: `Resume ${name}`,
    command: { execute: 'cont' },
    explanation: 'Its virtual CPUs go on where they stood still.',
  }),
  reset: (name) => ({
    id: 'reset',
    title: `Reset ${name}`,
    command: { execute: 'system_reset' },
    explanation: 'As the button of a PC: it begins anew at once, and what its system had not yet written to the disk is lost.',
  }),
};

export function buildSimpleSteps(kind: 'pause' | 'resume' | 'reset', { machine, channel }: RunningTarget): readonly PlanStep[] {
  return channel === null ? [] : [buildCommand(channel, commands[kind](machine.name))];
}

/** Asks the machine's own system, and waits for QEMU to end. What is not done in time fails and changes nothing more. */
export function buildShutdownSteps({ machine, definition, channel }: RunningTarget, limitSeconds: number): readonly PlanStep[] {
  const { name } = machine;
  const ask: ControlCommand = {
    id: 'ask-to-shut-down',
    title: `Ask the system of ${name} to shut down`,
    command: { execute: 'system_powerdown' },
    explanation: 'As a short press of the power button (ACPI). A system that does not listen, such as an installer, goes on.',
  };
  const wait: PlanStep = {
    id: 'wait-for-shutdown',
    title: `Wait until it has, at most ${limitSeconds} seconds`,
    action: {
      kind: 'run',
      argv: ['wait-for-end.sh', name, String(limitSeconds), ...identifyProcess({ machine, definition })],
    },
    notes: [
      {
        option: `${limitSeconds} seconds`,
        explanation: 'If it still runs then, this fails, and the machine runs on. Powering it off is then for you to decide.',
      },
    ],
    check: null,
    undo: null,
    isCancellable: true,
  };
  return channel === null ? [] : [buildCommand(channel, ask), wait];
}

/** quit lets QEMU write out its disks; where QEMU does not answer, signals end it. */
export function buildPowerOffSteps({ machine, definition, channel }: RunningTarget): readonly PlanStep[] {
  const { name } = machine;
  return [
    {
      id: 'power-off',
      title: `Power ${name} off`,
      action: {
        kind: 'run',
        argv: [
          'stop-machine.sh',
          ...(channel === null ? [] : ['--channel', channel]),
          ...identifyProcess({ machine, definition }),
        ],
      },
      notes: [
        {
          option: 'stop-machine.sh',
          explanation:
            'As pulling the plug: what its system had not yet written to the disk is lost. QEMU is told to quit; if it has not after five seconds, TERM ends it, and after ten more KILL.',
        },
      ],
      check: null,
      undo: null,
    },
  ];
}

/** How scripts find the process: by its uuid; one that was adopted and still runs as it was found by its number and its words. */
export function identifyProcess({ machine, definition }: Pick<RunningTarget, 'machine' | 'definition'>): readonly string[] {
  const { state, argv } = machine;
  return state.kind === 'running' && definition.origin.kind === 'adopted' && !argv.includes(definition.uuid)
    ? ['--process', String(state.pid), ...argv]
    : [definition.uuid];
}
