import type { Recipe } from '#domain/recipes/recipe.ts';
import type { CloudDraft, DraftProblem } from './cloud-draft.ts';

export interface StepProps {
  readonly hostId: string;
  readonly draft: CloudDraft;
  readonly recipe: Recipe;
  /** What is wrong with what was typed. */
  readonly problems: readonly DraftProblem[];
}
