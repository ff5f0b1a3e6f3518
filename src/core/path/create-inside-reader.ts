import type { ConnectAnswers, ConnectQuestion } from '#domain/hosts/connection.ts';
import { describeTarget, type Host, type SshTarget } from '#domain/hosts/host.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import type { CommandLog } from '../activity/create-command-log.ts';
import type { ConnectAttempt, HostConnector, HostLink } from '../ports/host-connector.ts';
import { HostError } from '../ports/host-error.ts';
import type { HostShell } from '../ports/host-shell.ts';
import type { PlaceReader, RunAtPlace } from '../ports/place-reader.ts';

const silenceMs = 60_000;
const maxBytes = 32 * 1024 * 1024;

/** Runs the script of a place reader over a shell, as root where the login may. */
export function runAtShell(shell: HostShell, purpose: string, asRoot: boolean, signal: AbortSignal): RunAtPlace {
  return async ({ name, text, args }) => {
    const { stdout } = await shell.run({
      purpose,
      command: { kind: 'script', name, text, args },
      asRoot,
      silenceMs,
      maxBytes,
      signal,
    });
    return stdout;
  };
}

export interface InsideQuestion {
  readonly host: Host;
  /** sshds inside, outermost first; the last is looked into, through all before it. */
  readonly way: readonly SshTarget[];
  /** What the host's own connection was opened with, and keys of hosts that a person accepted. */
  readonly answers: ConnectAnswers;
  readonly signal: AbortSignal;
}

export interface InsideOpenerOptions {
  readonly connector: HostConnector;
  readonly commandLog: CommandLog;
}

export type ConnectInside = ReturnType<typeof createInsideConnector>;
export type OpenInside = ReturnType<typeof createInsideOpener>;

/** Tries SSH through the host into a machine, or into an instance of it; what a person must be asked comes back as a question. */
export function createInsideConnector({ connector, commandLog }: InsideOpenerOptions) {
  return async ({ host, way, answers, signal }: InsideQuestion): Promise<ConnectAttempt> => {
    const target = requireEnd(way);
    const { address, port, user, auth } = host;
    const jumps = [...host.jumps, { address, port, user, auth }, ...way.slice(0, -1)];
    return connector.connect({ ...host, ...target, jumps }, answers, signal, commandLog.recorderFor(host.id));
  };
}

/** Opens the same where nobody can be asked. Whoever opened it closes it. */
export function createInsideOpener(options: InsideOpenerOptions) {
  const connectInside = createInsideConnector(options);
  return async (question: InsideQuestion): Promise<HostLink> =>
    openOrRefuse(await connectInside(question), requireEnd(question.way));
}

function requireEnd(way: readonly SshTarget[]): SshTarget {
  const target = way.at(-1);
  if (!target) {
    throw new Error('A way inside has at least one end');
  }
  return target;
}

export interface InsideReaderOptions {
  readonly openInside: OpenInside;
  readonly reader: PlaceReader;
}

/** Looks into a machine, or into an instance of it, over SSH through the host; the connection is closed behind it. */
export function createInsideReader({ openInside, reader }: InsideReaderOptions) {
  return async (question: InsideQuestion): Promise<PlaceFacts> => {
    const link = await openInside(question);
    try {
      const target = question.way.at(-1);
      const purpose = `Read the network of ${target ? describeTarget(target) : 'the machine'}`;
      return await reader.read(runAtShell(link.shell, purpose, link.privilege === 'sudo', question.signal));
    } finally {
      link.close();
    }
  };
}

function openOrRefuse(attempt: ConnectAttempt, target: SshTarget): HostLink {
  switch (attempt.kind) {
    case 'connected':
      return attempt.link;
    case 'failed': {
      const { code, message, hint, raw } = attempt.problem;
      throw new HostError(code, message, { hint: hint ?? undefined, raw: raw ?? undefined });
    }
    case 'changed-host-key':
      throw new HostError('host-key-changed', `${attempt.change.target} offers another key than the one that is known.`, {
        hint: `If it was installed anew, remove line ${attempt.change.knownHostsLines.join(', ')} of ${attempt.change.knownHostsPath}.`,
      });
    default:
      throw refuseToAsk(attempt.question, target);
  }
}

/** Nobody can be asked in the middle of a reading; what would be asked is told. */
function refuseToAsk(question: ConnectQuestion, target: SshTarget): HostError {
  return question.kind === 'unknown-host-key'
    ? new HostError('denied', `The key of ${question.target} is not known: ${question.fingerprint}.`, {
        hint: `If it is the right one, say so: --accept-fingerprint ${question.fingerprint}`,
      })
    : new HostError('denied', `${question.target} asks for a ${question.kind}, which cannot be given here.`, {
        hint: `Log in to ${describeTarget(target)} with a key that needs none, or with one that your agent holds.`,
      });
}
