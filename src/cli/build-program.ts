import { Command, Help, Option } from 'commander';
import { addAccessCommand } from './access/access-commands.ts';
import { addVerifyCommand } from './acceptance/verify-command.ts';
import { addActivityCommands } from './activity/activity-commands.ts';
import { addAddressingCommands } from './addressing/addressing-commands.ts';
import { addAwsCommand } from './aws/aws-command.ts';
import { addCheckpointCommands } from './checkpoints/checkpoint-commands.ts';
import { addCloudCommands } from './clouds/cloud-commands.ts';
import { addConsoleCommand } from './consoles/console-command.ts';
import { addScreenCommands } from './consoles/screen-commands.ts';
import { addCredentialCommands } from './credentials/credential-commands.ts';
import { addEc2Commands } from './ec2/ec2-commands.ts';
import { addHostCommands } from './hosts/host-commands.ts';
import { addImageCommands } from './images/image-commands.ts';
import { collectValues } from './collect-values.ts';
import type { Binder } from './invocation.ts';
import { addMachineCommands } from './machines/machine-commands.ts';
import { addCaptureCommand } from './path/capture-command.ts';
import { addChainCommand } from './path/chain-command.ts';
import { addDiagnoseCommand } from './path/diagnose-command.ts';
import { addImpairCommand } from './path/impair-command.ts';
import { addTraceCommand } from './path/trace-command.ts';
import { addPracticeCommands } from './practice/practice-commands.ts';
import { addRecipeCommands } from './recipes/recipe-commands.ts';
import { addTerminalCommands } from './terminals/terminal-commands.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Every command with its options and help; what they do is in the folder of their noun. */
export function buildProgram({ version, terminal }: { version: string; terminal: Terminal }, bind: Binder): Command {
  const program = new Command('nutshell')
    .description('Launches test clouds on a remote KVM host from a laptop, over SSH alone.')
    .version(version, '-V, --version', 'Print the version')
    .helpOption('-h, --help', 'Explain the command, with examples')
    .helpCommand('help [command]', 'Explain a command')
    .exitOverride()
    .showHelpAfterError('Add --help for the options and for examples.')
    .configureOutput({
      writeOut: (text) => terminal.writeOut(text),
      writeErr: (text) => terminal.writeError(text),
      getOutHasColors: () => terminal.outHasColors,
      getErrHasColors: () => terminal.errorHasColors,
      outputError: (text, write) => write(text.replace(/^error: /, 'nutshell: ')),
    })
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false, visibleCommands });
  addGlobalOptions(program);
  addHostCommands(program, bind);
  addCloudCommands(program, bind);
  addAccessCommand(program, bind);
  addTerminalCommands(program, bind);
  addCredentialCommands(program, bind);
  addEc2Commands(program, bind);
  addAwsCommand(program, bind);
  addVerifyCommand(program, bind);
  addMachineCommands(program, bind);
  addAddressingCommands(program, bind);
  addCheckpointCommands(program, bind);
  addChainCommand(program, bind);
  addDiagnoseCommand(program, bind);
  addTraceCommand(program, bind);
  addImpairCommand(program, bind);
  addCaptureCommand(program, bind);
  addConsoleCommand(program, bind);
  addScreenCommands(program, bind);
  addImageCommands(program, bind);
  addRecipeCommands(program, bind);
  addActivityCommands(program, bind);
  addPracticeCommands(program, bind);
  return program.addHelpText('after', exampleText);
}

/** Without the help command at every level: --help says the same. */
function visibleCommands(this: Help, command: Command): Command[] {
  return Help.prototype.visibleCommands.call(this, command).filter((each) => each.name() !== 'help');
}

function addGlobalOptions(program: Command): void {
  program
    .option('--json', 'Answer in JSON: one document, or one line per event where a command takes time')
    .addOption(
      new Option('--accept-fingerprint <SHA256:...>', 'Trust this host key if the host offers it; may be repeated').argParser(
        collectValues,
      ),
    )
    .option('--password-stdin', 'Read the password or passphrase from standard input; one line for each question')
    .option('--no-input', 'Never ask, even on a terminal');
}

const exampleText = `
Examples:
  nutshell practice up                                   boot a practice host and add it
  nutshell hosts add lab root@10.101.1.10                add your own KVM host
  nutshell check lab                                     is it ready?
  nutshell launch lab --role ciab --iso /srv/iso/faststart.iso --dry-run
  nutshell launch lab --role ciab --iso /srv/iso/faststart.iso
  nutshell chain ciab                                    the devices its packets pass

Exit codes: 0 done, 1 failed, 2 usage, 3 missing or not ready, 4 refused, 5 cannot connect, 6 host key changed,
7 needs an answer, 8 broken path, 9 path not judged, 130 interrupted. docs/command-line.md has the whole table.
`;
