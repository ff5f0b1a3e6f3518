import type { Command } from 'commander';
import { addMachineLoginOptions } from '../clouds/machine-login.ts';
import type { Binder } from '../invocation.ts';
import { hostOrOnlyWords } from '../usual-options.ts';
import { showCredentials } from './show-credentials.ts';

export function addCredentialCommands(program: Command, bind: Binder): void {
  const credentials = program
    .command('credentials')
    .description('With what a cloud is spoken to: fetched over SSH as its recipe says, kept, shown, forgotten')
    .argument('<cloud>', 'its name')
    .option('--on <host>', hostOrOnlyWords)
    .option('--fetch', 'Read them on a machine of the cloud, over SSH through its host')
    .option('--show', 'Print the secret too')
    .option('--forget', 'Take away what is kept on this laptop, passwords of its machines too');
  addMachineLoginOptions(credentials).action(bind(showCredentials)).addHelpText('after', credentialsHelp);
}

const credentialsHelp = `
Nothing of a file of credentials is ever run; one that a shell would have to run is refused, with its line. Only the window can keep
them in the system's keychain: what the command line fetches is gone when the command ends, so give --fetch each time.

Examples:
  nutshell credentials blue --fetch
  nutshell credentials blue --fetch --password-file ~/.blue-password --json
  nutshell credentials blue --fetch --show --key ~/.ssh/id_ed25519
  nutshell credentials blue --forget`;
