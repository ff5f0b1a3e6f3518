import { machineDraft } from '#contract/machines.ts';
import type { LaunchReview } from '#contract/machines.ts';
import type { DraftField, DraftProblem } from '#domain/machines/draft-problem.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { getRole } from '#domain/machines/machine-role.ts';
import { formatMiB } from '#domain/format-bytes.ts';

export const launchSteps = ['role', 'iso', 'size', 'network', 'addresses', 'review'] as const;
export type LaunchStep = (typeof launchSteps)[number];

/** The steps in which the fields of a draft are asked. */
export const fieldsOf: Readonly<Record<LaunchStep, readonly DraftField[]>> = {
  role: ['role', 'name'],
  iso: ['isoPath'],
  size: ['memoryMiB', 'vcpus', 'disk.size', 'disk.place', 'disk.name'],
  network: ['bridge', 'mac', 'vnc'],
  addresses: ['addresses'],
  review: [],
};

/** What the schema at the door would refuse, known without asking the host. */
export function findFormProblems(draft: MachineDraft): readonly DraftProblem[] {
  const parsed = machineDraft.safeParse(draft);
  if (parsed.success) {
    return [];
  }
  return parsed.error.issues.map(({ path, message }) => {
    const field = toField(path, draft);
    const absence = field === null ? undefined : absences[field];
    return { field, level: 'refusal', message: (absence?.isAbsent(draft) ? absence.message : undefined) ?? message };
  });
}

/** Fields that are empty, because the host has nothing to choose from or nothing was typed yet. */
const absences: Partial<Record<DraftField, { readonly isAbsent: (draft: MachineDraft) => boolean; readonly message: string }>> = {
  'disk.place': {
    isAbsent: ({ disk }) => disk.kind === 'file' && disk.folder === '',
    message: 'Which folder? Give its whole path on the host.',
  },
  bridge: {
    isAbsent: ({ bridge }) => bridge === '',
    message: 'The host has no bridge to put the machine on. Its Overview says what is missing.',
  },
};

function toField([key, part]: readonly PropertyKey[], draft: MachineDraft): DraftField | null {
  if (key === 'disk') {
    return part === 'name' ? 'disk.name' : part === 'sizeGiB' ? 'disk.size' : 'disk.place';
  }
  return typeof key === 'string' && key in draft ? (key as Exclude<keyof MachineDraft, 'disk'>) : null;
}

/** Everything known to be wrong: what the form itself shows, else what the host's review said. */
export function collectProblems(draft: MachineDraft | null, review: LaunchReview | null): readonly DraftProblem[] {
  if (draft === null) {
    return [];
  }
  const local = findFormProblems(draft);
  return local.length > 0 ? local : (review?.problems ?? []);
}

export function problemsOfStep(step: LaunchStep, problems: readonly DraftProblem[]): readonly DraftProblem[] {
  return problems.filter(({ field }) => (field === null ? step === 'review' : fieldsOf[step].includes(field)));
}

/** What was chosen in a step, in a few words. */
export function summariseStep(step: LaunchStep, draft: MachineDraft): string | null {
  switch (step) {
    case 'role':
      return `${getRole(draft.role).title}, ${draft.name}`;
    case 'iso':
      return draft.isoPath === null ? null : draft.isoPath.slice(draft.isoPath.lastIndexOf('/') + 1);
    case 'size':
      return `${formatMiB(draft.memoryMiB)}, ${draft.vcpus.toString()} vCPU, ${draft.disk.sizeGiB.toString()} GiB`;
    case 'network':
      return `${draft.bridge === '' ? 'no bridge' : draft.bridge}, ${draft.mac}`;
    case 'addresses':
      return draft.addresses === null ? 'decided in the installer' : draft.addresses.ip;
    case 'review':
      return null;
  }
}
