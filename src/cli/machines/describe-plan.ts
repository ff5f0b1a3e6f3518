import type { DraftProblem } from '#domain/machines/draft-problem.ts';
import { describeAction } from '#domain/plans/describe-action.ts';
import type { Plan, PlanStep, StepAction } from '#domain/plans/plan.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { unreachable } from '#domain/unreachable.ts';
import type { Paint } from '../terminal/paint.ts';

/** The plan in words, step by step, with the exact commands and what each option is for. */
export function describePlan(plan: Plan, paint: Paint): string {
  const steps = plan.steps.map((step, index) => describeStep(step, index + 1, paint));
  return [paint.bold(plan.title), ...steps].join('\n\n');
}

function describeStep(step: PlanStep, number: number, paint: Paint): string {
  const lines = [
    paint.bold(`${number}. ${step.title}`),
    ...explainAction(step.action).map((line) => `     ${line}`),
    ...describeNotes(step, paint),
    ...(step.check === null ? [] : [`   check  ${paint.dim(quoteArgv(step.check))}`]),
    ...(step.undo === null ? [] : [`   undo   ${step.undo.title}: ${paint.dim(quoteArgv(step.undo.argv))}`]),
  ];
  return lines.join('\n');
}

/** The command line as everywhere; a file's whole content, and what a guard that fails means. */
function explainAction(action: StepAction): readonly string[] {
  const command = describeAction(action).split('\n');
  switch (action.kind) {
    case 'run':
      return command;
    case 'write-file':
      return [
        ...command,
        ...action.content
          .trimEnd()
          .split('\n')
          .map((line) => `| ${line}`),
      ];
    case 'guard':
      return [...command, `stops here if it refuses: ${action.refusal}`];
    default:
      return unreachable(action, 'step action');
  }
}

function describeNotes({ notes }: PlanStep, paint: Paint): readonly string[] {
  const width = Math.min(36, Math.max(0, ...notes.map((note) => note.option.length)));
  return notes.map((note) => `       ${paint.cyan(note.option.padEnd(width))}  ${note.explanation}`);
}

/** Refusals first: they decide. */
export function describeDraftProblems(problems: readonly DraftProblem[], paint: Paint): readonly string[] {
  const told = (level: DraftProblem['level'], word: string) =>
    problems.filter((problem) => problem.level === level).map((problem) => `${word} ${problem.message}`);
  return [...told('refusal', paint.red('refused')), ...told('warning', paint.yellow('warning'))];
}
