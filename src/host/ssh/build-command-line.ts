import type { Privilege } from '#domain/hosts/connection.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import type { HostCommand, RunRequest } from '#core/ports/host-shell.ts';

export interface CommandLine {
  readonly request: RunRequest;
  /** For the login shell, whichever it is: words in single quotes mean the same to sh, csh and fish. */
  readonly text: string;
  readonly stdin: string;
  /** True: the first line on stderr names the process group, see `takeGroup`. */
  readonly tellsGroup: boolean;
}

// Tools speak English to a parser. Not by `env`: where that is busybox's, it runs busybox's own `sh` and `ip` instead of those that
// are installed, and its `ip` knows neither JSON nor veth. Words of `sh -c` mean the same in every login shell.
const exportEnglish = 'LC_ALL=C; export LC_ALL; exec "$@"';
const plainEnglish = ['sh', '-c', exportEnglish, 'sh'];

// sshd passes no signals to the commands of root (session_signal_req: "session signalling requires privilege separation"), so
// such a command tells its process group first, for a `kill` of our own. It is a group of its own: sshd calls setsid.
const groupMark = 'nutshell-group';
const tellGroup = ['sh', '-c', `echo "${groupMark} $$" >&2; ${exportEnglish}`, 'sh'];

/** The one command a request becomes on the host. Scripts go in on stdin, so nothing is installed there. */
export function buildCommandLine(request: RunRequest, privilege: Privilege): CommandLine {
  const { command } = request;
  const stdin = command.kind === 'script' ? toWholeScript(command.text) : (request.stdin ?? '');
  return toLine(request, privilege, { argv: toArgv(command), stdin });
}

/**
 * The same for a command that bytes of any kind follow on stdin. A script stands before them there and is taken off byte by byte,
 * so that none of what follows is lost; as an argument its line ends would mean something to csh.
 */
export function buildFedCommandLine(request: RunRequest, privilege: Privilege): CommandLine {
  const { command } = request;
  if (command.kind === 'argv') {
    return toLine(request, privilege, { argv: command.argv, stdin: '' });
  }
  const takeScript = `eval "$(dd bs=1 count=${Buffer.byteLength(command.text)} 2>/dev/null)"`;
  return toLine(request, privilege, { argv: ['sh', '-c', takeScript, command.name, ...command.args], stdin: command.text });
}

function toLine(
  request: RunRequest,
  privilege: Privilege,
  { argv, stdin }: { readonly argv: readonly string[]; readonly stdin: string },
): CommandLine {
  const begin = privilege === 'root' ? tellGroup : plainEnglish;
  // sudo leaves only those variables that its configuration lets through.
  const asOther = request.asRoot === true && privilege !== 'root' ? ['sudo', '-n', '--', ...plainEnglish] : [];
  return {
    request,
    text: `exec ${quoteArgv([...begin, ...asOther, ...argv])}`,
    stdin,
    tellsGroup: privilege === 'root',
  };
}

/** Takes the first line that names the process group out of stderr. */
export function takeGroup(stderr: string): { readonly group: number | null; readonly stderr: string } {
  const found = new RegExp(`^${groupMark} (\\d+)\\n`, 'm').exec(stderr);
  return found
    ? { group: Number(found[1]), stderr: stderr.slice(0, found.index) + stderr.slice(found.index + found[0].length) }
    : { group: null, stderr };
}

export function buildKillLine(group: number, signal: 'TERM' | 'KILL'): string {
  return quoteArgv(['sh', '-c', `kill -${signal} -${group}`]);
}

/** How a command is called in messages: its name, never its input. */
export function describeCommand(command: HostCommand): string {
  return command.kind === 'script' ? command.name : command.argv[0];
}

/** How a command is shown to a person: whole, but a script by its name and arguments, and nothing of its input. */
export function showCommand({ command, asRoot = false }: RunRequest): string {
  const argv = command.kind === 'argv' ? command.argv : ['sh', command.name, ...command.args];
  return `${asRoot ? '(as root) ' : ''}${quoteArgv(argv)}`;
}

function toArgv(command: HostCommand): readonly string[] {
  return command.kind === 'script' ? ['sh', '-s', '--', ...command.args] : command.argv;
}

// sh runs what it has read so far. Inside braces it must read to the end first: a link that breaks half-way runs nothing, and a
// command of the script that reads standard input finds its end instead of eating the next lines.
function toWholeScript(text: string): string {
  return `{\n${text}\n}\n`;
}
