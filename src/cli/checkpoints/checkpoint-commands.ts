import type { Command } from 'commander';
import { usualGraceMinutes } from '#domain/machines/destroy-wish.ts';
import type { Binder } from '../invocation.ts';
import { addReviewOptions, hostOrOnlyWords } from '../usual-options.ts';
import { createCheckpoint } from './create-checkpoint.ts';
import { deleteCheckpoint } from './delete-checkpoint.ts';
import { showCheckpoints } from './list-checkpoints.ts';
import { restoreCheckpoint } from './restore-checkpoint.ts';

export function addCheckpointCommands(program: Command, bind: Binder): void {
  const checkpoint = program
    .command('checkpoint')
    .description('Keep the disks of a whole cloud as they are at one moment, and go back to it')
    .addHelpText('after', checkpointHelp);
  addCreateCommand(checkpoint, bind);
  checkpoint
    .command('list')
    .description('List the checkpoints of a host, how full they are and what to do about it')
    .argument('[host]', hostOrOnlyWords)
    .action(bind(showCheckpoints))
    .addHelpText('after', '\nExamples:\n  nutshell checkpoint list lab');
  addReviewOptions(
    checkpoint
      .command('restore')
      .description('Power its machines off and give their disks back what they held')
      .argument('<name>', 'as `nutshell checkpoint list` shows it')
      .option('--host <host>', hostOption)
      .option('--grace <minutes>', 'For how long thin volumes keep what they hold now, for an undo', String(usualGraceMinutes))
      .option('--yes <name>', 'Its name once more, instead of being asked for it'),
  )
    .action(bind(restoreCheckpoint))
    .addHelpText('after', restoreHelp);
  addReviewOptions(
    checkpoint
      .command('delete')
      .description('Remove a checkpoint; the machines stay as they are')
      .argument('<name>', 'as `nutshell checkpoint list` shows it')
      .option('--host <host>', hostOption),
  )
    .action(bind(deleteCheckpoint))
    .addHelpText(
      'after',
      '\nExamples:\n  nutshell checkpoint delete before-upgrade --dry-run\n  nutshell checkpoint delete before-upgrade',
    );
}

function addCreateCommand(checkpoint: Command, bind: Binder): void {
  addReviewOptions(
    checkpoint
      .command('create')
      .description('Make a checkpoint: all its machines stand still for a moment, and go on')
      .argument('<name>', 'what to call it')
      .argument('[machines...]', 'which machines; without, all that Nutshell launched on the host')
      .option('--host <host>', hostOption)
      .option('--room <size>', 'Room for changes of each classic snapshot: 20G; proposed from the disks and what is free'),
  )
    .action(bind(createCheckpoint))
    .addHelpText('after', createHelp);
}

const hostOption = 'Where it is; may be left out where there is only one host';

const checkpointHelp = `
A checkpoint holds the disks of all its machines at one moment, as after a power cut. RAM is not included.

Examples:
  nutshell checkpoint create before-upgrade
  nutshell checkpoint list
  nutshell checkpoint restore before-upgrade
  nutshell checkpoint delete before-upgrade`;

const createHelp = `
Volumes get LVM snapshots, thin volumes thin ones, qcow2 files internal ones. A raw file cannot hold a snapshot and is refused.
Whatever happens, the machines go on: after two minutes they do so by themselves. With --json, one line per event.

Examples:
  nutshell checkpoint create before-upgrade --dry-run
  nutshell checkpoint create before-upgrade frontend nc1 nc2 --host lab
  nutshell checkpoint create before-upgrade --room 40G`;

const restoreHelp = `
What the disks hold now is lost, except on thin volumes: these keep it for the grace time, and where all are thin the whole can be
undone with \`nutshell operations undo ID\`. The checkpoint stays. The machines are powered off; start them when you are ready.

Examples:
  nutshell checkpoint restore before-upgrade --dry-run
  nutshell checkpoint restore before-upgrade --yes before-upgrade`;
