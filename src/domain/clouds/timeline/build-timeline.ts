import { judgeShutdown } from '../../machines/judge-end.ts';
import type { QmpEvent } from '../../machines/machine-run.ts';
import { isForRole } from '../../recipes/find-role.ts';
import type { Milestone } from '../../recipes/install-shapes.ts';
import { matchesPattern } from '../../recipes/match-pattern.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import { unreachable } from '../../unreachable.ts';
import type { InstallSign } from './install-sign.ts';
import { rankStage, type InstallPhase, type InstallStage, type InstallTimeline } from './install-timeline.ts';

/** More than a boot loader, a partition table or a journal: a system is being written. */
const packagesBytes = 64 * 1024 ** 2;

interface Step {
  readonly stage: InstallStage;
  readonly title: string;
}

interface Watch {
  readonly timeline: InstallTimeline;
  readonly writtenBytes: number;
  /** QEMU told of a restart after packages were installed; before it, whatever the console says is still the installer. */
  readonly hasRestarted: boolean;
  /** Titles of health checks that were met. */
  readonly met: ReadonlySet<string>;
}

export type WatchedRecipe = Pick<Recipe, 'milestones' | 'health'>;

/** How an install has come along, from everything that was seen of it. The recipe says what lines and texts mean. */
export function buildTimeline(recipe: WatchedRecipe, roleId: string, signs: readonly InstallSign[]): InstallTimeline {
  const milestones = recipe.milestones.filter((one) => isForRole(one, roleId));
  const checks = recipe.health.filter((one) => isForRole(one, roleId)).map(({ title }) => title);
  const start: Watch = {
    timeline: { phases: [], lastSignEpochMs: null, lastLine: null },
    writtenBytes: 0,
    hasRestarted: false,
    met: new Set(),
  };
  return signs.reduce((watch, sign) => advance(watch, sign, milestones, checks), start).timeline;
}

function advance(watch: Watch, sign: InstallSign, milestones: readonly Milestone[], checks: readonly string[]): Watch {
  const stage = watch.timeline.phases.at(-1)?.stage ?? null;
  const next = note(watch, sign, stage);
  if (!showsLife(watch, sign)) {
    return next;
  }
  const step = readSign(next, sign, { stage, milestones, checks });
  const phases = step === null ? next.timeline.phases : enter(next.timeline.phases, step, sign.atEpochMs);
  return { ...next, timeline: { ...next.timeline, phases, lastSignEpochMs: sign.atEpochMs } };
}

/** A disk that did not grow, a check that fails as before: looked at, and nothing seen. */
function showsLife({ writtenBytes, met }: Watch, sign: InstallSign): boolean {
  switch (sign.kind) {
    case 'disk':
      return sign.writtenBytes !== writtenBytes;
    case 'health':
      return sign.isMet && !met.has(sign.title);
    case 'serial':
      return sign.line.trim() !== '';
    default:
      return true;
  }
}

function note(watch: Watch, sign: InstallSign, stage: InstallStage | null): Watch {
  switch (sign.kind) {
    case 'qmp':
      return { ...watch, hasRestarted: watch.hasRestarted || isRestart(sign.event, stage) };
    case 'disk':
      return { ...watch, writtenBytes: sign.writtenBytes };
    case 'health':
      return { ...watch, met: withTitle(watch.met, sign.title, sign.isMet) };
    case 'serial':
      return sign.line.trim() === '' ? watch : { ...watch, timeline: { ...watch.timeline, lastLine: sign.line.trimEnd() } };
    case 'started':
      return { ...watch, writtenBytes: 0, hasRestarted: sign.what === 'installed-system' };
    default:
      return watch;
  }
}

function isRestart({ name }: QmpEvent, stage: InstallStage | null): boolean {
  return (name === 'RESET' || name === 'SHUTDOWN') && stage !== null && rankStage(stage) >= rankStage('packages');
}

function withTitle(met: ReadonlySet<string>, title: string, isMet: boolean): ReadonlySet<string> {
  const next = new Set(met);
  if (isMet) {
    next.add(title);
  } else {
    next.delete(title);
  }
  return next;
}

interface Knowledge {
  readonly stage: InstallStage | null;
  readonly milestones: readonly Milestone[];
  readonly checks: readonly string[];
}

/** What the sign says of where the install is; null where it says nothing about that. */
function readSign(watch: Watch, sign: InstallSign, { stage, milestones, checks }: Knowledge): Step | null {
  switch (sign.kind) {
    case 'started':
      return sign.what === 'installer'
        ? { stage: 'booting', title: 'The machine starts' }
        : { stage: 'first-boot', title: 'The installed system starts' };
    case 'serial':
      return findMilestone(milestones, 'serial', sign.line) ?? leaveReboot(watch, stage);
    case 'screen':
      return (sign.text === null ? null : findMilestone(milestones, 'screen', sign.text)) ?? leaveReboot(watch, stage);
    case 'disk':
      return leaveReboot(watch, stage) ?? readDisk(watch, stage);
    case 'qmp':
      return readEvent(sign.event, stage, milestones);
    case 'health':
      return checks.length > 0 && checks.every((title) => watch.met.has(title))
        ? { stage: 'ready', title: 'Every health check is met' }
        : null;
    default:
      return unreachable(sign, 'install sign');
  }
}

function findMilestone(milestones: readonly Milestone[], kind: 'serial' | 'screen', seen: string): Step | null {
  const found = milestones.find(({ sign }) => {
    if (sign.kind === 'serial') {
      return kind === 'serial' && matchesPattern(seen.trim(), sign.line);
    }
    return sign.kind === 'screen' && kind === 'screen' && matchesPattern(seen, `*${sign.text}*`);
  });
  return found === undefined ? null : { stage: found.stage, title: found.title };
}

/** Whatever is seen after a restart is what was installed. */
function leaveReboot({ hasRestarted }: Watch, stage: InstallStage | null): Step | null {
  return stage === 'reboot' && hasRestarted ? { stage: 'first-boot', title: 'The installed system starts' } : null;
}

/** Where no console tells, the disk does: while an installer asks it writes next to nothing. */
function readDisk({ writtenBytes }: Watch, stage: InstallStage | null): Step | null {
  const isEarly = stage !== null && rankStage(stage) < rankStage('packages');
  return isEarly && writtenBytes >= packagesBytes ? { stage: 'packages', title: 'It writes to its disk' } : null;
}

function readEvent(event: QmpEvent, stage: InstallStage | null, milestones: readonly Milestone[]): Step | null {
  const restart = milestones.find(({ sign }) => sign.kind === 'restart');
  switch (event.name) {
    case 'GUEST_PANICKED':
      return { stage: 'failed', title: 'Its own system crashed (guest panic)' };
    case 'SHUTDOWN':
      return readEnd(event, stage, restart?.title ?? 'It is installed and restarts');
    case 'RESET':
      // QEMU tells of a reset at its own start too; and before anything was installed a person may have pressed the button.
      return stage !== null && stage !== 'first-boot' && rankStage(stage) >= rankStage('packages')
        ? { stage: 'reboot', title: restart?.title ?? 'It is installed and restarts' }
        : { stage: stage === 'first-boot' ? 'first-boot' : 'booting', title: 'The machine starts anew' };
    default:
      return null;
  }
}

function readEnd(event: QmpEvent, stage: InstallStage | null, title: string): Step | null {
  const { kind, sentence } = judgeShutdown(event);
  if (kind === 'shut-down-by-guest' && stage !== 'first-boot') {
    return { stage: 'reboot', title };
  }
  return { stage: 'failed', title: sentence };
}

/** Into the next phase. None goes back, but to the beginning where nothing was installed yet; what has failed or is ready stays so. */
function enter(phases: readonly InstallPhase[], step: Step, atEpochMs: number): readonly InstallPhase[] {
  const last = phases.at(-1);
  if (last === undefined) {
    return [{ ...step, beganEpochMs: atEpochMs, endedEpochMs: null }];
  }
  if (last.stage === step.stage) {
    return [...phases.slice(0, -1), { ...last, title: step.title }];
  }
  if (last.stage === 'failed' || (last.stage === 'ready' && step.stage !== 'failed') || goesBack(phases, step)) {
    return phases;
  }
  const isInstant = step.stage === 'ready' || step.stage === 'failed';
  const before = [...phases.slice(0, -1), { ...last, endedEpochMs: atEpochMs }];
  return [...before, { ...step, beganEpochMs: atEpochMs, endedEpochMs: isInstant ? atEpochMs : null }];
}

function goesBack(phases: readonly InstallPhase[], { stage }: Step): boolean {
  const reached = Math.max(...phases.map((phase) => rankStage(phase.stage)));
  const isNewStart = stage === 'booting' && reached < rankStage('packages');
  return rankStage(stage) >= 0 && rankStage(stage) < reached && !isNewStart && phases.at(-1)?.stage !== 'needs-person';
}
