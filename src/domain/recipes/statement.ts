import { optional, object, type Fields, type FieldsValue } from '../yaml/collection-shapes.ts';
import { text } from '../yaml/scalar-shapes.ts';
import { refuse, wrong, type Shape } from '../yaml/shape.ts';

import type { OwnEvidence } from './evidence.ts';

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
