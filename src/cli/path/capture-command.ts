import type { Command } from 'commander';
import { collectValues } from '../collect-values.ts';
import type { Binder } from '../invocation.ts';
import { addMachineArgument } from '../usual-options.ts';
import { captureMachine } from './capture-machine.ts';
import { addWayInOptions } from './way-in.ts';

export function addCaptureCommand(program: Command, bind: Binder): void {
  const command = addMachineArgument(
    program.command('capture').description('Listen at the devices of a machine’s path, and keep or list what comes by'),
  )
    .option('--hop <device>', 'Only there: a name, a kind or a place with a name; may be repeated', collectValues)
    .option(
      '-o, --output <file>',
      'Write a pcapng file, with one interface for each device, or - for standard output; without it packets are listed',
    )
    .option('--wireshark', 'Show the packets in Wireshark on this laptop, as they come')
    .option('--count <packets>', 'End after so many')
    .option('--duration-seconds <seconds>', 'End after this time; without it after an hour')
    .option('--filter <expression>', 'Only what this lets through, as pcap-filter(7) has it')
    .option('--snap-bytes <bytes>', 'Keep only the beginning of each packet');
  addWayInOptions(command).action(bind(captureMachine)).addHelpText('after', captureHelp);
}

const captureHelp = `
Listens with tcpdump, everywhere at once; Nutshell's own SSH connections are left out. Ends with --count, with --duration-seconds or with
Ctrl-C, and the file is whole then; with --wireshark also when Wireshark is closed. Says how many packets a kernel dropped there, and how many were left out here because they came faster
than they could be taken. Nothing is left on any machine.

Examples:
  nutshell capture ciab                                          list what comes by, at every device of the host
  nutshell capture ciab --hop tap -o tap.pcapng --count 100
  nutshell capture ciab --hop em1 --hop machine:eth0 --inside root@10.101.7.2 -o x.pcapng --filter 'icmp or arp'
  nutshell capture ciab --hop tap --wireshark
  nutshell capture ciab -o - | tshark -r - -T fields -e ip.src
  nutshell capture ciab --json | jq -r 'select(.kind == "packets") | .packets[].text'`;
