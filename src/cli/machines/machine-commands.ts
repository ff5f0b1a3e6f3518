import { Option, type Command } from 'commander';
import { usualGraceMinutes } from '#domain/machines/destroy-wish.ts';
import { collectValues } from '../collect-values.ts';
import { addPlaceOptions } from '../disks/disk-commands.ts';
import type { Binder } from '../invocation.ts';
import { addMachineArgument, addReviewOptions, hostOrOnlyWords, hostWords } from '../usual-options.ts';
import { addActionCommands } from './action-commands.ts';
import { destroyMachine } from './destroy-machine.ts';
import { launchMachine } from './launch-machine.ts';
import { listMachines } from './list-machines.ts';

export function addMachineCommands(program: Command, bind: Binder): void {
  program
    .command('list')
    .description('List the machines of one host, or of all')
    .argument('[host]', hostWords)
    .action(bind(listMachines))
    .addHelpText('after', listHelp);
  addLaunchCommand(program, bind);
  addActionCommands(program, bind);
  addReviewOptions(
    addMachineArgument(program.command('destroy').description('End a machine and remove what it was launched with'))
      .option('--keep-volumes', 'Keep all its volumes')
      .addOption(new Option('--keep-volume <path>', 'Keep this one; may be repeated').argParser(collectValues))
      .option('--grace <minutes>', 'For how long it can be undone; 0 removes at once', String(usualGraceMinutes))
      .option('--foreign', 'Also where Nutshell did not launch it: its process is ended, its volumes stay')
      .option('--yes <machine>', 'Its name once more, instead of being asked for it'),
  )
    .action(bind(destroyMachine))
    .addHelpText('after', destroyHelp);
}

function addLaunchCommand(program: Command, bind: Binder): void {
  const launch = addReviewOptions(
    program
      .command('launch')
      .description('Launch a machine from an installer ISO')
      .argument('[host]', hostOrOnlyWords)
      .requiredOption('--role <role>', 'What it becomes: ciab (Cloud in a Box), frontend, or nc (Node Controller)')
      .option('--iso <path>', 'The installer ISO, as a whole path on the host')
      .option('--no-iso', 'Boot from the disk, without an ISO')
      .option('--name <name>', 'What to call it; proposed from the role')
      .option('--memory <size>', 'RAM: 4096, 4096M or 4G')
      .option('--vcpus <count>', 'Virtual CPUs')
      .option('--disk <size>', 'Disk: 100G, or 100 for the same')
      .option('--volume <name>', 'Name of the volume, or of the file without its ending; proposed from the name')
      .option('--bridge <bridge>', 'Bridge on the host')
      .option('--mac <mac>', 'MAC of its network card; proposed so that it is unique')
      .option('--vnc <socket|display[:N]>', 'How its screen listens on the host: a socket, or a display on 127.0.0.1')
      .option('--ip <address>', 'Its address, to be typed into the installer')
      .option('--prefix <length>', 'Length of its network prefix, for example 16')
      .option('--gateway <address>', 'Its default gateway')
      .option('--nameserver <address>', 'Its nameserver'),
  )
    .action(bind(launchMachine))
    .addHelpText('after', launchHelp);
  addPlaceOptions(launch);
}

const listHelp = `
Shows every QEMU machine, also those that others started (owner: foreign); those are never touched.

Examples:
  nutshell list
  nutshell list lab --json | jq -r '.machines[] | select(.state.kind == "running") | .name'`;

const launchHelp = `
What is not said is proposed from the host: free names, MAC and addresses, sizes that fit the role, and where
the disk goes ("nutshell hosts disks" lists the places). The steps run on the host;
Ctrl-C stops listening, not the launch. With --json, one line per event; the last one is {"kind":"finished",...}.

Examples:
  nutshell launch lab --role ciab --iso /srv/iso/faststart.iso --dry-run
  nutshell launch lab --role ciab --iso /srv/iso/faststart.iso --name ciab --memory 8G --disk 200G
  nutshell launch lab --role ciab --iso /srv/iso/faststart.iso --disk-kind thin --vg vg01 --pool pool0
  nutshell launch lab --role nc --iso /srv/iso/faststart.iso --disk-kind qcow2 --folder /srv/disks
  nutshell launch lab --role nc --iso /srv/iso/faststart.iso --ip 10.101.7.3 --vnc :2
  nutshell launch lab --role ciab --iso /srv/iso/faststart.iso --script > launch-ciab.sh`;

const destroyHelp = `
Volumes and definition are set aside under another name first, and removed for good when the grace time is over. Until then
\`nutshell operations undo ID\` brings the machine back, powered off, with all its data; the room is free only afterwards.
A volume that Nutshell did not create is never removed. With --json, one line per event; the last one is {"kind":"finished",...}.

Examples:
  nutshell destroy ciab --dry-run
  nutshell destroy ciab --keep-volumes
  nutshell destroy ciab --keep-volume /dev/vg01/ciab --grace 60
  nutshell destroy ciab --host lab --yes ciab`;
