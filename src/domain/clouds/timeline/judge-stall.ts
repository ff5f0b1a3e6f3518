import { getStage, isOver, type InstallStage, type InstallTimeline } from './install-timeline.ts';

export type StallVerdict =
  | { readonly kind: 'going' }
  /** A person is asked for something; waiting is what it should do. */
  | { readonly kind: 'needs-person'; readonly sinceEpochMs: number; readonly sentence: string }
  | { readonly kind: 'stalled'; readonly sinceEpochMs: number; readonly sentence: string }
  | { readonly kind: 'over' };

const minute = 60_000;

/**
 * How long a stage may be silent. A menu is left after 60 s at the latest, packages come one after the other; the first start makes keys
 * and images, and is silent for long.
 */
const patienceMs: Readonly<Record<InstallStage, number>> = {
  booting: 5 * minute,
  menu: 2 * minute,
  questions: 5 * minute,
  packages: 10 * minute,
  configuration: 15 * minute,
  reboot: 5 * minute,
  'first-boot': 20 * minute,
  ready: Infinity,
  failed: Infinity,
  'needs-person': Infinity,
};

const names: Readonly<Record<InstallStage, string>> = {
  booting: 'while it starts',
  menu: 'at its boot menu',
  questions: 'at its questions',
  packages: 'while packages are installed',
  configuration: 'while it is configured',
  reboot: 'while it restarts',
  'first-boot': 'at the first start of the installed system',
  ready: 'when it was ready',
  failed: 'when it failed',
  'needs-person': 'while it asks for a person',
};

/** Has it stood still for too long? `slowness` 1 is a host with hardware virtualisation, 5 one that is itself emulated. */
export function judgeStall(timeline: InstallTimeline, nowEpochMs: number, slowness = 1): StallVerdict {
  const stage = getStage(timeline);
  const { lastSignEpochMs, lastLine, phases } = timeline;
  const phase = phases.at(-1);
  if (isOver(timeline)) {
    return { kind: 'over' };
  }
  if (stage === null || phase === undefined || lastSignEpochMs === null) {
    return { kind: 'going' };
  }
  if (stage === 'needs-person') {
    return { kind: 'needs-person', sinceEpochMs: phase.beganEpochMs, sentence: `It needs a person: ${phase.title}.` };
  }
  const silentMs = nowEpochMs - lastSignEpochMs;
  if (silentMs <= patienceMs[stage] * slowness) {
    return { kind: 'going' };
  }
  const minutes = Math.floor(silentMs / minute);
  const words = lastLine === null ? '' : ` Its console said last: ${lastLine}`;
  return {
    kind: 'stalled',
    sinceEpochMs: lastSignEpochMs,
    sentence: `Nothing was seen of it for ${minutes} minutes, ${names[stage]}. Look at its screen.${words}`,
  };
}
