import type { CloudView } from '#domain/clouds/list-clouds.ts';
import { stageOrder, rankStage, sumStages, type InstallStage } from '#domain/clouds/timeline/install-timeline.ts';
import type { MachineProgress } from '#domain/clouds/timeline/build-progress.ts';
import { describeRange, formatRange } from '#domain/addressing/address-range.ts';
import type { Cloud } from '#domain/clouds/cloud.ts';
import { formatShortDuration } from '#renderer/ui/format.ts';
import type { Stage } from '#renderer/ui/stage-line.tsx';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';

export type KnownCloud = Extract<CloudView, { readonly kind: 'cloud' }>;

export const stageWords: Readonly<Record<InstallStage, string>> = {
  booting: 'Booting',
  menu: 'Boot menu',
  questions: 'Questions',
  packages: 'Packages',
  configuration: 'Set-up',
  reboot: 'Restart',
  'first-boot': 'First start',
  ready: 'Ready',
  failed: 'Failed',
  'needs-person': 'Needs a person',
};

/** How many of its machines run. */
export function describeMachines({ machines }: KnownCloud): string {
  const running = machines.filter(({ machine }) => machine?.state.kind === 'running').length;
  const gone = machines.filter(({ machine }) => machine === null).length;
  return `${running} of ${machines.length} running${gone === 0 ? '' : `, ${gone} gone`}`;
}

export function toCloudState({ machines }: KnownCloud): { readonly tone: Tone; readonly word: string } {
  const running = machines.filter(({ machine }) => machine?.state.kind === 'running').length;
  if (machines.some(({ machine }) => machine === null)) {
    return { tone: 'attention', word: 'Incomplete' };
  }
  return running === machines.length
    ? { tone: 'ok', word: 'Running' }
    : running === 0
      ? { tone: 'off', word: 'Off' }
      : { tone: 'attention', word: 'Partly off' };
}

export function describePublic({ public: ranges }: Cloud): string {
  return ranges.length === 0 ? 'none' : ranges.map(formatRange).join(' ');
}

export function describePrivate({ private: subnet }: Cloud): string {
  return subnet === null ? 'none' : describeRange(subnet.range);
}

/**
 * Every stage that it went through or that is still to come, with how long it took. Stages that were passed over are left out: an
 * unattended install shows no menu.
 */
export function toStages({ timeline }: MachineProgress, nowEpochMs: number): readonly Stage[] {
  const sums = sumStages(timeline, nowEpochMs);
  const reached = Math.max(-1, ...timeline.phases.map(({ stage }) => rankStage(stage)));
  const current = timeline.phases.at(-1)?.stage ?? null;
  return stageOrder
    .filter((stage) => sums.has(stage) || (rankStage(stage) > reached && stage !== 'menu' && stage !== 'questions'))
    .map((stage) => ({
      id: stage,
      word: stageWords[stage],
      state: stage === current ? (stage === 'ready' ? 'done' : 'now') : sums.has(stage) ? 'done' : 'to-come',
      note: sums.has(stage) && stage !== 'ready' ? formatShortDuration(sums.get(stage) ?? 0) : null,
    }));
}
