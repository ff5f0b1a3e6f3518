import { unreachable } from '../unreachable.ts';
import { buildValueTable, type ValueTable } from './build-value-table.ts';
import { checkInstallValues } from './check-install-values.ts';
import { resolveEvidence, type Evidence } from './evidence.ts';
import { fillTemplate } from './fill-template.ts';
import { findRole, isForRole } from './find-role.ts';
import type { RecipeAnswer, RecipeQuestion } from './install-shapes.ts';
import { hideSecret, type InstallValues, type SecretName } from './install-values.ts';
import type { Recipe } from './recipe.ts';

export type SheetAnswer =
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'select'; readonly option: string }
  /** Typed from where it is kept; it stands in no sheet. */
  | { readonly kind: 'secret'; readonly name: SecretName }
  | { readonly kind: 'none' };

export interface SheetEntry {
  readonly phase: RecipeQuestion['phase'];
  readonly screen: string;
  /** In the installer's words. */
  readonly question: string;
  readonly answer: SheetAnswer;
  /** Pressed after it. */
  readonly keys: readonly string[];
  readonly note: string | null;
  readonly evidence: Evidence;
}

export type AnswerSheet =
  | { readonly kind: 'built'; readonly entries: readonly SheetEntry[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** What to answer to each question, in the installer's order and words. */
export function buildAnswerSheet(recipe: Recipe, roleId: string, values: InstallValues): AnswerSheet {
  const role = findRole(recipe, roleId);
  const problems = role === null ? [`${recipe.title} has no role ${roleId}.`] : checkInstallValues(recipe, roleId, values);
  if (role === null || problems.length > 0) {
    return { kind: 'refused', problems };
  }
  const table = buildValueTable(recipe, role, values);
  const questions = recipe.questions.filter((question) => isForRole(question, roleId));
  const answers = questions.map(({ answer }) => fillAnswer(answer, table));
  const missing = answers.flatMap((answer) => (answer.ok ? [] : answer.problems));
  if (missing.length > 0) {
    return { kind: 'refused', problems: [...new Set(missing)] };
  }
  return {
    kind: 'built',
    entries: questions.flatMap(({ phase, screen, question, keys, note, evidence }, index) => {
      const answer = answers[index];
      return answer?.ok === true
        ? [{ phase, screen, question, answer: answer.answer, keys, note, evidence: resolveEvidence(evidence, recipe.evidence) }]
        : [];
    }),
  };
}

type FilledAnswer =
  { readonly ok: true; readonly answer: SheetAnswer } | { readonly ok: false; readonly problems: readonly string[] };

function fillAnswer(answer: RecipeAnswer, table: ValueTable): FilledAnswer {
  switch (answer.kind) {
    case 'type':
      return map(answer.text, table, (text) => ({ kind: 'type', text }));
    case 'select':
      return map(answer.option, table, (option) => ({ kind: 'select', option }));
    case 'secret':
      return { ok: true, answer: { kind: 'secret', name: answer.name } };
    case 'none':
      return { ok: true, answer: { kind: 'none' } };
    default:
      return unreachable(answer, 'answer');
  }
}

function map(template: string, table: ValueTable, toAnswer: (text: string) => SheetAnswer): FilledAnswer {
  const filled = fillTemplate(template, table, hideSecret);
  return filled.ok ? { ok: true, answer: toAnswer(filled.text) } : filled;
}
