import type { FetchReview } from '#contract/images.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { FetchDraft } from '#domain/images/fetch-draft.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { describePlan } from '../machines/describe-plan.ts';
import type { Paint } from '../terminal/paint.ts';
import { findFolder } from './find-folder.ts';

export interface FetchOptions {
  readonly checksum?: string;
  readonly folder?: string;
  readonly name?: string;
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

/** The host fetches; this command tells how it goes. */
export async function fetchImage(invocation: Invocation, wanted: string, url: string, options: FetchOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  const folder = options.folder ?? (await findFolder(invocation, host));
  const draft: FetchDraft = { url, folder, name: options.name ?? '', checksum: options.checksum ?? '' };
  const review = await client.images.reviewFetch({ hostId: host.id, draft }, { signal });
  if (options.dryRun || (options.script && output.isJson)) {
    return showReview(invocation, host, draft, review);
  }
  refuse(review);
  if (options.script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  review.problems.forEach(({ message }) => output.warn(message));
  return tellOperation(invocation, host, client.images.fetch({ hostId: host.id, draft }, { signal }));
}

async function showReview({ output }: Invocation, host: Host, draft: FetchDraft, review: FetchReview): Promise<ExitCode> {
  await output.answer({ host: { id: host.id, name: host.name }, draft, ...review }, (paint) =>
    [...(review.plan.steps.length === 0 ? [] : [describePlan(review.plan, paint)]), ...describeProblems(review, paint)].join(
      '\n\n',
    ),
  );
  output.tell('Nothing was changed.');
  return isRefused(review) ? exitCodes.refused : exitCodes.done;
}

function describeProblems({ problems }: FetchReview, paint: Paint): readonly string[] {
  const word = (level: string) => (level === 'refusal' ? paint.red('refused') : paint.yellow('warning'));
  return problems.map(({ level, message }) => `${word(level)} ${message}`);
}

function isRefused({ problems }: FetchReview): boolean {
  return problems.some(({ level }) => level === 'refusal');
}

function refuse(review: FetchReview): void {
  if (isRefused(review)) {
    const sentences = review.problems.filter(({ level }) => level === 'refusal').map(({ message }) => message);
    throw new CommandFault('invalid-input', sentences.join('\n'), 'Nothing was fetched.');
  }
}
