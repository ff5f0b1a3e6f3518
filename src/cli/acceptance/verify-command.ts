import type { Command } from 'commander';
import { addMachineLoginOptions } from '../clouds/machine-login.ts';
import type { Binder } from '../invocation.ts';
import { hostOrOnlyWords } from '../usual-options.ts';
import { verifyCloud } from './verify-cloud.ts';

export function addVerifyCommand(program: Command, bind: Binder): void {
  const command = program
    .command('verify')
    .description('Try an installed cloud: from its services to SSH into an instance that it starts')
    .argument('<cloud>', 'its name')
    .option('--on <host>', hostOrOnlyWords)
    .option('--image <id>', 'Start the instance from this image; without it, from the first that there is')
    .option('--type <type>', 'Its size, such as m1.small')
    .option('--instance-user <name>', 'As whom the image lets in', 'root')
    .option('--limit <seconds>', 'For the instance to run, and again for SSH to answer', '600')
    .option('--junit <file>', 'Write the report as JUnit XML too')
    .option('--markdown <file>', 'Write the report as Markdown too');
  addMachineLoginOptions(command).action(bind(verifyCloud)).addHelpText('after', verifyHelp);
}

const verifyHelp = `
Services, credentials, a key pair, the security group, an instance that runs and has a public address, SSH to it with the new key, a trace
to it, clean-up. What the test made is taken away also when a step fails and after Ctrl-C; what was there before is left alone.
When a step fails, the console of the instance, a trace and the logs that the recipe lists go into the report.

Ends with 0 if every step passed, with 1 if one failed. With --json, one line for each event; the last is the report.

Examples:
  nutshell verify blue
  nutshell verify blue --password-file ~/.blue-password --junit verify.xml --markdown verify.md
  nutshell verify blue --limit 1800 --json | jq -c 'select(.kind == "ended").result | {id, outcome}'`;
