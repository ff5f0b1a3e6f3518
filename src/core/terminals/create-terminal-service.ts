import type { AppApi } from '#contract/api.ts';
import type { TerminalEvent } from '#contract/terminals.ts';
import { buildLogin, buildSshArgv } from '#domain/access/build-ssh-commands.ts';
import { describeTarget } from '#domain/hosts/host.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { describeTerminalPlace, type TerminalEnding } from '#domain/terminals/terminal.ts';
import type { Environment } from '../ports/environment.ts';
import { HostError } from '../ports/host-error.ts';
import type { RemoteTerminal } from '../ports/host-shell.ts';
import { createTerminalWays, type TerminalWayOptions } from './create-terminal-ways.ts';

/** As of a console's: whoever finds a ticket a minute later finds it spent. */
const ticketLifeMs = 60_000;

export interface TerminalServiceOptions extends TerminalWayOptions {
  readonly environment: Pick<Environment, 'now' | 'randomBytes'>;
}

interface Grant {
  readonly terminal: RemoteTerminal;
  readonly expiresAtEpochMs: number;
}

export type TerminalService = ReturnType<typeof createTerminalService>;

/** Shells on hosts and behind them. Each lives as long as somebody listens to what is told about it. */
export function createTerminalService(options: TerminalServiceOptions) {
  const { hosts, environment } = options;
  const ways = createTerminalWays(options);
  const terminals = new Map<string, RemoteTerminal>();
  const grants = new Map<string, Grant>();
  const makeToken = (): string => [...environment.randomBytes(18)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

  async function* tell(terminal: RemoteTerminal, target: string, signal: AbortSignal): AsyncGenerator<TerminalEvent> {
    const [terminalId, ticket] = [makeToken(), makeToken()];
    terminals.set(terminalId, terminal);
    grants.set(ticket, { terminal, expiresAtEpochMs: environment.now() + ticketLifeMs });
    try {
      yield { kind: 'open', terminalId, ticket, target };
      const ending = await untilEnded(terminal, signal);
      if (ending !== null) {
        yield { kind: 'ended', ending };
      }
    } finally {
      terminals.delete(terminalId);
      grants.delete(ticket);
    }
  }

  const api: AppApi['terminals'] = {
    async *open({ screen, ...wish }, { signal }) {
      const way = await ways.open(wish, signal);
      if (way.kind !== 'open') {
        yield way;
        return;
      }
      let terminal: RemoteTerminal | null = null;
      try {
        const { name } = await hosts.find(wish.hostId);
        const purpose = `Open a terminal on ${describeTerminalPlace(wish.place, name)}`;
        terminal = await way.shell.openTerminal({ purpose, screen });
        yield* tell(terminal, describeTarget(way.target), signal);
      } finally {
        terminal?.close();
        way.close();
      }
    },
    resize({ terminalId, columns, rows }) {
      const terminal = terminals.get(terminalId);
      if (terminal === undefined) {
        throw new HostError('not-found', 'This terminal has ended.', { hint: 'Open it again.' });
      }
      terminal.resize({ columns, rows });
      return Promise.resolve(null);
    },
    async explain(wish) {
      const { host, target } = await ways.locate(wish);
      const isHost = wish.place.kind === 'host';
      const command = isHost ? quoteArgv(buildSshArgv(host, [])) : buildLogin(host, target);
      return { command, target: describeTarget(target) };
    },
  };

  return {
    api,
    /** Redeems a ticket for the bytes of a terminal; null where it is none of these. */
    takeStream(ticket: string): RemoteTerminal | null {
      const grant = grants.get(ticket);
      grants.delete(ticket);
      return grant !== undefined && grant.expiresAtEpochMs >= environment.now() ? grant.terminal : null;
    },
  };
}

/** null: nobody listens any more. */
function untilEnded(terminal: RemoteTerminal, signal: AbortSignal): Promise<TerminalEnding | null> {
  return new Promise((resolve) => {
    const stop = (): void => resolve(null);
    void terminal.ended.then((ending) => {
      signal.removeEventListener('abort', stop);
      resolve(ending);
    });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) {
      stop();
    }
  });
}
