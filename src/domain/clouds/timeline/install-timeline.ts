import type { Milestone } from '../../recipes/install-shapes.ts';

export type InstallStage = Milestone['stage'];

/** A stretch of an install. What is not over has no end. */
export interface InstallPhase {
  readonly stage: InstallStage;
  /** What was seen last of it, in words: "A package more". */
  readonly title: string;
  readonly beganEpochMs: number;
  readonly endedEpochMs: number | null;
}

export interface InstallTimeline {
  /** In order of time; one that needed a person is followed by the next after it. */
  readonly phases: readonly InstallPhase[];
  /** When anything was seen last that shows that it goes on; null before the first sign. */
  readonly lastSignEpochMs: number | null;
  /** The last line of the serial console; null where there was none. */
  readonly lastLine: string | null;
}

/** The stages that an install goes through, in their order. The other two come whenever they come. */
export const stageOrder = [
  'booting',
  'menu',
  'questions',
  'packages',
  'configuration',
  'reboot',
  'first-boot',
  'ready',
] as const satisfies readonly InstallStage[];

/** How far it is; -1 of what can come at any time. A disk is prepared before the packages and closed after them, so the two are as far. */
export function rankStage(stage: InstallStage): number {
  return stageOrder.findIndex((one) => one === (stage === 'configuration' ? 'packages' : stage));
}

export function getStage({ phases }: InstallTimeline): InstallStage | null {
  return phases.at(-1)?.stage ?? null;
}

/** Nothing more is to be expected of it. */
export function isOver(timeline: InstallTimeline): boolean {
  const stage = getStage(timeline);
  return stage === 'ready' || stage === 'failed';
}

/** How long each stage took, where it was come to more than once all together. Of the last one until now. */
export function sumStages(timeline: InstallTimeline, nowEpochMs: number): ReadonlyMap<InstallStage, number> {
  const sums = new Map<InstallStage, number>();
  for (const { stage, beganEpochMs, endedEpochMs } of timeline.phases) {
    const end = endedEpochMs ?? (isOver(timeline) ? beganEpochMs : nowEpochMs);
    sums.set(stage, (sums.get(stage) ?? 0) + Math.max(0, end - beganEpochMs));
  }
  return sums;
}
