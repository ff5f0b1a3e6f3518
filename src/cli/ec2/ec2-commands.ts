import type { Command } from 'commander';
import { addMachineLoginOptions } from '../clouds/machine-login.ts';
import type { Binder } from '../invocation.ts';
import { hostOrOnlyWords } from '../usual-options.ts';
import {
  allocateAddress,
  associateAddress,
  closePort,
  disassociateAddress,
  openPort,
  releaseAddress,
} from './change-ec2-network.ts';
import {
  attachVolume,
  createVolume,
  deleteKey,
  deleteVolume,
  detachVolume,
  runInstance,
  showConsole,
  terminateInstance,
} from './change-ec2.ts';
import { createKey } from './create-key.ts';
import { ec2Nouns, listEc2 } from './list-ec2.ts';

export function addEc2Commands(program: Command, bind: Binder): void {
  const ec2 = program
    .command('ec2')
    .description('A cloud’s instances, images, volumes, keys, groups and addresses, by its EC2 API');
  ec2Nouns.forEach((noun) => {
    addAction(ec2, noun, `List the ${noun} of a cloud`, [`${noun} blue`, `${noun} blue --json`]).action(bind(listEc2(noun)));
  });
  addInstanceCommands(ec2, bind);
  addVolumeCommands(ec2, bind);
  addNetworkCommands(ec2, bind);
  ec2.addHelpText('after', ec2Help);
}

function addInstanceCommands(ec2: Command, bind: Binder): void {
  addChange(ec2, 'run', 'Start an instance', [
    'run blue emi-1a2b3c4d --key-pair demo',
    'run blue emi-1a2b3c4d --key-pair demo --type m1.small --dry-run',
  ])
    .argument('<image>', 'such as emi-1a2b3c4d')
    .option('--key-pair <name>', 'The key pair whose private half lets in; without it nobody can log in')
    .option('--type <type>', 'Its size, such as m1.small')
    .option('--group <name>', 'Its security group; without it, the default one')
    .option('--zone <name>', 'Its availability zone')
    .action(bind(runInstance));
  addChange(ec2, 'terminate', 'End an instance; what is on its disk is gone', ['terminate blue i-1a2b3c4d'])
    .argument('<instance>', 'its id')
    .action(bind(terminateInstance));
  addAction(ec2, 'console', 'Print what an instance said on its console', ['console blue i-1a2b3c4d'])
    .argument('<instance>', 'its id')
    .action(bind(showConsole));
  addChange(ec2, 'create-key', 'Make a key pair; its private half is shown once', [
    'create-key blue demo --save ~/.ssh/blue-demo',
  ])
    .argument('<name>', 'of the key pair')
    .option('--save <file>', 'Write it there instead, for you alone; a file that exists is never overwritten')
    .action(bind(createKey));
  addChange(ec2, 'delete-key', 'Forget a key pair; instances that were started with it keep it', ['delete-key blue demo'])
    .argument('<name>', 'of the key pair')
    .action(bind(deleteKey));
}

function addVolumeCommands(ec2: Command, bind: Binder): void {
  addChange(ec2, 'create-volume', 'Make a volume', ['create-volume blue --size-gib 1 --zone CLUSTER01'])
    .requiredOption('--size-gib <count>', 'How large')
    .requiredOption('--zone <name>', 'In which availability zone: nutshell ec2 zones CLOUD')
    .action(bind(createVolume));
  addChange(ec2, 'attach', 'Give a volume to an instance', ['attach blue vol-1a2b3c4d --instance i-1a2b3c4d --device /dev/vdb'])
    .argument('<volume>', 'its id')
    .requiredOption('--instance <id>', 'Which one')
    .option('--device <path>', 'What it is to be called there', '/dev/vdb')
    .action(bind(attachVolume));
  addChange(ec2, 'detach', 'Take a volume from its instance; unmount it there first', ['detach blue vol-1a2b3c4d'])
    .argument('<volume>', 'its id')
    .action(bind(detachVolume));
  addChange(ec2, 'delete-volume', 'Delete a volume that no instance has; what is on it is gone', [
    'delete-volume blue vol-1a2b3c4d',
  ])
    .argument('<volume>', 'its id')
    .action(bind(deleteVolume));
}

function addNetworkCommands(ec2: Command, bind: Binder): void {
  addChange(ec2, 'open-port', 'Let packets in to the instances of a group', [
    'open-port blue 22',
    'open-port blue 8000-8100 --group web --from 10.0.0.0/8',
  ])
    .argument('<port>', '22, 8000-8100, 53/udp or icmp')
    .option('--group <name>', 'Which security group', 'default')
    .option('--from <network>', 'From where', '0.0.0.0/0')
    .action(bind(openPort));
  addChange(ec2, 'close-port', 'Take an opening back, exactly as it was opened', [
    'close-port blue 22',
    'close-port blue 8000-8100 --group web --from 10.0.0.0/8',
  ])
    .argument('<port>', '22, 8000-8100, 53/udp or icmp')
    .option('--group <name>', 'Which security group', 'default')
    .option('--from <network>', 'From where', '0.0.0.0/0')
    .action(bind(closePort));
  addAddressCommands(ec2, bind);
}

function addAddressCommands(ec2: Command, bind: Binder): void {
  addChange(ec2, 'allocate', 'Take a free address of the cloud for this account', ['allocate blue']).action(
    bind(allocateAddress),
  );
  addChange(ec2, 'associate', 'Give an address to an instance', [
    'associate blue new --instance i-1a2b3c4d',
    'associate blue 10.101.7.31 --instance i-1a2b3c4d',
  ])
    .argument('<address>', 'one of the account; or "new"')
    .requiredOption('--instance <id>', 'Which one')
    .action(bind(associateAddress));
  addChange(ec2, 'disassociate', 'Take an address from its instance, and keep it', ['disassociate blue 10.101.7.31'])
    .argument('<address>', 'one of the account')
    .action(bind(disassociateAddress));
  addChange(ec2, 'release', 'Give an address back to the cloud', ['release blue 10.101.7.31'])
    .argument('<address>', 'one that no instance has')
    .action(bind(releaseAddress));
}

function addAction(ec2: Command, name: string, description: string, examples: readonly string[]): Command {
  const command = ec2
    .command(name)
    .description(description)
    .argument('<cloud>', 'its name')
    .option('--on <host>', hostOrOnlyWords);
  return addMachineLoginOptions(command).addHelpText(
    'after',
    `\nExamples:\n${examples.map((example) => `  nutshell ec2 ${example}`).join('\n')}`,
  );
}

function addChange(ec2: Command, name: string, description: string, examples: readonly string[]): Command {
  return addAction(ec2, name, description, examples).option('--dry-run', 'Only tell the request, and ask nobody');
}

const ec2Help = `
The API is asked through the host, so nothing else of the laptop needs a way to it. Credentials that are not kept are fetched first,
over SSH on a machine of the cloud, as \`nutshell credentials CLOUD --fetch\` does. Only parameters that clouds of 2013 know are sent.

Examples:
  nutshell ec2 images blue
  nutshell ec2 create-key blue demo --save ~/.ssh/blue-demo
  nutshell ec2 open-port blue 22
  nutshell ec2 run blue emi-1a2b3c4d --key-pair demo
  nutshell ec2 instances blue --json | jq -r '.instances[].publicAddress'`;
