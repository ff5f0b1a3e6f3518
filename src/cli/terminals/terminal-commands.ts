import type { Command } from 'commander';
import { addMachineLoginOptions } from '../clouds/machine-login.ts';
import type { Binder } from '../invocation.ts';
import { hostOrOnlyWords } from '../usual-options.ts';
import { openTerminal } from './open-terminal.ts';

export function addTerminalCommands(program: Command, bind: Binder): void {
  const ssh = program
    .command('ssh')
    .description('A shell on a host or behind it, in this very terminal')
    .argument('<target>', 'a host, a cloud (its frontend) or a machine, by name')
    .argument('[instance]', 'of a cloud: an instance in it, by id or public address')
    .option('--on <host>', `Where the target is: ${hostOrOnlyWords}`)
    .option('--address <address>', 'Of a machine that belongs to no cloud, where the host has not seen it')
    .option('--print', 'Only print the ssh command that does the same by hand');
  addMachineLoginOptions(ssh).action(bind(openTerminal)).addHelpText('after', sshHelp);
}

const sshHelp = `
The way leads through the host, by Nutshell's own SSH: nothing is needed on this laptop, and no port is opened. A machine of a cloud is
logged in to as its recipe says, others as root; an instance by the agent or with --key. Where standard input is no terminal there is
none at the far end either. Ends with the exit status of the shell. A shell that hangs is left with Enter, ~ and a full stop.

Examples:
  nutshell ssh lab
  nutshell ssh blue                                      the frontend of the cloud blue
  nutshell ssh blue --machine blue-nc-1 --user root --key ~/.ssh/id_ed25519
  nutshell ssh blue i-1a2b3c4d --key blue.pem
  nutshell ssh ciab --address 10.101.7.20 --password-file ~/.ciab-password
  nutshell ssh blue --print                              with the right ProxyJump
  echo 'uptime; exit 3' | nutshell ssh lab`;
