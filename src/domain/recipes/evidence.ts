import { optional, object, type Fields, type FieldsValue } from '../yaml/collection-shapes.ts';
import { text } from '../yaml/scalar-shapes.ts';
import { refuse, wrong, type Shape } from '../yaml/shape.ts';

/** Where a statement of a recipe comes from: read or tried, and in what; or why nobody should rely on it yet. */
export type Evidence =
  { readonly kind: 'verified'; readonly source: string } | { readonly kind: 'unverified'; readonly reason: string };

/** null: as the statement around it. */
export type OwnEvidence = Evidence | null;

export interface Statement {
  readonly evidence: OwnEvidence;
}

/** Fields that say, with `verified` or `unverified`, where they come from. */
export function statement<F extends Fields>(what: string, fields: F): Shape<FieldsValue<F> & Statement> {
  const evidenceFields = { verified: optional(text(), null), unverified: optional(text(), null) };
  const shape = object<Fields>(what, { ...fields, ...evidenceFields });
  return (node, place) => {
    const value = shape(node, place);
    if (value === wrong) {
      return wrong;
    }
    const { verified, unverified, ...rest } = value as FieldsValue<typeof evidenceFields>;
    if (verified !== null && unverified !== null) {
      return refuse(place, 'Say verified or unverified here, not both.');
    }
    return { ...rest, evidence: toEvidence(verified, unverified) } as FieldsValue<F> & Statement;
  };
}

function toEvidence(source: string | null, reason: string | null): OwnEvidence {
  if (source !== null) {
    return { kind: 'verified', source };
  }
  return reason === null ? null : { kind: 'unverified', reason };
}

/** What is not said to be verified is not. */
export const noEvidence: Evidence = { kind: 'unverified', reason: 'The recipe names no source.' };

/** Of a statement within others, the innermost that says anything first. */
export function resolveEvidence(...fromInside: readonly OwnEvidence[]): Evidence {
  return fromInside.find((evidence) => evidence !== null) ?? noEvidence;
}
