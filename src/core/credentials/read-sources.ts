import { describeTarget, type SshTarget } from '#domain/hosts/host.ts';
import { parseCredentials } from '#domain/credentials/parse-credentials.ts';
import type { CredentialSource } from '#domain/recipes/use-shapes.ts';
import { describePlace } from '#domain/yaml/file-problem.ts';
import type { HostLink } from '../ports/host-connector.ts';
import { HostError } from '../ports/host-error.ts';
import type { HostCommand } from '../ports/host-shell.ts';
import type { KeptCredentials } from './kept-credentials.ts';

const silenceMs = 120_000;
const maxBytes = 200_000;

export interface SourcesQuestion {
  readonly cloud: string;
  readonly link: HostLink;
  readonly target: SshTarget;
  readonly sources: readonly CredentialSource[];
  readonly nowEpochMs: number;
  readonly signal: AbortSignal;
}

export type SourcesAnswer =
  { readonly kind: 'read'; readonly kept: KeptCredentials } | { readonly kind: 'none'; readonly reasons: readonly string[] };

/** Tries the recipe's sources in their order until one gives credentials that are whole. */
export async function readSources(question: SourcesQuestion): Promise<SourcesAnswer> {
  const reasons: string[] = [];
  for (const source of question.sources) {
    const answer = await readSource(source, question);
    if (typeof answer !== 'string') {
      return { kind: 'read', kept: answer };
    }
    reasons.push(`${source.title} (${source.file ?? 'a command'}): ${answer}`);
  }
  return { kind: 'none', reasons };
}

/** The credentials, or why there are none. The command log has the command; what it prints goes nowhere but here. */
async function readSource(source: CredentialSource, question: SourcesQuestion): Promise<KeptCredentials | string> {
  const { cloud, link, target, nowEpochMs, signal } = question;
  const command = toCommand(source);
  if (command === null) {
    return 'the recipe names neither a file nor a command that could be run as it stands.';
  }
  const purpose = `Read the credentials of cloud ${cloud}`;
  const asRoot = link.privilege === 'sudo';
  let text: string;
  try {
    text = (await link.shell.run({ purpose, command, asRoot, silenceMs, maxBytes, signal })).stdout;
  } catch (error) {
    if (error instanceof HostError && error.code === 'command-failed') {
      return `${error.message} ${(error.raw ?? '').trim().split('\n').at(-1) ?? ''}`.trim();
    }
    throw error;
  }
  const reading = parseCredentials(source.format, { cloud, text, path: source.file });
  return reading.kind === 'refused'
    ? reading.problems.slice(0, 3).map(describePlace).join(' ')
    : {
        credentials: reading.credentials,
        fetchedAtEpochMs: nowEpochMs,
        origin: `${describeTarget(target)}, ${source.file ?? source.title}`,
        warnings: reading.warnings,
      };
}

/** A recipe's command travels on standard input, as every script does. */
function toCommand({ file, command, title }: CredentialSource): HostCommand | null {
  if (file !== null) {
    return { kind: 'argv', argv: ['cat', '--', file] };
  }
  return command === null || command.includes('{{')
    ? null
    : { kind: 'script', name: `recipe: ${title}`, text: `${command}\n`, args: [] };
}
