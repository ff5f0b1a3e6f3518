import type { Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { hostOrOnlyWords } from '../usual-options.ts';
import { cancelOperation } from './cancel-operation.ts';
import { resumeOperation, undoOperation } from './continue-operation.ts';
import { showActivity } from './show-activity.ts';
import { showOperations } from './show-operations.ts';

export function addActivityCommands(program: Command, bind: Binder): void {
  const operations = program
    .command('operations')
    .description('List the changes that run or ran on a host, whoever began them; follow, cancel, resume or undo one')
    .argument('[host]', hostOrOnlyWords)
    .option('--follow <id>', 'Tell this operation from its beginning, and go on until it ends')
    .action(bind(showOperations))
    .addHelpText('after', operationsHelp);
  addContinueCommands(operations, bind);
  program
    .command('activity')
    .description('Show every command that Nutshell runs on a host to read it')
    .argument('[host]', hostOrOnlyWords)
    .action(bind(showActivity))
    .addHelpText('after', activityHelp);
}

function addContinueCommands(operations: Command, bind: Binder): void {
  const about = (name: string, description: string) =>
    operations
      .command(name)
      .description(description)
      .argument('<id>', 'as `nutshell operations` lists it')
      .option('--host <host>', 'Where it runs or ran; may be left out where there is only one host');
  about('cancel', 'Stop an operation at the next border between two steps, and undo what it has done')
    .option('--dry-run', 'Only say what would happen')
    .action(bind(cancelOperation))
    .addHelpText('after', '\nExamples:\n  nutshell operations cancel 20260101t120000-ab12cd34');
  about('resume', 'Have an interrupted operation go on where it stopped')
    .option('--dry-run', 'Only tell which steps would run')
    .action(bind(resumeOperation))
    .addHelpText('after', resumeHelp);
  about('undo', 'Take back an interrupted operation, what one left behind, or one that may still be undone')
    .option('--dry-run', 'Only tell what would be taken back')
    .action(bind(undoOperation))
    .addHelpText('after', undoHelp);
}

const operationsHelp = `
An operation runs on the host and needs no laptop. One whose host lost power, or whose runner was killed, is listed as interrupted:
it can be resumed or undone, by anybody, from any laptop.

With --follow --json, one line per event; the last one is {"kind":"finished",...}. Ends as the operation did: 0 succeeded, 1 failed
or interrupted, 130 cancelled or undone.

Examples:
  nutshell operations lab
  nutshell operations lab --follow 20260101t120000-ab12cd34
  nutshell operations resume 20260101t120000-ab12cd34 --dry-run
  nutshell operations undo 20260101t120000-ab12cd34 --host lab`;

const resumeHelp = `
The host is looked at again first; if something else has taken what is needed, nothing is changed. Steps that were done are proven
again. The step that was interrupted is taken back and runs again, or counts as done where its check says so.

Ends as the operation does: 0 succeeded, 1 failed or still interrupted, 4 refused, 130 cancelled.

Examples:
  nutshell operations resume 20260101t120000-ab12cd34 --dry-run
  nutshell operations resume 20260101t120000-ab12cd34`;

const undoHelp = `
Steps are taken back in reverse order; nothing that the operation did not make itself is touched.

Ends with 0 if nothing is left behind, 1 if something is, 4 if it is refused.

Examples:
  nutshell operations undo 20260101t120000-ab12cd34 --dry-run
  nutshell operations undo 20260101t120000-ab12cd34`;

const activityHelp = `
Reads the host once and shows what ran there for it, with duration and exit code. The window keeps such a log while it is open.

Examples:
  nutshell activity lab
  nutshell activity lab --json | jq -r '.commands[].command'`;
