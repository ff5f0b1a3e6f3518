import type { PlanStep } from '../../plans/plan.ts';
import type { MachineDefinition } from '../machine-definition.ts';
import { getMachinePaths, type HostPaths } from '../machine-paths.ts';

/** Writes a definition over the one that is there, which is kept beside it until the next change. */
export function buildRewrite(changed: MachineDefinition, paths: HostPaths, title: string): readonly PlanStep[] {
  const { definition } = getMachinePaths(changed.name, paths);
  const before = `${definition}.before`;
  const content: MachineDefinition = { ...changed, revision: changed.revision + 1 };
  return [
    {
      id: 'keep-definition',
      title: 'Keep what is written there now',
      action: { kind: 'run', argv: ['cp', '-p', definition, before] },
      notes: [],
      check: null,
      undo: null,
    },
    {
      id: 'write-definition',
      title,
      action: { kind: 'write-file', path: definition, content: `${JSON.stringify(content, null, 2)}\n`, mode: '600' },
      notes: [{ option: definition, explanation: 'By it every laptop finds this machine, running or not.' }],
      check: null,
      undo: { title: 'Write it as it was', argv: ['mv', '-f', before, definition], coversFailure: true },
    },
  ];
}
