import type { MachineDraft } from './machine-definition.ts';

/** A field of the draft and what is wrong with it on this host. A refusal stops the launch, a warning does not. */
export interface DraftProblem {
  readonly field: keyof MachineDraft | null;
  readonly level: 'refusal' | 'warning';
  readonly message: string;
}
