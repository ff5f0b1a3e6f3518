import type { HostAuth, SshTarget } from '#domain/hosts/host.ts';
import type { HostSuggestion } from '#domain/hosts/host-suggestion.ts';
import { expandHome } from './create-key-files.ts';

/** What ~/.ssh/config says about one alias: lower-case keywords, as `SSHConfig.compute` gives them. */
export type AliasSettings = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface SuggestionContext {
  readonly settingsOf: (alias: string) => AliasSettings;
  readonly homeDirectory: string;
  readonly localUser: string;
  readonly hasAgent: boolean;
  /** Key files that lie on this laptop. */
  readonly isKeyThere: (path: string) => boolean;
}

const defaultKeys = ['~/.ssh/id_ed25519', '~/.ssh/id_ecdsa', '~/.ssh/id_rsa'];
const maxJumps = 4;

const ignored: Readonly<Record<string, string>> = {
  hostkeyalias: 'HostKeyAlias is not used: the host key is looked up by the address',
  certificatefile: 'CertificateFile is not used: add the key with its certificate to an SSH agent',
  identityagent: 'IdentityAgent is not used: Nutshell asks the agent at SSH_AUTH_SOCK',
  pkcs11provider: 'PKCS11Provider is not used: add the key to an SSH agent',
  bindaddress: 'BindAddress is not used',
  bindinterface: 'BindInterface is not used',
  userknownhostsfile: 'UserKnownHostsFile is not used: Nutshell reads ~/.ssh/known_hosts',
};

/** A host as ~/.ssh/config has it, and in words what could not be taken over. */
export function buildHostSuggestion(alias: string, context: SuggestionContext): HostSuggestion {
  const notes: string[] = [];
  const settings = context.settingsOf(alias);
  const target = buildTarget(alias, context, notes);
  const jumps = buildJumps(settings, context, notes, 0);
  for (const [keyword, note] of Object.entries(ignored)) {
    if (settings[keyword] !== undefined) {
      notes.push(note);
    }
  }
  if (jumps.length > maxJumps) {
    notes.push(`The way there has ${jumps.length} jumps and Nutshell takes at most ${maxJumps}: it was left out`);
  }
  const draft = { ...target, name: alias, jumps: jumps.length > maxJumps ? [] : jumps, origin: 'own' as const };
  return { alias, draft, notes };
}

interface Overrides {
  readonly user?: string | undefined;
  readonly port?: string | undefined;
}

function buildTarget(alias: string, context: SuggestionContext, notes: string[], overrides: Overrides = {}): SshTarget {
  const settings = context.settingsOf(alias);
  const address = (first(settings['hostname']) ?? alias).replace(/%([%h])/g, (_, token) => (token === '%' ? '%' : alias));
  const user = overrides.user ?? first(settings['user']) ?? context.localUser;
  const port = Number(overrides.port ?? first(settings['port']) ?? 22);
  const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535;
  if (!isPort) {
    notes.push(`The port of ${alias} is not a number between 1 and 65535: 22 is offered instead`);
  }
  const expand = (path: string): string => expandPath(path, { ...context, address, user, alias, port });
  return { address, port: isPort ? port : 22, user, auth: buildAuth(settings, context, expand, notes) };
}

function buildAuth(
  settings: AliasSettings,
  context: SuggestionContext,
  expand: (path: string) => string,
  notes: string[],
): HostAuth {
  const named = all(settings['identityfile'])
    .filter((path) => path.toLowerCase() !== 'none')
    .map(expand);
  const there = named.find(context.isKeyThere);
  if (there !== undefined) {
    return { kind: 'key', path: there };
  }
  if (named[0] !== undefined) {
    notes.push(`The key ${named[0]} does not lie on this laptop`);
    return { kind: 'key', path: named[0] };
  }
  if (context.hasAgent) {
    return { kind: 'agent' };
  }
  const usual = defaultKeys.map(expand).find(context.isKeyThere);
  return usual === undefined ? { kind: 'agent' } : { kind: 'key', path: usual };
}

/** ProxyJump, and the ProxyCommand that people wrote before there was one. The first jump may itself have jumps. */
function buildJumps(settings: AliasSettings, context: SuggestionContext, notes: string[], depth: number): readonly SshTarget[] {
  const command = first(settings['proxycommand']);
  const viaCommand = /^(?:\S*[/\\])?ssh(?:\.exe)?\s+(?:-q\s+)?(?:-W\s+%h:%p\s+(\S+)|(\S+)\s+-W\s+%h:%p)$/.exec(command ?? '');
  const jump = first(settings['proxyjump']) ?? viaCommand?.[1] ?? viaCommand?.[2];
  if (jump === undefined && command !== undefined && command.toLowerCase() !== 'none') {
    notes.push('ProxyCommand is not run: name the hosts on the way as jumps instead');
  }
  if (jump === undefined || jump.toLowerCase() === 'none') {
    return [];
  }
  return jump.split(',').flatMap((word, index) => {
    const { alias, ...overrides } = parseJump(word.trim());
    const before = index === 0 && depth < maxJumps ? buildJumps(context.settingsOf(alias), context, notes, depth + 1) : [];
    return [...before, buildTarget(alias, context, notes, overrides)];
  });
}

/** [user@]host[:port], an IPv6 address in brackets, or ssh://… (ssh_config(5), ProxyJump). */
function parseJump(word: string): Overrides & { readonly alias: string } {
  const [, user, bracketed, plain, port] = /^(?:ssh:\/\/)?(?:([^@]+)@)?(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?\/?$/.exec(word) ?? [];
  return { alias: bracketed ?? plain ?? word, user, port };
}

interface PathTokens extends SuggestionContext {
  readonly address: string;
  readonly user: string;
  readonly alias: string;
  readonly port: number;
}

function expandPath(path: string, tokens: PathTokens): string {
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    d: tokens.homeDirectory,
    h: tokens.address,
    n: tokens.alias,
    p: String(tokens.port),
    r: tokens.user,
    u: tokens.localUser,
  };
  return expandHome(path, tokens.homeDirectory).replace(/%(.)/g, (whole, token: string) => values[token] ?? whole);
}

function all(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function first(value: string | readonly string[] | undefined): string | undefined {
  return all(value)[0];
}
