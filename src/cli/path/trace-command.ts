import { Option, type Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { addMachineArgument } from '../usual-options.ts';
import { traceMachine } from './trace-machine.ts';
import { addWayInOptions } from './way-in.ts';

export function addTraceCommand(program: Command, bind: Binder): void {
  const command = addMachineArgument(
    program.command('trace').description('Send probes to a machine and see at which device they end, and why'),
  )
    .addOption(
      new Option('--from <origin>', 'Where the probes start').choices(['laptop', 'host', 'machine', 'nested']).default('laptop'),
    )
    .option('--to <address>', 'Where they go: ADDRESS[:PORT]; without it the first instance, else the machine')
    .addOption(new Option('--icmp', 'Send pings; the usual choice without a port').conflicts(['udp', 'tcp']))
    .addOption(new Option('--udp', 'Send datagrams').conflicts(['icmp', 'tcp']))
    .addOption(new Option('--tcp', 'Begin a connection; the usual choice with a port').conflicts(['icmp', 'udp']))
    .option('--kernel-evidence', 'Also have the kernels tell what they do to the probes, which changes them meanwhile');
  addWayInOptions(command).action(bind(traceMachine)).addHelpText('after', traceHelp);
}

const traceHelp = `
Listens with tcpdump at every device that can be listened at, then sends probes which are known from everything else by what they carry,
whatever NAT does to their addresses. Tells at which device they were last seen, what was counted there meanwhile, what routers and rules
say of it, and how it is mended. Changes nothing without --kernel-evidence, and leaves
nothing running or lying about anywhere.

With --kernel-evidence the kernel of every place that is looked into names the rule or the reason that ended a probe. For that Nutshell puts
a table of nftables there that marks the probes alone (where the old iptables is in use, a rule TRACE in its table raw; where there is
tracefs, an instance of it), and takes all of it away at the end, by itself if the line is cut. It needs root there. Rules get slower
for the marked probes only; what other packets meet stays as it was.

Devices inside the machine are listened at only with --inside, those of its instance only with --instance: without, they are blind.
From the host its card to the network is not crossed; from the laptop it is.

Ends with 0 if the probes came through and were answered, with 8 if they did not, with 9 if that could not be told.

Examples:
  nutshell trace ciab
  nutshell trace ciab --from host --to 10.101.7.30:22
  nutshell trace ciab --to 10.101.7.30 --inside root@10.101.7.2 --instance root@172.16.0.5
  nutshell trace ciab --from nested --to 10.101.1.1 --inside root@10.101.7.2 --instance root@172.16.0.5
  nutshell trace ciab --kernel-evidence --inside root@10.101.7.2
  nutshell trace ciab --json | jq 'select(.kind == "result").result.verdict'`;
