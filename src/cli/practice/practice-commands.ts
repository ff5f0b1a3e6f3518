import type { Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { logInToPractice } from './log-in-to-practice.ts';
import { showPracticeStatus } from './show-practice-status.ts';
import { startPractice, resetPractice } from './start-practice.ts';
import { stopPractice } from './stop-practice.ts';

/** The practice host is a host like any other once it is up: it is called practice. */
export function addPracticeCommands(program: Command, bind: Binder): void {
  const practice = program
    .command('practice')
    .description('Boot a real KVM host in QEMU on this laptop, to learn and to test with')
    .addHelpText('after', practiceHelp);
  practice
    .command('up')
    .description('Build it where need be, boot or restore it, and add it to the hosts as "practice"')
    .action(bind(startPractice))
    .addHelpText(
      'after',
      '\nExamples:\n  nutshell practice up\n  nutshell practice up --json      one line per event, the last one {"kind":"ready",...}',
    );
  practice
    .command('down')
    .description('Shut it down; what is on it stays until the next reset')
    .action(bind(stopPractice))
    .addHelpText('after', '\nExamples:\n  nutshell practice down');
  practice
    .command('reset')
    .description('Put it back to its pristine state: everything on it is forgotten')
    .action(bind(resetPractice))
    .addHelpText('after', '\nExamples:\n  nutshell practice reset');
  practice
    .command('ssh')
    .description('Log in to it, or run one command on it')
    .argument('[command...]', 'what to run; put -- before it if it has options')
    .action(bind(logInToPractice))
    .addHelpText(
      'after',
      '\nExamples:\n  nutshell practice ssh\n  nutshell practice ssh -- lvs -o lv_name,lv_size\n  nutshell practice ssh --json     prints the ssh command',
    );
  practice
    .command('status')
    .description('Say whether it runs; ends with 0 if it does, with 3 if not')
    .action(bind(showPracticeStatus))
    .addHelpText('after', '\nExamples:\n  nutshell practice status\n  nutshell practice status --json');
}

const practiceHelp = `
Needs QEMU and mmdebstrap on a Debian or Ubuntu laptop. Building takes a few minutes once, restoring some seconds.

Examples:
  nutshell practice up
  nutshell check practice
  nutshell practice down`;
