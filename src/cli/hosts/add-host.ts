import { describeTarget, type HostDraft } from '#domain/hosts/host.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { adoptSuggestion, buildHostDraft, type AddHostOptions } from './build-host-draft.ts';

export async function addHost(
  invocation: Invocation,
  name: string,
  address: string | undefined,
  options: AddHostOptions,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const draft = await chooseDraft(invocation, name, address, options);
  if (options.dryRun) {
    await output.answer({ draft }, () => `Would add ${name}: ${describeDraft(draft)}.`);
    return exitCodes.done;
  }
  const { client } = await invocation.session();
  const host = await client.hosts.add({ draft: toInput(draft) }, { signal });
  await output.answer({ host }, () => `Added ${host.name}: ${describeDraft(host)}.`);
  output.tell(`Next: nutshell check ${quoteArgv([host.name])}`);
  return exitCodes.done;
}

async function chooseDraft(
  invocation: Invocation,
  name: string,
  address: string | undefined,
  options: AddHostOptions,
): Promise<HostDraft> {
  if (options.fromSshConfig !== undefined && address !== undefined) {
    throw usageFault('Give an address or --from-ssh-config, not both.');
  }
  if (options.fromSshConfig === undefined) {
    if (address === undefined) {
      throw usageFault(`Where is ${name}?`, 'Give [USER@]ADDRESS[:PORT], or --from-ssh-config ALIAS.');
    }
    return buildHostDraft(name, address, options);
  }
  const { client } = await invocation.session();
  const suggestions = await client.hosts.suggest({}, { signal: invocation.signal });
  const { draft, notes } = adoptSuggestion(name, suggestions, options);
  notes.forEach((note) => invocation.output.warn(note));
  return draft;
}

/** The same data with lists that may be changed, as the contract's schema types them. */
function toInput({ jumps, ...draft }: HostDraft) {
  return { ...draft, jumps: [...jumps] };
}

export function describeDraft(draft: HostDraft): string {
  const ways = { agent: 'keys of your ssh agent', password: 'a password', key: 'a private key' } as const;
  const way = draft.auth.kind === 'key' ? `the key ${draft.auth.path}` : ways[draft.auth.kind];
  const jumps = draft.jumps.length === 0 ? '' : `, through ${draft.jumps.map(describeTarget).join(', then ')}`;
  return `${describeTarget(draft)} with ${way}${jumps}`;
}
