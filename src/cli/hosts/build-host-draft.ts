import type { HostAuth, HostDraft, SshTarget } from '#domain/hosts/host.ts';
import type { HostSuggestion } from '#domain/hosts/host-suggestion.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { suggestionFor } from '#domain/suggest-name.ts';
import { parseTarget } from './parse-target.ts';

export interface AddHostOptions {
  readonly key?: string;
  readonly agent?: boolean;
  readonly password?: boolean;
  readonly jump?: readonly string[];
  readonly fromSshConfig?: string;
  readonly dryRun?: boolean;
}

/** A host as the options describe it. Jumps are logged in to the same way as the host. */
export function buildHostDraft(name: string, address: string, options: AddHostOptions): HostDraft {
  const auth = toAuth(options) ?? { kind: 'agent' };
  return {
    name,
    ...toTarget(address, auth),
    jumps: (options.jump ?? []).map((jump) => toTarget(jump, auth)),
    origin: 'own',
  };
}

/** A host of ~/.ssh/config under a name of one's own. What the options say wins over the file. */
export function adoptSuggestion(name: string, suggestions: readonly HostSuggestion[], options: AddHostOptions): HostSuggestion {
  const alias = options.fromSshConfig ?? name;
  const found = suggestions.find((suggestion) => suggestion.alias === alias);
  if (!found) {
    const known = suggestions.map((suggestion) => suggestion.alias);
    throw new CommandFault('not-found', `Your ssh config has no host ${alias}.`, suggestionFor(alias, known, 'hosts in it'));
  }
  const auth = toAuth(options) ?? found.draft.auth;
  const jumps = options.jump ? options.jump.map((jump) => toTarget(jump, auth)) : found.draft.jumps;
  return { ...found, draft: { ...found.draft, name, auth, jumps } };
}

function toTarget(text: string, auth: HostAuth): SshTarget {
  const { user, address, port } = parseTarget(text);
  return { user: user ?? 'root', address, port, auth };
}

function toAuth({ key, agent, password }: AddHostOptions): HostAuth | null {
  if ([key !== undefined, agent, password].filter(Boolean).length > 1) {
    throw usageFault('--key, --agent and --password exclude each other.', 'Choose the one way to log in to this host.');
  }
  if (key !== undefined) {
    return { kind: 'key', path: key };
  }
  if (password) {
    return { kind: 'password' };
  }
  return agent ? { kind: 'agent' } : null;
}
