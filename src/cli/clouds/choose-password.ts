import { CommandFault, usageFault } from '../command-fault.ts';
import type { Invocation } from '../invocation.ts';
import { readTextFile } from '../read-text-file.ts';

export interface PasswordOptions {
  readonly rootPasswordFile?: string;
  readonly makePassword?: boolean;
}

/** The password for root on the machines: from a file, from the person, or made. One that is made is shown this once, and kept nowhere. */
export async function choosePassword(invocation: Invocation, options: PasswordOptions): Promise<string> {
  const { questions } = invocation;
  if (options.rootPasswordFile !== undefined) {
    if (options.makePassword === true) {
      throw usageFault('Give --root-password-file or --make-password, not both.');
    }
    return readPassword(options.rootPasswordFile);
  }
  if (options.makePassword !== true && questions !== null) {
    const given = await questions.secret('Password for root on its machines (nothing: one is made and shown):');
    if (given === null) {
      throw new CommandFault('cancelled', 'Cancelled. Nothing was changed on the host.');
    }
    if (given !== '') {
      return given;
    }
  }
  return makePassword(invocation);
}

/** The first line, without the end that editors and echo give it. */
async function readPassword(path: string): Promise<string> {
  const [password = ''] = (await readTextFile(path)).split('\n');
  if (password === '') {
    throw usageFault(`The first line of ${path} is empty; the password belongs there.`);
  }
  return password;
}

async function makePassword({ output, session, signal }: Invocation): Promise<string> {
  const { client } = await session();
  const password = await client.clouds.makePassword({}, { signal });
  output.item({ kind: 'password', user: 'root', password });
  output.tell(`Password for root on its machines, shown this once: ${output.errorPaint.bold(password)}`);
  return password;
}
