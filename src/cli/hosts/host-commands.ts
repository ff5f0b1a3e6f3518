import type { Command } from 'commander';
import { collectValues } from '../collect-values.ts';
import { addDiskCommands } from '../disks/disk-commands.ts';
import type { Binder } from '../invocation.ts';
import { hostOrOnlyWords, hostWords } from '../usual-options.ts';
import { addHost } from './add-host.ts';
import { checkHost } from './check-host.ts';
import { listHostViews } from './list-host-views.ts';
import { removeHost } from './remove-host.ts';
import { suggestHosts } from './suggest-hosts.ts';

export function addHostCommands(program: Command, bind: Binder): void {
  const hosts = program.command('hosts').description('Add, list and remove the KVM hosts that Nutshell knows');
  addAddCommand(hosts, bind);
  hosts
    .command('list')
    .description('List the hosts')
    .action(bind(listHostViews))
    .addHelpText('after', '\nExamples:\n  nutshell hosts list\n  nutshell hosts list --json');
  hosts
    .command('suggest')
    .description('List what ~/.ssh/config already knows and could be added')
    .action(bind(suggestHosts))
    .addHelpText('after', '\nExamples:\n  nutshell hosts suggest');
  hosts
    .command('remove')
    .description('Forget a host; nothing on the host changes')
    .argument('<host>', hostWords)
    .option('--dry-run', 'Only say what would be forgotten')
    .action(bind(removeHost))
    .addHelpText('after', '\nExamples:\n  nutshell hosts remove lab');
  addDiskCommands(hosts, bind);
  program
    .command('check')
    .description('Read a host and say whether it is ready, line by line')
    .argument('[host]', hostOrOnlyWords)
    .option('--strict', 'Also end with code 3 if there are warnings')
    .option('--why', 'Also explain the lines that are ok')
    .action(bind(checkHost))
    .addHelpText('after', checkHelp);
}

function addAddCommand(hosts: Command, bind: Binder): void {
  hosts
    .command('add')
    .description('Add a host')
    .argument('<name>', 'what you want to call it')
    .argument('[address]', '[USER@]ADDRESS[:PORT]; the user is root where none is given')
    .option('--key <file>', 'Log in with this private key')
    .option('--agent', 'Log in with the keys of your ssh agent (this is the default)')
    .option('--password', 'Log in with a password, asked when connecting')
    .option('--jump <target>', 'Go through this sshd first; repeat for several, in order', collectValues)
    .option('--from-ssh-config <alias>', 'Take address, user, key and jumps from ~/.ssh/config')
    .option('--dry-run', 'Only say what would be added')
    .action(bind(addHost))
    .addHelpText('after', addHelp);
}

const addHelp = `
A user other than root needs sudo without a password (sudo -n) to change anything. Jumps are logged in to as the host is.
Nothing is sent to the host yet; the first command that connects shows its fingerprint and asks.

Examples:
  nutshell hosts add lab root@10.101.1.10
  nutshell hosts add lab admin@kvm.example.org:2222 --key ~/.ssh/id_ed25519
  nutshell hosts add lab 10.101.1.10 --jump me@gate.example.org
  nutshell hosts add lab --from-ssh-config kvm1`;

const checkHelp = `
Ends with 0 if nothing is missing (warnings are told), with 3 if something is missing or could not be read.

Examples:
  nutshell check lab
  nutshell check lab --strict
  nutshell check practice --json | jq '.readiness.lines[] | select(.level != "ok")'
  nutshell check lab --accept-fingerprint SHA256:... < /dev/null`;
