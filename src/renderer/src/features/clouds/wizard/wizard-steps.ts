import type { CloudRefusal, CloudReview, CompleteCloud } from '#contract/clouds.ts';
import { formatRange } from '#domain/addressing/address-range.ts';
import type { Cloud } from '#domain/clouds/cloud.ts';
import { formatMiB } from '#domain/format-bytes.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { formatCountOf } from '#renderer/ui/format.ts';
import type { CloudDraft, DraftProblem } from './cloud-draft.ts';

export const wizardSteps = ['recipe', 'shape', 'iso', 'sizes', 'addresses', 'review'] as const;
export type WizardStepId = (typeof wizardSteps)[number];

export const stepTitles: Readonly<Record<WizardStepId, string>> = {
  recipe: 'Recipe',
  shape: 'Name and shape',
  iso: 'Installer ISO',
  sizes: 'Sizes',
  addresses: 'Addresses',
  review: 'Review',
};

/** The step in which a field of a cloud file is asked; what no step asks is shown in the review. */
export function findStep(field: string): WizardStepId {
  if (field === 'recipe') {
    return 'recipe';
  }
  if (field === 'name' || field === 'shape' || /^machines\[\d+\]\.role$/.test(field)) {
    return 'shape';
  }
  if (field === 'iso' || field === 'install') {
    return 'iso';
  }
  if (/^machines\[\d+\]\.(name|memoryMiB|vcpus|diskGiB|diskName)$/.test(field)) {
    return 'sizes';
  }
  return field.startsWith('addresses') || /^machines\[\d+\]\.address$/.test(field) ? 'addresses' : 'review';
}

export function findProblem(problems: readonly DraftProblem[], field: string): string | null {
  return problems.find((problem) => problem.field === field)?.message ?? null;
}

/** What was chosen, in a few words; what is only proposed so far as well. */
export function summariseStep(
  step: WizardStepId,
  { draft, recipe, cloud }: { readonly draft: CloudDraft; readonly recipe: Recipe | null; readonly cloud: Cloud | null },
): string | null {
  switch (step) {
    case 'recipe':
      return recipe?.title ?? draft.recipe;
    case 'shape':
      return summariseShape(draft, recipe);
    case 'iso':
      return summariseIso(draft, cloud);
    case 'sizes':
      return cloud && summariseSizes(cloud);
    case 'addresses':
      return cloud && cloud.public.map(formatRange).join(' ');
    case 'review':
      return null;
  }
}

function summariseShape({ name, shape }: CloudDraft, recipe: Recipe | null): string {
  return [name, recipe?.shapes.find(({ id }) => id === shape)?.title].filter(Boolean).join(', ');
}

function summariseIso({ isoPath }: CloudDraft, cloud: Cloud | null): string | null {
  const path = isoPath ?? cloud?.machines[0]?.isoPath ?? null;
  return path === null ? null : path.slice(path.lastIndexOf('/') + 1);
}

function summariseSizes({ machines }: Cloud): string {
  const memory = machines.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  const disk = machines.reduce((sum, { diskGiB }) => sum + diskGiB, 0);
  return `${formatCountOf(machines.length, 'machine')}, ${formatMiB(memory)}, ${disk.toString()} GiB`;
}

/** What stands against the cloud: refusals, for which it will not be brought up, and warnings. */
export interface Remark {
  readonly level: 'refusal' | 'warning';
  readonly message: string;
}

export function listRemarks(answer: CompleteCloud | CloudReview | CloudRefusal | null): readonly Remark[] {
  if (answer === null) {
    return [];
  }
  const toRemark = (level: Remark['level']) => (message: string) => ({ level, message });
  switch (answer.kind) {
    case 'unreadable':
      return answer.problems.map(({ message }) => ({ level: 'refusal', message }));
    case 'refused':
      return [...answer.problems.map(toRemark('refusal')), ...answer.notes.map(toRemark('warning'))];
    case 'complete':
      return [...answer.verdicts.map(({ level, message }) => ({ level, message })), ...answer.notes.map(toRemark('warning'))];
    case 'planned': {
      const warnings = answer.verdicts.filter(({ level }) => level === 'warning').map(({ message }) => message);
      return [...answer.refusals.map(toRemark('refusal')), ...[...warnings, ...answer.notes].map(toRemark('warning'))];
    }
  }
}
