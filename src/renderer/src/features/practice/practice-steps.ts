import type { PracticeProgress, PracticeStepId } from '#domain/practice/practice.ts';
import type { StepRow } from '#renderer/ui/step-list.tsx';

const titles: readonly { readonly id: PracticeStepId; readonly title: string }[] = [
  { id: 'packages', title: 'Fetch packages' },
  { id: 'root-file-system', title: 'Build the root file system' },
  { id: 'installer', title: 'Build the practice installer' },
  { id: 'disk', title: 'Make the disks' },
  { id: 'boot', title: 'Boot the host' },
  { id: 'save', title: 'Save its state' },
  { id: 'restore', title: 'Restore the saved state' },
  { id: 'ready', title: 'Connect' },
];

/** The steps that were begun, in the words of whoever runs them; the last one is under way. */
export function toPracticeSteps(progress: readonly PracticeProgress[]): readonly StepRow[] {
  return progress.map(({ step, title, detail, percent }, index) => {
    const isCurrent = index === progress.length - 1;
    return {
      id: step,
      tone: isCurrent ? 'busy' : 'ok',
      word: isCurrent ? 'Running' : 'Done',
      title,
      isCurrent,
      ...(isCurrent && { aside: `${Math.round(percent).toString()} %` }),
      ...(isCurrent && detail !== null && { detail }),
    };
  });
}

/** What comes after a step, as far as that can be told: restoring and building are two ways to the same end. */
export function nextStepAfter(step: PracticeStepId): string | null {
  if (step === 'save' || step === 'restore') {
    return 'connect';
  }
  const index = titles.findIndex(({ id }) => id === step);
  return titles[index + 1]?.title.toLowerCase() ?? null;
}
