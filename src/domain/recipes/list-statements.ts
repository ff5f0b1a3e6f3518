import { resolveEvidence, type Evidence, type OwnEvidence } from './evidence.ts';
import type { Recipe } from './recipe.ts';

export interface ListedStatement {
  /** roles[1].hardware */
  readonly field: string;
  readonly evidence: Evidence;
}

/** Every statement of a recipe with where it comes from, its own word or that of what it is part of. */
export function listStatements(recipe: Recipe): readonly ListedStatement[] {
  const found: ListedStatement[] = [];
  collect(recipe, '', [], found);
  return found;
}

/** How much of a recipe was verified. */
export function countVerified(recipe: Recipe): { readonly verified: number; readonly total: number } {
  const statements = listStatements(recipe).filter(({ field }) => field !== '');
  return { verified: statements.filter(({ evidence }) => evidence.kind === 'verified').length, total: statements.length };
}

function collect(value: unknown, field: string, around: readonly OwnEvidence[], found: ListedStatement[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => collect(item, `${field}[${index}]`, around, found));
    return;
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const own = 'evidence' in value ? (value.evidence as OwnEvidence) : null;
  const chain = [own, ...around];
  if ('evidence' in value) {
    found.push({ field, evidence: resolveEvidence(...chain) });
  }
  for (const [name, inner] of Object.entries(value)) {
    if (name !== 'evidence') {
      collect(inner, field === '' ? name : `${field}.${name}`, chain, found);
    }
  }
}
