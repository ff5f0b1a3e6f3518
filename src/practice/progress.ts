import type { PracticeProgress, PracticeStepId } from '#domain/practice/practice.ts';

interface Step {
  readonly title: string;
  /** Seconds measured on two cores under emulation: what makes the percent honest. */
  readonly seconds: number;
}

export const practiceSteps: Readonly<Record<PracticeStepId, Step>> = {
  packages: { title: 'Install the tools to build it', seconds: 20 },
  'root-file-system': { title: 'Build the root file system from Debian packages', seconds: 65 },
  installer: { title: 'Build the practice installer ISO', seconds: 20 },
  disk: { title: 'Make the disks', seconds: 10 },
  boot: { title: 'Boot the practice host', seconds: 40 },
  save: { title: 'Save its pristine state', seconds: 3 },
  restore: { title: 'Restore the saved state', seconds: 5 },
  ready: { title: 'Ready', seconds: 0 },
};

export interface ProgressReporter {
  /** `fraction` is of this step, 0 to 1. The whole never goes backwards. */
  update(step: PracticeStepId, fraction: number, detail?: string | null): void;
  ready(): void;
}

/** Adds up the steps that will really run: what is cached has no share in the percent. */
export function createProgress(
  plan: readonly PracticeStepId[],
  onProgress: ((progress: PracticeProgress) => void) | undefined,
): ProgressReporter {
  const done = new Map<PracticeStepId, number>();
  const totalSeconds = plan.reduce((sum, step) => sum + practiceSteps[step].seconds, 0);
  let percent = 0;

  function measure(): number {
    const seconds = plan.reduce((sum, step) => sum + practiceSteps[step].seconds * (done.get(step) ?? 0), 0);
    return totalSeconds === 0 ? 0 : Math.round((seconds / totalSeconds) * 100);
  }

  return {
    update(step, fraction, detail = null) {
      done.set(step, Math.min(1, Math.max(fraction, done.get(step) ?? 0)));
      // 100 is kept for `ready`: nobody should read it while there is still work.
      percent = Math.max(percent, Math.min(99, measure()));
      onProgress?.({ step, title: practiceSteps[step].title, percent, detail });
    },
    ready() {
      percent = 100;
      onProgress?.({ step: 'ready', title: practiceSteps.ready.title, percent, detail: null });
    },
  };
}
