import { usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findMachine, type FoundMachine } from '../machines/find-machine.ts';
import { parseCount } from '../machines/parse-size.ts';
import { chooseViewer } from './choose-viewer.ts';
import { startForward, type Forward } from './start-forward.ts';

export interface ConsoleOptions {
  readonly host?: string;
  readonly listen?: string | true;
  readonly viewer?: boolean;
}

export async function openConsole(invocation: Invocation, name: string, options: ConsoleOptions): Promise<ExitCode> {
  const port = parsePort(options.listen);
  const found = await findMachine(invocation, name, options.host, false);
  if (options.viewer) {
    return view(invocation, found, port);
  }
  return options.listen === undefined ? explain(invocation, found) : listen(invocation, found, port);
}

/** 0 lets the system choose a free port. */
function parsePort(listen: string | true | undefined): number {
  const port = typeof listen === 'string' ? parseCount(listen, '--listen') : 0;
  if (port > 65_535) {
    throw usageFault(`${port} is no port.`, 'A port is a number from 1 to 65535.');
  }
  return port;
}

async function explain({ session, signal, output }: Invocation, { host, machine }: FoundMachine): Promise<ExitCode> {
  const { client } = await session();
  const { commands, note } = await client.consoles.explain({ hostId: host.id, machine: machine.name }, { signal });
  await output.answer({ host: { id: host.id, name: host.name }, machine: machine.name, commands, note }, (paint) =>
    [note, '', ...commands.map((command) => paint.bold(`  ${command}`))].join('\n'),
  );
  output.tell(`\nOr let Nutshell do it: nutshell console ${machine.name} --viewer`);
  return exitCodes.done;
}

async function listen(invocation: Invocation, found: FoundMachine, port: number): Promise<ExitCode> {
  const { output, signal } = invocation;
  const forward = await begin(invocation, found, port);
  try {
    await output.answer({ address: '127.0.0.1', port: forward.port }, () => `127.0.0.1:${forward.port}`);
    output.tell(
      `Point a VNC viewer at it, for example: vncviewer 127.0.0.1::${forward.port}\nCtrl-C ends it; the machine goes on.`,
    );
    await Promise.race([aborted(signal), forward.failed]);
    return exitCodes.done;
  } finally {
    await forward.close();
  }
}

async function view(invocation: Invocation, found: FoundMachine, port: number): Promise<ExitCode> {
  const { output, signal, programs } = invocation;
  const toCommand = await chooseViewer(programs);
  const forward = await begin(invocation, found, port);
  try {
    const argv = toCommand(forward.port);
    output.item({ address: '127.0.0.1', port: forward.port });
    output.tell(`Opening ${argv[0] ?? 'the viewer'}; closing it ends this command, not the machine.`);
    const code = await Promise.race([programs.run(argv, signal), forward.failed]);
    return code === 0 || signal.aborted ? exitCodes.done : exitCodes.failed;
  } finally {
    await forward.close();
  }
}

/** Opens one screen at once, so that a machine without one is told now and not when a viewer connects. */
async function begin(invocation: Invocation, { host, machine }: FoundMachine, port: number): Promise<Forward> {
  const { client, openConsole: openBytes } = await invocation.session();
  const { signal, output } = invocation;
  return startForward(port, {
    async open() {
      const { ticket } = await client.consoles.open({ hostId: host.id, machine: machine.name }, { signal });
      return openBytes(ticket);
    },
    onProblem: (message) => output.warn(message),
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
