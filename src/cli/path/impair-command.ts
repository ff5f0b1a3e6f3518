import type { Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { addMachineArgument, addReviewOptions } from '../usual-options.ts';
import { impairMachine } from './impair-machine.ts';

export function addImpairCommand(program: Command, bind: Binder): void {
  const command = addMachineArgument(
    program.command('break').description('Break the path of a machine at its tap, on purpose and for a while'),
  )
    .option('--link-down', 'Take the tap down')
    .option('--delay <ms>', 'Hold packets to the machine back for so many milliseconds')
    .option('--jitter <ms>', 'With --delay: give or take so many')
    .option('--loss <percent>', 'Lose so many of the packets to the machine')
    .option('--rate <kbit>', 'Let so many kbit/s through to the machine')
    .option('--mtu <bytes>', 'Carry no packet larger than this')
    .option('--for <seconds>', 'How long', '60')
    .option('--nic <mac>', 'Which network card; without it the first');
  addReviewOptions(command).action(bind(impairMachine)).addHelpText('after', impairHelp);
}

const impairHelp = `
To see what a cloud does when its network does not. One operation: the host itself puts the tap back when the time is over, also when
this laptop is closed; Ctrl-C only leaves it running. \`nutshell operations cancel ID\` puts it back at once. Name one way to break it.

Delay, loss and rate are of packets on their way to the machine: what it sends comes into the tap, where no queue is.

Examples:
  nutshell break ciab --link-down --for 30
  nutshell break ciab --delay 200 --jitter 50
  nutshell break ciab --loss 10 --for 300 --dry-run
  nutshell break ciab --rate 512`;
