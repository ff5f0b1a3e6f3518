import type { DraftField, DraftProblem } from '#domain/machines/draft-problem.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';

export interface LaunchStepProps {
  readonly hostId: string;
  readonly draft: MachineDraft;
  readonly problems: readonly DraftProblem[];
}

/** What a field shows about itself: a refusal as an error, a warning as a remark. */
export function toFieldMessages(problems: readonly DraftProblem[], field: DraftField) {
  const own = problems.filter((problem) => problem.field === field);
  const refusal = own.find(({ level }) => level === 'refusal');
  const warning = own.find(({ level }) => level === 'warning');
  return { error: refusal?.message ?? null, warning: warning === undefined ? null : `Attention: ${warning.message}` };
}
