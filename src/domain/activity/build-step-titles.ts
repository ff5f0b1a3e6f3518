import { describeAction } from '../plans/describe-action.ts';
import type { Plan } from '../plans/plan.ts';
import { quoteArgv } from '../shell/quote-argv.ts';
import type { OperationStepTitle } from './operation.ts';

/** The steps of a plan as the first line of its journal describes them. */
export function buildStepTitles({ steps }: Plan): readonly OperationStepTitle[] {
  return steps.map(({ id, title, action, check, undo, isCancellable, onInterruption }) => ({
    id,
    title,
    command: describeAction(action),
    isGuard: action.kind === 'guard',
    isCancellable: isCancellable === true,
    check: check && quoteArgv(check),
    undo: undo && { title: undo.title, command: quoteArgv(undo.argv), coversFailure: undo.coversFailure === true },
    onInterruption: onInterruption ?? 'undo-first',
  }));
}
