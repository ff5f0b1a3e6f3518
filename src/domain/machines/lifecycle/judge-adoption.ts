import type { HostFacts } from '../../hosts/host-facts.ts';
import { allowed, refused, type Verdict } from '../../verdict.ts';
import { managerNames } from '../describe-manager.ts';
import type { Machine } from '../machine.ts';
import { hasOption, parseCommandLine, type CommandLine } from '../parse-command-line.ts';
import { findAdoptedDisk } from './find-adopted-disk.ts';

/**
 * Can Nutshell take this machine over? It can where the command line is all there is to it: then it can be started again by the
 * same words. A machine that was given open files, or that belongs to a manager, cannot.
 */
export function judgeAdoption(machine: Machine, facts: HostFacts): Verdict {
  const { name, owner, manager, argv, state } = machine;
  if (owner === 'nutshell') {
    return refused(`${name} is Nutshell's already.`);
  }
  if (state.kind !== 'running' || argv.length === 0) {
    return refused(`The command line of ${name} could not be read, so it could not be started again.`);
  }
  if (manager !== null && manager !== 'hand') {
    const theirs = managerNames[manager];
    return refused(`${name} belongs to ${theirs}, which would go on managing it. Use ${theirs} for it.`);
  }
  const line = parseCommandLine(argv);
  return judgeWords(name, argv, line) ?? judgeDisks(machine, facts);
}

function judgeWords(name: string, argv: readonly string[], line: CommandLine): Verdict | null {
  if (argv.some((word) => /(?:^|,)(?:vhost)?fds?=|\/dev\/fdset\/|"fd"/.test(word)) || hasOption(line, 'add-fd')) {
    return refused(`${name} was given open files by whoever started it, and nobody else can give it those again.`);
  }
  if (hasOption(line, 'incoming')) {
    return refused(`${name} was started to receive a machine from elsewhere, so its command line alone does not start it.`);
  }
  const isOnTerminal =
    hasOption(line, 'nographic', 'curses') || argv.some((word) => /^(?:mon:)?stdio$|^stdio,|,?backend=stdio/.test(word));
  return isOnTerminal
    ? refused(`${name} talks to the terminal it was started on, so it could not run in the background when started again.`)
    : null;
}

function judgeDisks(machine: Machine, facts: HostFacts): Verdict {
  const [path] = machine.volumes.map((volume) => volume.path);
  if (path === undefined) {
    return refused(`${machine.name} has no disk that Nutshell understands.`);
  }
  return findAdoptedDisk(machine, facts) === null
    ? refused(
        `The disk of ${machine.name}, ${path}, is neither a logical volume nor a file called NAME.qcow2 or NAME.raw, and Nutshell knows no others.`,
      )
    : allowed;
}
