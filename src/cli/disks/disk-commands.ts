import type { Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { hostOrOnlyWords, hostWords } from '../usual-options.ts';
import { listPlaces } from './list-places.ts';
import { setPlace } from './set-place.ts';

/** The options that name a place for disks, for whichever command takes them. */
export function addPlaceOptions(command: Command): Command {
  return command
    .option('--disk-kind <kind>', 'lvm (a volume), thin (a volume that takes room as it is written), qcow2 or raw (files)')
    .option('--vg <group>', 'Volume group of the disk')
    .option('--pool <pool>', 'Thin pool in that group')
    .option('--folder <folder>', 'Folder of the disk file on the host; /var/lib/nutshell/disks where none is said');
}

/** Under `hosts`. */
export function addDiskCommands(hosts: Command, bind: Binder): void {
  hosts
    .command('disks')
    .description('List where disks can be made on a host, with the room of each place')
    .argument('[host]', hostOrOnlyWords)
    .action(bind(listPlaces))
    .addHelpText('after', disksHelp);
  addPlaceOptions(
    hosts
      .command('set')
      .description('Choose where new disks go on a host; remembered on this laptop')
      .argument('<host>', hostWords),
  )
    .option('--any-place', 'Let the room of the host decide again')
    .option('--dry-run', 'Only say what would be remembered')
    .action(bind(setPlace))
    .addHelpText('after', setHelp);
}

const disksHelp = `
Promised is what disks that are there may still take as their machines write; spare is what is free beyond that. Below 0, more
is promised than there is.

Examples:
  nutshell hosts disks lab
  nutshell hosts disks lab --json | jq '.places[] | select(.obstacle == null)'`;

const setHelp = `
Machines that are there stay where they are. --dry-run of launch shows where the next disk would go.

Examples:
  nutshell hosts set lab --disk-kind thin --vg vg01 --pool pool0
  nutshell hosts set lab --disk-kind qcow2 --folder /srv/disks
  nutshell hosts set lab --any-place`;
