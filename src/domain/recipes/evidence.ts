/** Where a statement of a recipe comes from: read or tried, and in what; or why nobody should rely on it yet. */
export type Evidence =
  { readonly kind: 'verified'; readonly source: string } | { readonly kind: 'unverified'; readonly reason: string };

/** null: as the statement around it. */
export type OwnEvidence = Evidence | null;

/** What is not said to be verified is not. */
export const noEvidence: Evidence = { kind: 'unverified', reason: 'The recipe names no source.' };

/** Of a statement within others, the innermost that says anything first. */
export function resolveEvidence(...fromInside: readonly OwnEvidence[]): Evidence {
  return fromInside.find((evidence) => evidence !== null) ?? noEvidence;
}
