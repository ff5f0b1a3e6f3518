import type { Command } from 'commander';
import { addMachineLoginOptions } from '../clouds/machine-login.ts';
import type { Binder } from '../invocation.ts';
import { hostOrOnlyWords } from '../usual-options.ts';
import { runAws } from './run-aws.ts';

export function addAwsCommand(program: Command, bind: Binder): void {
  const aws = program
    .command('aws')
    .description('Run your own aws-cli against a cloud, through its host; or write the files for it')
    .argument('<cloud>', 'its name')
    .argument('[words...]', 'after --: the words for aws')
    .option('--on <host>', hostOrOnlyWords)
    .option(
      '--write [folder]',
      'Write files for aws-cli, of today and of 2013, into this folder; without a name into the usual one',
    )
    .option('--local-port <port>', 'With --write: for a tunnel at this port of 127.0.0.1, and not for the addresses of the cloud')
    .option('--dry-run', 'With --write: only tell what would be written')
    .option('--yes', 'With --write: files that are there may be added to; their difference is told');
  addMachineLoginOptions(aws).action(bind(runAws)).addHelpText('after', awsHelp);
}

const awsHelp = `
The cloud's credentials are read on its machine first, as \`nutshell credentials CLOUD --fetch\` does. While aws runs, a port of 127.0.0.1
leads to the cloud through its host, and nothing of your own ~/.aws or AWS_ variables is used. The exit code is that of aws.
Before it runs, parameters are named that aws sends by itself and that an old cloud refuses, with the way around them.

--write lays out a folder (mode 0700): \`env\` to source for today's aws-cli, \`env-2013\` for that of 2013, and a README.md with commands
to try. Other profiles in its files stay. A file that is there is changed only with --yes, after its difference was told.
The files lead to the cloud's own addresses. A laptop that has no way there writes them with --local-port, and keeps a tunnel at that port.

Examples:
  nutshell aws blue -- ec2 describe-images
  nutshell aws blue --password-file ~/.blue-password -- ec2 create-volume --size 1 --availability-zone CLUSTER01
  nutshell aws blue --write ~/blue-aws --dry-run
  nutshell aws blue --write ~/blue-aws --yes && . ~/blue-aws/env && aws ec2 describe-volumes
  nutshell aws blue --write ~/blue-aws --local-port 8773; nutshell access blue 8773 --open --port 8773`;
