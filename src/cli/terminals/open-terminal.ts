import type { MachineLogin } from '#contract/machine-login.ts';
import type { TerminalEvent } from '#contract/terminals.ts';
import type { RemoteTerminal } from '#core/ports/host-shell.ts';
import { describeEnding, toExitStatus, type TerminalEnding } from '#domain/terminals/terminal.ts';
import { logInToMachine } from '../clouds/machine-login.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findTerminalPlace, type FoundPlace } from './find-terminal-place.ts';
import { joinTerminal } from './join-terminal.ts';
import type { TerminalOptions } from './terminal-options.ts';

type Opened = Extract<TerminalEvent, { readonly kind: 'open' }>;

/** A shell until it ends; then its exit status. */
export async function openTerminal(
  invocation: Invocation,
  target: string,
  instance: string | undefined,
  options: TerminalOptions,
): Promise<number> {
  const { output, terminal } = invocation;
  if (options.print !== true && output.isJson) {
    throw usageFault('A shell says what it likes, which is no JSON.', 'Add --print for the command, or leave --json away.');
  }
  if (options.print !== true && options.passwordFile === '-') {
    throw usageFault('Standard input belongs to the shell.', 'Keep the password in a file, or log in with a key.');
  }
  const found = await findTerminalPlace(invocation, target, instance, options);
  if (options.print === true) {
    return printCommand(invocation, found, options);
  }
  const { client, takeTerminal } = await invocation.session();
  const call = new AbortController();
  const signal = AbortSignal.any([invocation.signal, call.signal]);
  if (terminal.screen !== null) {
    output.tellForNow(`Opening a terminal on ${target} …`);
  }
  try {
    const opened = await logInToMachine(invocation, options, (login) =>
      firstOf(client.terminals.open({ ...toWish(found, login), screen: terminal.screen }, { signal })),
    );
    if (opened.kind !== 'open') {
      throw new CommandFault('link-lost', 'The shell ended before it began.');
    }
    const remote = takeTerminal(opened.ticket);
    if (remote === null) {
      throw new CommandFault('link-lost', 'The terminal was not there any more.', 'Try again.');
    }
    return conclude(invocation, await follow(invocation, opened, remote));
  } finally {
    call.abort();
  }
}

function toWish({ host, place }: FoundPlace, { user, auth, answers }: MachineLogin) {
  return { hostId: host.id, place, login: { user, auth, answers } };
}

/** Listening goes on for as long as the terminal is wanted: whoever stops hangs up. */
async function firstOf(events: AsyncIterable<TerminalEvent>): Promise<TerminalEvent> {
  const first = await events[Symbol.asyncIterator]().next();
  if (first.done === true) {
    throw new CommandFault('cancelled', 'Cancelled.');
  }
  return first.value;
}

async function follow(invocation: Invocation, { terminalId, target }: Opened, remote: RemoteTerminal): Promise<TerminalEnding> {
  const { output, terminal, session } = invocation;
  const { client } = await session();
  if (terminal.screen !== null) {
    output.tell(`${target}. If it hangs: Enter, ~ and a full stop leave it.`);
  }
  return joinTerminal({
    terminal,
    remote,
    // A shell that has just ended needs no size.
    onResize: (size) => void client.terminals.resize({ terminalId, ...size }).catch(() => undefined),
    onHelp: () => output.tell('\r\n~. leaves the shell, ~~ types a ~, ~? shows this; each at the beginning of a line.\r'),
  });
}

function conclude({ output, signal }: Invocation, ending: TerminalEnding): number {
  switch (ending.kind) {
    case 'exited':
      return ending.code;
    case 'killed':
      output.tell(describeEnding(ending));
      return toExitStatus(ending) ?? exitCodes.failed;
    case 'lost':
      throw new CommandFault('link-lost', ending.reason, 'What ran in the foreground of the shell was hung up. Open it again.');
    case 'closed':
      output.tell(signal.aborted ? 'Interrupted.' : 'Left the shell; it was hung up.');
      return exitCodes.interrupted;
  }
}

async function printCommand(invocation: Invocation, { host, place }: FoundPlace, options: TerminalOptions): Promise<number> {
  const { output, signal, session } = invocation;
  const { client } = await session();
  const { user, key } = options;
  const login = {
    ...(user !== undefined && { user }),
    ...(key !== undefined && { auth: { kind: 'key' as const, path: key } }),
    answers: { acceptedFingerprints: [], secrets: [], remember: false },
  };
  const { command, target } = await client.terminals.explain({ hostId: host.id, place, login }, { signal });
  await output.answer({ host: { id: host.id, name: host.name }, target, command }, () => command);
  return exitCodes.done;
}
