import { hostPaths } from '../machines/machine-paths.ts';
import type { Plan, PlanStep } from '../plans/plan.ts';
import type { LibraryImage, PartialImage } from './image-library.ts';
import { splitPath } from './image-name.ts';

export interface DeleteImagePlan {
  readonly plan: Plan;
  /** Machines that use it: as long as there are any, nothing is deleted. */
  readonly usedBy: readonly string[];
  readonly refusal: string | null;
}

/** What can be deleted: a whole file, or what has arrived of one. */
export type Deletable = Pick<LibraryImage, 'path' | 'sizeBytes' | 'modifiedEpochMs' | 'usedBy'>;

export function toDeletable({ partPath, sizeBytes, modifiedEpochMs }: PartialImage): Deletable {
  return { path: partPath, sizeBytes, modifiedEpochMs, usedBy: [] };
}

/**
 * Deletes one file of the library, if no machine uses it and it is still the one that was reviewed. It runs under the host's lock, so
 * that no machine is launched from it meanwhile. It cannot be taken back: the file can be fetched again.
 */
export function buildDeleteImagePlan(file: Deletable, stateDirectory = hostPaths.stateDirectory): DeleteImagePlan {
  const { name } = splitPath(file.path);
  const head = {
    title: `Delete ${name}`,
    subject: name,
    target: { kind: 'image', path: file.path },
    exclusion: 'host',
    undoableUntilEpochMs: null,
  } as const;
  if (file.usedBy.length > 0) {
    const refusal = `${name} is used by ${file.usedBy.join(', ')}. Eject it there, or choose another ISO for it, before it is deleted.`;
    return { plan: { ...head, steps: [] }, usedBy: file.usedBy, refusal };
  }
  return {
    plan: { ...head, steps: [buildGuard(file, stateDirectory), buildRemove(file.path, name)] },
    usedBy: [],
    refusal: null,
  };
}

function buildGuard({ path, sizeBytes, modifiedEpochMs }: Deletable, stateDirectory: string): PlanStep {
  const seconds = Math.floor(modifiedEpochMs / 1000);
  return {
    id: 'check-users',
    title: 'Check again that nobody uses it',
    action: {
      kind: 'guard',
      script: 'guard-image.sh',
      args: ['delete', path, JSON.stringify(path), sizeBytes.toString(), seconds.toString(), `${stateDirectory}/machines`],
      refusal: 'The host is no longer as it was when this was reviewed.',
    },
    notes: [],
    check: null,
    undo: null,
  };
}

function buildRemove(path: string, name: string): PlanStep {
  const traces = path.endsWith('.part') ? [`${path}.about`, `${path}.sums`] : [];
  return {
    id: 'remove',
    title: `Remove ${name}`,
    action: { kind: 'run', argv: ['rm', '-f', '--', path, ...traces] },
    notes: [{ option: path, explanation: 'This one file. Fetch or upload it again if it was needed.' }],
    check: ['test', '!', '-e', path],
    undo: null,
  };
}
