import type { MachineDraft } from './machine-definition.ts';

/** A field of the draft; of the disk the part that is meant. */
export type DraftField = Exclude<keyof MachineDraft, 'disk'> | 'disk.place' | 'disk.name' | 'disk.size';

/** A field of the draft and what is wrong with it on this host. A refusal stops the launch, a warning does not. */
export interface DraftProblem {
  readonly field: DraftField | null;
  readonly level: 'refusal' | 'warning';
  readonly message: string;
}
