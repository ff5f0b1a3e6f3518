import type { Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { showOperations } from './show-operations.ts';
import { showActivity } from './show-activity.ts';

export function addActivityCommands(program: Command, bind: Binder): void {
  program
    .command('operations')
    .description('List the changes that run or ran on a host, whoever began them')
    .argument('[host]', 'its name, id or address; may be left out where there is only one')
    .option('--follow <id>', 'Tell this operation from its beginning, and go on until it ends')
    .option('--cancel <id>', 'Stop this operation at the next border between two steps')
    .action(bind(showOperations))
    .addHelpText('after', operationsHelp);
  program
    .command('activity')
    .description('Show every command that Nutshell runs on a host to read it')
    .argument('[host]', 'its name, id or address; may be left out where there is only one')
    .action(bind(showActivity))
    .addHelpText('after', activityHelp);
}

const operationsHelp = `
With --follow --json, one line per event; the last one is {"kind":"finished",...}. Ends as the operation did: 0 succeeded, 1 failed, 130 cancelled.

Examples:
  nutshell operations lab
  nutshell operations lab --follow 20260101-120000-ab12
  nutshell operations lab --cancel 20260101-120000-ab12`;

const activityHelp = `
Reads the host once and shows what ran there for it, with duration and exit code. The window keeps such a log while it is open.

Examples:
  nutshell activity lab
  nutshell activity lab --json | jq -r '.commands[].command'`;
