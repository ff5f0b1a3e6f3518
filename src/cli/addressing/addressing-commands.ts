import type { Command } from 'commander';
import { collectValues } from '../collect-values.ts';
import type { Binder } from '../invocation.ts';
import { addReviewOptions, hostOrOnlyWords, hostWords } from '../usual-options.ts';
import { claimAddresses, releaseAddresses, takeOverAddresses } from './change-claim.ts';
import { ownAddresses } from './own-addresses.ts';
import { planAddresses } from './plan-addresses.ts';
import { probeAddresses } from './probe-addresses.ts';
import { showAddresses } from './show-addresses.ts';

export function addAddressingCommands(program: Command, bind: Binder): void {
  const addresses = program
    .command('addresses')
    .description('Who has which addresses: what you own, what is taken, and what each cloud gets')
    .argument('[host]', hostOrOnlyWords)
    .action(bind(showAddresses))
    .addHelpText('after', addressesHelp);
  addOwnCommand(addresses, bind);
  addPlanCommand(addresses, bind);
  addresses
    .command('probe')
    .description('Ask on the bridge of the host who has these addresses; changes nothing')
    .argument('<host>', hostWords)
    .argument('<addresses...>', 'at most 512, such as 10.101.7.32-10.101.7.63')
    .action(bind(probeAddresses))
    .addHelpText('after', probeHelp);
  addClaimCommands(addresses, bind);
}

function addOwnCommand(addresses: Command, bind: Binder): void {
  addresses
    .command('own')
    .description('Say what you own in the network of a host; remembered on this laptop')
    .argument('<host>', hostWords)
    .argument('[blocks...]', 'such as 10.101.7.x, 10.101.7.0/24 or 10.101.7.10-10.101.7.80')
    .option('--add', 'Own these as well')
    .option('--remove', 'Own these no longer')
    .option('--dry-run', 'Say what would be owned, and remember nothing')
    .action(bind(ownAddresses))
    .addHelpText('after', ownHelp);
}

function addPlanCommand(addresses: Command, bind: Binder): void {
  const plan = addresses
    .command('plan')
    .description('Find addresses for clouds, all at once; writes nothing anywhere')
    .argument('<host>', hostWords)
    .argument('<clouds...>', 'their names; all of them get what the options say');
  addDemandOptions(plan)
    .option('--dry-run', 'As without: a plan changes nothing')
    .action(bind(planAddresses))
    .addHelpText('after', planHelp);
}

function addClaimCommands(addresses: Command, bind: Binder): void {
  const claim = addresses
    .command('claim')
    .description('Find addresses for a cloud, or take those you give, and write on the host that they are yours')
    .argument('<host>', hostWords)
    .argument('<cloud>', 'its name');
  addDemandOptions(claim).option('--probe', 'Ask on the bridge first, and refuse what somebody answers for');
  addReviewOptions(addTimeOption(claim)).action(bind(claimAddresses)).addHelpText('after', claimHelp);
  const takeOver = addresses
    .command('take-over')
    .description('Make a claim yours whose time is over; whose it was stays written there')
    .argument('<host>', hostWords)
    .argument('<cloud>', 'its name');
  addReviewOptions(addTimeOption(takeOver))
    .action(bind(takeOverAddresses))
    .addHelpText(
      'after',
      '\nExamples:\n  nutshell addresses take-over lab blue --dry-run\n  nutshell addresses take-over lab blue --days 14',
    );
  const release = addresses
    .command('release')
    .description('Give the addresses of a cloud back: your own, or a claim whose time is over')
    .argument('<host>', hostWords)
    .argument('<cloud>', 'its name');
  addReviewOptions(release)
    .action(bind(releaseAddresses))
    .addHelpText('after', '\nThe machines stay as they are.\n\nExamples:\n  nutshell addresses release lab blue');
}

function addDemandOptions(command: Command): Command {
  return command
    .option(
      '--machine <name[=address]>',
      'A machine of the cloud; may be repeated. Without it, one with the name of the cloud',
      collectValues,
    )
    .option('--public <count or addresses>', 'How many public addresses, or which; none for none', '32')
    .option('--one-range', 'Refuse where no single range is left, instead of giving a list')
    .option('--private <size or network>', 'How large the private subnet is, or which; none for none', '/23')
    .option('--group-size <count>', 'Addresses per security group: 16, 32, 64, 128 or 256', '32')
    .option('--nc-bridge <address>', 'The NC bridge IP of a Cloud in a Box; none for none; without it, one is found')
    .option('--any-software', "Leave out the rules of FastStart's installer and of Eucalyptus")
    .option('--ignore-laptop', 'Do not compare with the routes of this laptop and its VPN');
}

function addTimeOption(command: Command): Command {
  return command.option('--days <count>', 'For how many days, or always', '30');
}

const addressesHelp = `
Begin with what is yours. Addresses inside the subnet of the host's bridge are for machines and public use, all others for private subnets.

Examples:
  nutshell addresses own lab 10.101.7.x 172.30.0.0/20
  nutshell addresses lab
  nutshell addresses plan lab blue green --public 16
  nutshell addresses claim lab blue --public 32 --days 14
  nutshell addresses probe lab 10.101.7.32-10.101.7.63`;

const ownHelp = `
Without blocks and options it says what you own. Blocks take the place of what you said before.

Examples:
  nutshell addresses own lab 10.101.7.x
  nutshell addresses own lab 172.30.0.0/20 --add
  nutshell addresses own lab 10.101.7.1-10.101.7.9 --remove`;

const probeHelp = `
The host asks for every address with ARP; what answers is shown with its MAC. It takes about five seconds. Where the host has tcpdump, two that
have the same address are both seen. Ends with 4 if anybody answered. What is switched off does not answer.

Examples:
  nutshell addresses probe lab 10.101.7.32-10.101.7.63
  nutshell addresses probe lab 10.101.7.9 10.101.7.11 --json`;

const planHelp = `
Every cloud gets addresses that overlap nothing: no other cloud here or on another host, no route or address of the host, no machine, no route
of this laptop, nothing that software takes by default. A cloud that has claimed addresses keeps them. Ends with 4 where there is no plan.

Examples:
  nutshell addresses plan lab blue green red --public 16
  nutshell addresses plan lab ha --machine frontend --machine nc1 --machine nc2 --nc-bridge none
  nutshell addresses plan lab blue --public "10.101.7.9 10.101.7.11" --private 172.30.4.0/23`;

const claimHelp = `
The claim is on the host itself, so every laptop sees it. Claiming again changes it, or makes it longer.

Examples:
  nutshell addresses claim lab blue --dry-run
  nutshell addresses claim lab blue --public 10.101.7.64-10.101.7.95 --days 14 --probe
  nutshell addresses claim lab ha --machine frontend=10.101.7.9 --machine nc1 --nc-bridge none --days always`;
