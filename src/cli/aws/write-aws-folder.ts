import { resolve } from 'node:path';
import type { AwsReview } from '#contract/aws.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { parseCount } from '../machines/parse-size.ts';
import type { AwsOptions } from './aws-options.ts';

/** Shows what would be written, and writes it where nothing that is there changes, or where that was agreed to. */
export async function writeAwsFolder(
  { output, session, signal }: Invocation,
  where: { readonly hostId: string; readonly cloud: string },
  wanted: string | true,
  { dryRun, yes, localPort: port }: Pick<AwsOptions, 'dryRun' | 'yes' | 'localPort'>,
): Promise<ExitCode> {
  const { client } = await session();
  const localPort = port === undefined ? undefined : parseCount(port, '--local-port');
  const input = { ...where, folder: wanted === true ? null : resolve(wanted), ...(localPort !== undefined && { localPort }) };
  const review = await client.aws.review(input, { signal });
  const [refusal] = review.refusals;
  if (refusal !== undefined) {
    throw new CommandFault('conflict', refusal);
  }
  const changed = review.changes.filter(({ kind }) => kind === 'changed');
  if (dryRun !== true && changed.length > 0 && yes !== true) {
    output.tell(describe(review));
    throw new CommandFault(
      'conflict',
      `${changed.length} files in ${review.folder} would be changed; nothing was written.`,
      'Add --yes to have it so.',
    );
  }
  if (dryRun !== true) {
    await client.aws.write({ ...input, merge: yes === true }, { signal });
  }
  review.notes.forEach((note) => output.warn(note));
  await output.answer(
    { ...review, written: dryRun !== true },
    () => `${describe(review)}\n${describeEnd(review, dryRun === true)}`,
  );
  return exitCodes.done;
}

function describe({ changes, folder }: AwsReview): string {
  const rows = changes.flatMap(({ path, kind, lines }) => [
    `  ${kind.padEnd(8)} ${path}`,
    ...lines.map((line) => `             ${line}`),
  ]);
  return [`In ${folder}`, ...rows].join('\n');
}

function describeEnd({ commands }: AwsReview, isDry: boolean): string {
  return isDry ? 'Nothing was written.' : ['Try:', ...commands.map((command) => `  ${command}`)].join('\n');
}
