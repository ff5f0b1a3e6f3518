import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';

/** Hands the terminal to ssh and ends as ssh does: with the remote command's code, or 255 where there is no connection. */
export async function logInToPractice(invocation: Invocation, command: readonly string[]): Promise<number> {
  const { session, signal, output, programs } = invocation;
  const { client } = await session();
  const argv = [...(await client.practice.sshCommand({}, { signal })), ...command];
  if (output.isJson) {
    await output.answer({ argv, command: quoteArgv(argv) }, () => '');
    return exitCodes.done;
  }
  const code = await programs.run(argv, signal);
  if (code === 255) {
    throw new CommandFault('unreachable', 'ssh could not reach the practice host.', 'Is it up? See `nutshell practice status`.');
  }
  return code;
}
