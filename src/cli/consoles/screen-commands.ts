import type { Command } from 'commander';
import { layoutIds } from '#domain/keyboard/keyboard-layout.ts';
import type { Binder } from '../invocation.ts';
import { addMachineArgument } from '../usual-options.ts';
import { showScreen } from './show-screen.ts';
import { typeText } from './type-text.ts';

export function addScreenCommands(program: Command, bind: Binder): void {
  addMachineArgument(program.command('screen').description('Print the text that the screen of a machine shows'))
    .option('-o, --output <file>', 'Save it as a picture: a name that ends in .png or .ppm')
    .action(bind(showScreen))
    .addHelpText('after', screenHelp);
  addMachineArgument(program.command('type').description('Type into a machine, as its keyboard would'))
    .argument('[text]', 'what to type; never a password, which other users of this laptop could see in lists of processes')
    .option('--stdin', 'Type what standard input says, without its last line end; for passwords')
    .option('--layout <layout>', `The keyboard layout that the machine's system has: ${layoutIds.join(', ')}`, 'us')
    .option('--enter', 'Press Enter after it')
    .option('--dry-run', 'Only tell whether it can be typed, and how many keys that takes')
    .action(bind(typeText))
    .addHelpText('after', typeHelp);
}

const screenHelp = `
Text mode is read exactly. In graphics, letters are known by their shapes where the system draws them with a PC's own font, as boot
menus do; else only a picture can be had.

Examples:
  nutshell screen ciab
  nutshell screen ciab --json                  mode, cursor and lines
  nutshell screen ciab -o ciab.png`;

const typeHelp = `
Each character is a key of the layout that the machine's system has set: an installer that has asked for no keyboard yet has us.
Where one of them cannot be typed, none is. Ctrl-C stops between two keys and tells how many went out.

Examples:
  nutshell type ciab 10.101.7.2 --enter
  nutshell type ciab --enter                   presses Enter alone
  pass show lab/root | nutshell type ciab --stdin --layout de --enter`;
