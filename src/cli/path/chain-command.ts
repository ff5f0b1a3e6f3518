import type { Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { addMachineArgument } from '../usual-options.ts';
import { showChain } from './show-chain.ts';
import { addWayInOptions } from './way-in.ts';

export function addChainCommand(program: Command, bind: Binder): void {
  const command = addMachineArgument(
    program.command('chain').description('Draw the devices that the packets of a machine pass, as the host has them now'),
  );
  addWayInOptions(command).action(bind(showChain)).addHelpText('after', chainHelp);
}

const chainHelp = `
One chain for each network card and, where the machine is looked into, each of its instances. What should be there and is not is
drawn dashed, as missing, with the reason. Ends with 0 if every hop and join that was looked at is up, with 3 if something is
missing, down or broken.

Examples:
  nutshell chain ciab
  nutshell chain ciab --inside root@10.101.7.2       down to its instances
  nutshell chain ciab --host lab --json | jq '.chains[].hops[] | {name, state, reason}'`;
