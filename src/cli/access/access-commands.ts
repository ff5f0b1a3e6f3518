import { Option, type Command } from 'commander';
import { addMachineLoginOptions } from '../clouds/machine-login.ts';
import { usageFault } from '../command-fault.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Binder, Invocation } from '../invocation.ts';
import { hostOrOnlyWords } from '../usual-options.ts';
import type { AccessOptions } from './access-options.ts';
import { compareCertificate } from './compare-certificate.ts';
import { keepProxy, keepTunnel } from './keep-tunnel.ts';
import { copyCommands, showAccess } from './show-access.ts';
import { trustCertificate } from './trust-certificate.ts';

export function addAccessCommand(program: Command, bind: Binder): void {
  const command = program
    .command('access')
    .description('What an installed cloud offers: how each of its services is, and the way to it through the host')
    .argument('<cloud>', 'its name')
    .argument('[service]', 'one of them: its id, port or title')
    .option('--on <host>', hostOrOnlyWords)
    .option('--open', 'Lead a port of this laptop to the service until Ctrl-C, and print the address for a browser')
    .option('--port <number>', 'The same on this port; another one is taken, and told, where it is not free')
    .option('--socks [port]', 'A SOCKS5 proxy on 127.0.0.1 until Ctrl-C, through which programs see what the host sees')
    .addOption(new Option('--copy-as <form>', 'Only print how to get there by hand').choices(['ssh']))
    .option('--trust <fingerprint>', 'Say that the certificate a service shows now is the right one')
    .option(
      '--compare',
      'Compare its certificate with the one in the machine, logged in there by SSH; ends with 3 if they differ',
    );
  addMachineLoginOptions(command).action(bind(runAccess)).addHelpText('after', accessHelp);
}

async function runAccess(
  invocation: Invocation,
  cloud: string,
  service: string | undefined,
  options: AccessOptions,
): Promise<ExitCode> {
  const isTunnel = options.open === true || options.port !== undefined;
  const isCompared = options.compare === true;
  const wishes = [isTunnel, options.socks !== undefined, options.copyAs !== undefined, options.trust !== undefined, isCompared];
  if (wishes.filter(Boolean).length > 1) {
    throw usageFault('--open, --socks, --copy-as, --trust and --compare are five different things.', 'Give one of them.');
  }
  if (options.socks !== undefined) {
    return keepProxy(invocation, options);
  }
  if (options.copyAs !== undefined) {
    return copyCommands(invocation, { cloud, service }, options);
  }
  if (!isTunnel && options.trust === undefined && !isCompared) {
    return showAccess(invocation, { cloud, service }, options);
  }
  if (service === undefined) {
    throw usageFault('Say which service is meant.', `nutshell access ${cloud} lists them.`);
  }
  if (isCompared) {
    return compareCertificate(invocation, { cloud, service }, options);
  }
  return options.trust === undefined
    ? keepTunnel(invocation, { cloud, service }, options)
    : trustCertificate(invocation, { cloud, service, fingerprint: options.trust }, options);
}

const accessHelp = `
Each service that the recipe names is asked through the one SSH connection to the host. Ends with 0 if all that can be asked are up
and show the certificates that they showed before, else with 3. The first certificate of a service is remembered on this laptop.

Examples:
  nutshell access blue
  nutshell access blue --json | jq -r '.services[] | [.id, .state.kind] | @tsv'
  nutshell access blue 8443 --open
  nutshell access blue ciab:8773 --port 8773
  nutshell access blue 8443 --compare                    is it the machine's own certificate?
  nutshell access blue --socks 1080                      then: curl --proxy socks5h://127.0.0.1:1080 …
  nutshell access blue ssh --copy-as ssh`;
