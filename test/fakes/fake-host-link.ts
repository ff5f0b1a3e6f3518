import type { ConnectAttempt, HostConnector, HostLink } from '#core/ports/host-connector.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { CommandOutput, HostShell, RunRequest } from '#core/ports/host-shell.ts';
import type { Problem } from '#domain/problem.ts';

/** A shell that answers from a function; what it is not told to answer fails. */
export function createFakeShell(answer: (request: RunRequest) => Partial<CommandOutput> | Error = () => ({})): HostShell {
  const respond = async (request: RunRequest): Promise<CommandOutput> => {
    const given = answer(request);
    if (given instanceof Error) throw given;
    return { code: 0, stdout: '', stderr: '', durationMs: 1, ...given };
  };
  return {
    run: respond,
    async *lines(request) {
      yield* (await respond(request)).stdout.split('\n').filter(Boolean);
    },
    feed: respond,
    openSocket: () => Promise.reject(new HostError('unreachable', 'There is no such socket.')),
    openTerminal: () => Promise.reject(new HostError('unsupported', 'This shell has no terminal.')),
  };
}

export interface FakeLink extends HostLink {
  lose(problem?: Problem): void;
  readonly isClosed: () => boolean;
}

export const lineCut: Problem = { code: 'unreachable', message: 'The line was cut.', hint: null, raw: null };

export function createFakeLink(shell: HostShell = createFakeShell()): FakeLink {
  let listener: (problem: Problem) => void = () => {};
  let closed = false;
  return {
    shell,
    privilege: 'root',
    serverVersion: 'OpenSSH_fake',
    onLost: (given) => {
      listener = given;
    },
    close: () => {
      closed = true;
    },
    lose: (problem = lineCut) => listener(problem),
    isClosed: () => closed,
  };
}

/** Hands out the prepared attempts one by one; the last one again and again. Remembers what it was asked with. */
export function createFakeConnector(attempts: readonly (ConnectAttempt | Error | (() => Promise<ConnectAttempt>))[]) {
  const asked: Parameters<HostConnector['connect']>[] = [];
  const connector: HostConnector = {
    async connect(...args) {
      const attempt = attempts[Math.min(asked.length, attempts.length - 1)];
      asked.push(args);
      if (attempt instanceof Error || attempt === undefined) throw attempt ?? new Error('nothing prepared');
      return typeof attempt === 'function' ? attempt() : attempt;
    },
  };
  return { connector, asked };
}
