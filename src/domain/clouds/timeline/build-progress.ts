import { isForRole } from '../../recipes/find-role.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import { buildTimeline } from './build-timeline.ts';
import { gatherSigns } from './gather-signs.ts';
import type { InstallRecord } from './install-record.ts';
import type { InstallTimeline } from './install-timeline.ts';
import { judgeStall, type StallVerdict } from './judge-stall.ts';

/** How the install of one machine has come along. */
export interface MachineProgress {
  readonly name: string;
  /** Of the recipe, e.g. nc. */
  readonly role: string;
  readonly timeline: InstallTimeline;
  readonly stall: StallVerdict;
}

export interface ProgressClock {
  readonly nowEpochMs: number;
  /** 1 on a host with hardware virtualisation, more on one that is itself emulated. */
  readonly slowness: number;
}

/** As the host sees it: what a recipe wants to be asked over ssh is for the laptop, and not waited for here. */
export function buildProgress(
  recipe: Recipe,
  { name, role }: Pick<MachineProgress, 'name' | 'role'>,
  record: InstallRecord,
  { nowEpochMs, slowness }: ProgressClock,
): MachineProgress {
  const health = recipe.health.filter((one) => one.check.kind !== 'ssh' && isForRole(one, role));
  const signs = gatherSigns(
    record,
    health.map(({ title }) => title),
  );
  const timeline = buildTimeline({ milestones: recipe.milestones, health }, role, signs);
  return { name, role, timeline, stall: judgeStall(timeline, nowEpochMs, slowness) };
}
