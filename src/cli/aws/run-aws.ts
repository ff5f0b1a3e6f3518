import { CommandFault, usageFault } from '../command-fault.ts';
import { fetchCredentials } from '../credentials/fetch-credentials.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import type { AwsOptions } from './aws-options.ts';
import { writeAwsFolder } from './write-aws-folder.ts';

export async function runAws(
  invocation: Invocation,
  cloud: string,
  words: readonly string[],
  options: AwsOptions,
): Promise<number> {
  checkOptions(cloud, words, options);
  const { signal } = invocation;
  const host = await useHost(invocation, options.on);
  const { client } = await invocation.session();
  const where = { hostId: host.id, cloud };
  const { kept } = await client.credentials.state(where, { signal });
  if (kept === null) {
    await fetchCredentials(invocation, host, cloud, options);
  }
  return options.write === undefined
    ? serve(invocation, { ...where, words: [...words] })
    : writeAwsFolder(invocation, where, options.write, options);
}

function checkOptions(cloud: string, words: readonly string[], { write, yes, dryRun, localPort }: AwsOptions): void {
  if (write !== undefined && words.length > 0) {
    throw usageFault('Give --write or words for aws, not both.');
  }
  if (write === undefined && [yes, dryRun, localPort].some((one) => one !== undefined)) {
    throw usageFault('--yes, --dry-run and --local-port go with --write.');
  }
  if (write === undefined && words.length === 0) {
    throw usageFault('Say what aws is to do, after --.', `For example: nutshell aws ${cloud} -- ec2 describe-images`);
  }
}

/** The tunnels are there for as long as the stream is listened to, so aws runs in between. */
async function serve(
  { output, programs, signal, session }: Invocation,
  input: { readonly hostId: string; readonly cloud: string; readonly words: string[] },
): Promise<number> {
  const { client } = await session();
  for await (const { program, environment, warnings, notes } of client.aws.serve(input, { signal })) {
    warnings.forEach(({ message, advice }) => output.warn(`${message} ${advice}`));
    notes.forEach((note) => output.warn(note));
    return await programs.run([program, ...input.words], signal, environment);
  }
  throw new CommandFault('internal', 'The tunnel to the cloud ended before aws was run.');
}
