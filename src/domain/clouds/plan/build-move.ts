import type { PlanStep } from '../../plans/plan.ts';

/** Moves a folder to where it waits. `what`: in words. */
export function buildMove(from: string, to: string, what: string, id: string): PlanStep {
  return {
    id: `set-aside-${id}`,
    title: `Set ${what} aside`,
    action: { kind: 'run', argv: ['move-folder.sh', from, to] },
    notes: [{ option: to, explanation: 'From here it comes back if this is undone.' }],
    check: ['test', '!', '-e', from],
    undo: { title: `Bring ${what} back`, argv: ['move-folder.sh', to, from] },
  };
}
