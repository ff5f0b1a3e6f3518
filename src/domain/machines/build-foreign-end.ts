import type { PlanStep } from '../plans/plan.ts';
import type { Machine } from './machine.ts';

/** The end of a machine that others started: its process, and nothing else of it. */
export function buildForeignEnd({ name, state, argv }: Machine): readonly PlanStep[] {
  if (state.kind !== 'running') {
    return [];
  }
  return [
    {
      id: 'power-off',
      title: `Power ${name} off`,
      action: { kind: 'run', argv: ['stop-machine.sh', '--process', String(state.pid), ...argv] },
      notes: [
        {
          option: `--process ${state.pid}`,
          explanation:
            'Only this process is ended, and only as long as it has the command line that follows: TERM first, KILL after ten seconds. Its volumes and its definition stay.',
        },
      ],
      check: null,
      undo: null,
    },
  ];
}
