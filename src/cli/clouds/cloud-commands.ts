import { Option, type Command } from 'commander';
import { usualGraceMinutes } from '#domain/machines/destroy-wish.ts';
import { collectValues } from '../collect-values.ts';
import type { Binder } from '../invocation.ts';
import { addReviewOptions, hostOrOnlyWords } from '../usual-options.ts';
import { bringUp } from './bring-up.ts';
import { exportCloud } from './export-cloud.ts';
import { listClouds } from './list-clouds.ts';
import { planCloud } from './plan-cloud.ts';
import { takeDown } from './take-down.ts';

export function addCloudCommands(program: Command, bind: Binder): void {
  addUpCommand(program, bind);
  addFileOptions(
    program
      .command('plan')
      .description('Say what `up` would do with a cloud file: addresses, sizes, steps, what is different; changes nothing')
      .argument('<file>', 'a cloud file on this laptop'),
  )
    .action(bind(planCloud))
    .addHelpText('after', planHelp);
  addDownCommand(program, bind);
  program
    .command('export')
    .description('Print a cloud as it is now, as a cloud file')
    .argument('<cloud>', 'its name')
    .option('--on <host>', hostOrOnlyWords)
    .action(bind(exportCloud))
    .addHelpText('after', exportHelp);
  const clouds = program.command('clouds').description('The clouds of a host: list');
  clouds
    .command('list')
    .description('List the clouds of a host, with their machines and addresses')
    .argument('[host]', hostOrOnlyWords)
    .action(bind(listClouds))
    .addHelpText('after', '\nExamples:\n  nutshell clouds list\n  nutshell clouds list lab --json');
}

function addUpCommand(program: Command, bind: Binder): void {
  const up = addFileOptions(
    program
      .command('up')
      .description('Bring up what a cloud file says: all its machines, as one operation')
      .argument('<file>', 'a cloud file on this laptop'),
  )
    .option('--root-password-file <path>', 'The password for root on its machines is the first line of this file')
    .option('--make-password', 'Have a password made, and shown this once, without asking')
    .option('--yes <cloud>', 'Where machines go: its name once more, instead of being asked for it')
    .option('--follow', 'Tell how it goes until it is over; so it is without --detach')
    .option('--detach', 'Only begin it; it goes on on the host');
  addReviewOptions(up).action(bind(bringUp)).addHelpText('after', upHelp);
}

function addDownCommand(program: Command, bind: Binder): void {
  const down = program
    .command('down')
    .description('Take a cloud down: its machines, their disks, its record and its claim')
    .argument('<cloud>', 'its name')
    .option('--on <host>', hostOrOnlyWords)
    .option('--keep-volumes', 'Keep all its volumes')
    .addOption(new Option('--keep-volume <path>', 'Keep this one; may be repeated').argParser(collectValues))
    .option('--grace <minutes>', 'For how long it can be undone; 0 removes at once', String(usualGraceMinutes))
    .option('--yes <cloud>', 'Its name once more, instead of being asked for it');
  addReviewOptions(down).action(bind(takeDown)).addHelpText('after', downHelp);
}

function addFileOptions(command: Command): Command {
  return command
    .option('--on <host>', hostOrOnlyWords)
    .option('--remove-machines', 'Machines that the file no longer has go: powered off, and set aside as `down` does')
    .option('--keep-volumes', 'Keep all volumes of machines that go')
    .addOption(new Option('--keep-volume <path>', 'Keep this one; may be repeated').argParser(collectValues))
    .option('--grace <minutes>', `For how long that can be undone (default: ${usualGraceMinutes}); 0 removes at once`)
    .option('--days <count>', 'For how many days its addresses are claimed, or always', '30')
    .option('--ignore-laptop', 'Do not compare with the routes of this laptop and its VPN');
}

const upHelp = `
A cloud file needs a name and a recipe; what else is left out is proposed from the host:

  cloud: 1
  name: blue
  recipe: practice-cloud

Its addresses come from what you own there (nutshell addresses own), and are asked for on the bridge first. The machines install in the
recipe's order; who waits for whom, waits on the host. Ctrl-C stops listening only. With --json, one line per event; the last one is
{"kind":"finished",...}.

Brought up again after the file was changed, the difference is told first; then all of it is done as one operation: machines that are new
are added, RAM and virtual CPUs change for the next start, disks grow at once. Machines that the file no longer has go only with
--remove-machines, after the cloud's name was typed. What else is different is refused, and nothing is done in part.

Examples:
  nutshell up blue.yaml --on lab --dry-run
  nutshell up blue.yaml --on lab
  nutshell up blue.yaml --on lab --root-password-file ~/.blue-password --detach
  nutshell up blue.yaml --on lab --remove-machines --grace 60 --yes blue`;

const planHelp = `
Ends with 4 where \`up\` would refuse, and with 2 where the file cannot be read; every mistake is told with its line and column.

Examples:
  nutshell plan blue.yaml --on lab
  nutshell plan blue.yaml --on lab --remove-machines
  nutshell plan blue.yaml --json | jq -r '.file' > blue-complete.yaml`;

const downHelp = `
All of it is set aside under other names first, and removed for good when the grace time is over. Until then
\`nutshell operations undo ID\` brings the whole cloud back, powered off, with all its data.

Examples:
  nutshell down blue --dry-run
  nutshell down blue --on lab --grace 60 --yes blue`;

const exportHelp = `
The file says everything that was decided, and no secret. On a host where its addresses are free, it brings the same cloud up.

Examples:
  nutshell export blue > blue.yaml
  nutshell export blue --on lab --json`;
