import type { Command } from 'commander';

/** What stands for a host wherever one is asked for. */
export const hostWords = 'its name, id or address';
export const hostOrOnlyWords = `${hostWords}; may be left out where there is only one`;
/** Of --host, where the name of something on a host was given first. */
export const hostOfMachineWords = 'Where it is; may be left out where only one host has it';

/** A command about one machine, wherever it is. */
export function addMachineArgument(command: Command): Command {
  return command.argument('<machine>', 'its name').option('--host <host>', hostOfMachineWords);
}

/** Every change can be looked at before it happens, and kept as a script. */
export function addReviewOptions(command: Command): Command {
  return command
    .option('--dry-run', 'Only tell the steps, with the exact commands and what each option is for')
    .option('--script', 'Only print the steps as a script that runs by itself');
}
