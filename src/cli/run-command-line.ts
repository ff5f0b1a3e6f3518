import { CommanderError, type Command } from 'commander';
import { toProblem } from '#contract/api-error.ts';
import { buildProgram } from './build-program.ts';
import { CommandFault, type CommandProblem } from './command-fault.ts';
import type { Session } from './create-session.ts';
import { exitCodes, toExitCode, type ExitCode } from './exit-codes.ts';
import type { Binder, GlobalOptions, Invocation, Programs } from './invocation.ts';
import { createOutput } from './terminal/output.ts';
import type { Terminal } from './terminal/terminal.ts';

export interface CommandLine {
  readonly argv: readonly string[];
  readonly version: string;
  readonly terminal: Terminal;
  readonly programs: Programs;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  openSession(): Promise<Session>;
}

/** Runs one command to its end and tells with which code to exit. Never throws: every fault becomes a sentence and a code. */
export async function runCommandLine(line: CommandLine): Promise<number> {
  let exitCode: number = exitCodes.done;
  let opened: Promise<Session> | null = null;
  const session = () => (opened ??= line.openSession());

  const bind: Binder =
    (handler) =>
    async (...args) => {
      const command = args.at(-1) as Command;
      const invocation = createInvocation(line, command.optsWithGlobals<GlobalOptions>(), session);
      exitCode = await handler(invocation, ...args);
    };
  try {
    await buildProgram(line, bind).parseAsync([...line.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportFault(line, error);
  } finally {
    await closeQuietly(opened);
  }
}

function createInvocation(line: CommandLine, options: GlobalOptions, session: () => Promise<Session>): Invocation {
  return {
    output: createOutput(line.terminal, options.json === true),
    questions: options.input ? line.terminal.questions : null,
    acceptedFingerprints: options.acceptFingerprint ?? [],
    readSecrets: async () => (options.passwordStdin ? splitLines(await line.terminal.readInput()) : []),
    readInput: () => line.terminal.readInput(),
    terminal: line.terminal.direct,
    signal: line.signal,
    programs: line.programs,
    session,
  };
}

function splitLines(text: string): readonly string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function reportFault(line: CommandLine, error: unknown): ExitCode {
  const output = createOutput(line.terminal, line.argv.includes('--json'));
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) {
      return exitCodes.done;
    }
    // Commander has already told the person, on standard error.
    const message = error.code === 'commander.help' ? 'Say which command.' : error.message.replace(/^error: /, '');
    output.item({ problem: { code: 'invalid-input', message, hint: null, raw: null } });
    return exitCodes.usage;
  }
  const problem: CommandProblem = error instanceof CommandFault ? error.problem : toProblem(error);
  output.problem(problem);
  return toExitCode(problem.code);
}

/** The command's own result counts; a back end that fails to close must not hide it. */
async function closeQuietly(opened: Promise<Session> | null): Promise<void> {
  await opened?.then((session) => session.close()).catch(() => undefined);
}
