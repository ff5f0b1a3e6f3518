import type { Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { addMachineArgument } from '../usual-options.ts';
import { openConsole } from './open-console.ts';

export function addConsoleCommand(program: Command, bind: Binder): void {
  addMachineArgument(
    program.command('console').description('Reach the screen of a machine: tell how, forward it, or open a viewer'),
  )
    .option('--listen [port]', 'Forward the screen to a port on 127.0.0.1 until Ctrl-C; a free one unless given')
    .option('--viewer', 'Forward, and open a VNC viewer of this laptop on it until it is closed')
    .action(bind(openConsole))
    .addHelpText('after', consoleHelp);
}

const consoleHelp = `
Without an option nothing is opened: the commands to do it with ssh and a viewer are printed. While a port is forwarded, every
program and user of this laptop can connect to it.

Examples:
  nutshell console ciab
  nutshell console ciab --listen 5901
  nutshell console ciab --viewer
  nutshell console ciab --listen --json                  prints {"address":"127.0.0.1","port":...} once it listens`;
