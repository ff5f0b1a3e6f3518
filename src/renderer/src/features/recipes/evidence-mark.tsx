import { noEvidence, type Evidence } from '#domain/recipes/evidence.ts';
import type { ListedStatement } from '#domain/recipes/list-statements.ts';
import { ExplainedMark } from '#renderer/ui/explained-mark.tsx';

/** Finds where a statement comes from by its field. */
export type FindEvidence = (field: string) => Evidence;

export function createFindEvidence(statements: readonly ListedStatement[]): FindEvidence {
  const byField = new Map(statements.map(({ field, evidence }) => [field, evidence]));
  return (field) => byField.get(field) ?? noEvidence;
}

interface EvidenceMarkProps {
  readonly evidence: Evidence;
  readonly isWordHidden?: boolean;
}

export function EvidenceMark({ evidence, isWordHidden = false }: EvidenceMarkProps) {
  return evidence.kind === 'verified' ? (
    <ExplainedMark tone="ok" word="Verified" explanation={evidence.source} isWordHidden={isWordHidden} />
  ) : (
    <ExplainedMark tone="unknown" word="Not verified" explanation={evidence.reason} isWordHidden={isWordHidden} />
  );
}
