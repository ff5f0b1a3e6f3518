import type { Privilege } from '#domain/hosts/connection.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import type { HostCommand, RunRequest } from '#core/ports/host-shell.ts';

export interface CommandLine {
  /** For the login shell, whichever it is: words in single quotes mean the same to sh, csh and fish. */
  readonly text: string;
  readonly stdin: string;
}

// Tools speak English to a parser. `env` works in every login shell, an assignment in front of a command does not.
const plainEnglish = ['env', 'LC_ALL=C'];

/** The one command a request becomes on the host. Scripts go in on stdin, so nothing is installed there. */
export function buildCommandLine(request: RunRequest, privilege: Privilege): CommandLine {
  const asOther = request.asRoot === true && privilege !== 'root' ? [...plainEnglish, 'sudo', '-n', '--'] : [];
  return {
    text: quoteArgv([...asOther, ...plainEnglish, ...toArgv(request.command)]),
    stdin: request.command.kind === 'script' ? toWholeScript(request.command.text) : (request.stdin ?? ''),
  };
}

/** How a command is called in messages: its name, never its input. */
export function describeCommand(command: HostCommand): string {
  return command.kind === 'script' ? command.name : command.argv[0];
}

function toArgv(command: HostCommand): readonly string[] {
  return command.kind === 'script' ? ['sh', '-s', '--', ...command.args] : command.argv;
}

// sh runs what it has read so far. Inside braces it must read to the end first: a link that breaks half-way runs nothing, and a
// command of the script that reads standard input finds its end instead of eating the next lines.
function toWholeScript(text: string): string {
  return `{\n${text}\n}\n`;
}
