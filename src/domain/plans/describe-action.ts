import { quoteArgv } from '../shell/quote-argv.ts';
import { unreachable } from '../unreachable.ts';
import type { StepAction } from './plan.ts';

/** What a step does as one command line, for the screen and the journal. */
export function describeAction(action: StepAction): string {
  switch (action.kind) {
    case 'run':
      return quoteArgv(action.argv);
    case 'guard':
      return quoteArgv([action.script, ...action.args]);
    case 'write-file':
      return `write ${quoteArgv([action.path])} (mode ${action.mode}, ${action.content.length} characters)`;
    default:
      return unreachable(action, 'step action');
  }
}
