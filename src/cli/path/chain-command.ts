import type { Command } from 'commander';
import { usageFault } from '../command-fault.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Binder, Invocation } from '../invocation.ts';
import { addMachineArgument } from '../usual-options.ts';
import { followChain } from './follow-chain.ts';
import type { ChainOptions } from './chain-options.ts';
import { showChain } from './show-chain.ts';
import { addWayInOptions } from './way-in.ts';

export function addChainCommand(program: Command, bind: Binder): void {
  const command = addMachineArgument(
    program.command('chain').description('Draw the devices that the packets of a machine pass, as the host has them now'),
  )
    .option('--live', 'Go on telling what each device carries, once a second, until Ctrl-C')
    .option('--turns <count>', 'With --live: end after so many seconds');
  addWayInOptions(command, '--inside [address]')
    .option('--password-file <file>', 'With --inside alone: the password is the first line of this file; - is standard input')
    .action(bind(runChain))
    .addHelpText('after', chainHelp);
}

async function runChain(invocation: Invocation, name: string, options: ChainOptions): Promise<ExitCode> {
  if (options.live !== true && options.turns !== undefined) {
    throw usageFault('--turns goes with --live.', 'Without --live the chain is drawn once.');
  }
  return options.live === true ? followChain(invocation, name, options) : showChain(invocation, name, options);
}

const chainHelp = `
One chain for each network card and, where the machine is looked into, each of its instances. What should be there and is not is
drawn dashed, as missing, with the reason. Ends with 0 if every hop and join that was looked at is up, with 3 if something is
missing, down or broken.

--inside alone logs in to a machine of a cloud as its recipe says, through the host, and asks what must be asked. Without it instances
are concluded from outside (forwarding database, neighbours) and from what the cloud tells where its credentials are kept, each marked
as inferred, with what it was concluded from.

With --live a table of all devices is drawn anew every second: what they carry, what they lose, what waits in their queues, and
below it what changes. With --json that is one line a second, and one more whenever something changes. Ctrl-C ends it, with 0.

Examples:
  nutshell chain ciab
  nutshell chain ciab --inside                       down to its instances, as its cloud logs in
  nutshell chain ciab --inside root@10.101.7.2       the same, as you say
  nutshell chain ciab --live
  nutshell chain ciab --live --inside --json | jq -c '.chains[].hops[] | {place, name, rates}'
  nutshell chain ciab --live --turns 10 --json | jq -c '.chains[0].hops[] | {name, state, rates}'
  nutshell chain ciab --host lab --json | jq '.chains[].hops[] | {name, state, reason}'`;
