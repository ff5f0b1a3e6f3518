import { Option, type Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { addMachineArgument, addReviewOptions } from '../usual-options.ts';
import { diagnoseMachine } from './diagnose-machine.ts';
import { addWayInOptions } from './way-in.ts';

export function addDiagnoseCommand(program: Command, bind: Binder): void {
  const command = addMachineArgument(
    program.command('diagnose').description('Tell what stops packets to a machine, without sending any'),
  )
    .option('--from <address>', 'Where the packet comes from; without it the host’s gateway')
    .option('--to <address>', 'Where it goes; without it the machine')
    .addOption(new Option('--protocol <protocol>', 'What it is; TCP with --port, else ICMP').choices(['icmp', 'tcp', 'udp']))
    .option('--port <port>', 'To which port')
    .option('--fix <cause>', 'Mend this cause on the host, as a change that can be undone');
  addReviewOptions(command);
  addWayInOptions(command).action(bind(diagnoseMachine)).addHelpText('after', diagnoseHelp);
}

const diagnoseHelp = `
Thinks a packet through every device and every rule between the network and the machine, there and back. Each cause comes with the lines
that prove it, the command that showed each, and how to mend it. Nothing is sent, and without --fix nothing is changed. What --fix does is
undone with \`nutshell operations undo ID\` for a week; a cause inside the machine is for you to mend.

Ends with 0 if nothing stops the packet, with 8 if a cause was found, with 9 if none was found but something could not be judged. What is
inside the machine is looked at only with --inside.

Examples:
  nutshell diagnose ciab
  nutshell diagnose ciab --to 10.101.7.2 --port 8443
  nutshell diagnose ciab --fix host-bridge-down --dry-run
  nutshell diagnose ciab --inside root@10.101.7.2 --key ~/.ssh/ciab
  nutshell diagnose ciab --json | jq '.chains[].diagnosis | {verdict, causes: [.findings[].causeId]}'`;
