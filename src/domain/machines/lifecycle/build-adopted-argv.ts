import type { OptionNote } from '../../plans/plan.ts';
import type { MachineDefinition, MachineOrigin } from '../machine-definition.ts';
import { getMachinePaths, type HostPaths } from '../machine-paths.ts';
import { hasOption, parseCommandLine } from '../parse-command-line.ts';

/** The words of whoever made the machine, and behind them what Nutshell needs and they do not have. */
export function buildAdoptedArgv(
  { name, uuid }: MachineDefinition,
  { argv, workingDirectory }: Extract<MachineOrigin, { kind: 'adopted' }>,
  paths: HostPaths,
) {
  const { control, pidFile, log } = getMachinePaths(name, paths);
  const line = parseCommandLine(argv);
  const added: readonly (readonly [option: string, value: string | null, explanation: string])[] = [
    ['-uuid', uuid, 'By it Nutshell tells this process from every other.'],
    ['-pidfile', pidFile, 'Where QEMU writes its process number.'],
    ['-D', log, 'Where QEMU writes its complaints, the last one included if it should die.'],
    ['-daemonize', null, 'Go on in the background, independent of this SSH connection.'],
  ];
  const missing = added.filter(([option]) => !hasOption(line, option.slice(1)));
  const channel = ['-chardev', `pipe,id=nutshell,path=${control}`, '-mon', 'chardev=nutshell,mode=control'];
  const words = [...argv, ...missing.flatMap(([option, value]) => (value === null ? [option] : [option, value])), ...channel];
  const isAnywhere = workingDirectory === null || workingDirectory === '/';
  const notes: readonly OptionNote[] = [
    { option: argv[0] ?? 'qemu', explanation: 'The words of whoever made this machine, as they stood on its command line.' },
    ...missing.map(([option, value, explanation]) => ({ option: value === null ? option : `${option} ${value}`, explanation })),
    { option: channel.join(' '), explanation: 'The control channel: pause, power off, change the CD.' },
  ];
  return {
    argv: words,
    // Paths in those words may begin in the folder it was started in.
    command: isAnywhere ? words : ['sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', workingDirectory, ...words],
    notes,
  };
}
