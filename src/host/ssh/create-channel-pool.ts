import { HostError } from '#core/ports/host-error.ts';

/**
 * Keeps commands within sshd's MaxSessions (10 unless configured). Five at a time is what never got refused when a hundred were
 * asked for: sshd frees a session later than it says so, and eight at a time did get refused. Streams stay open for long, so they
 * have places of their own and always leave one for a command.
 */
export interface ChannelPool {
  /** Waits for a place. Throws `cancelled` when the signal fires first, or why the link is gone. */
  enter(kind: 'command' | 'stream', signal?: AbortSignal): Promise<ChannelPlace>;
  /** sshd refused a session: fewer commands at a time from now on. */
  shrink(): void;
  /** The link is gone: everybody waiting learns why. */
  readonly abandon: () => void;
}

export interface ChannelPlace {
  leave(): void;
}

const commandsAtOnce = 5;
const sessionsPerConnection = 9;

export function createChannelPool(brokenBy: () => HostError | null): ChannelPool {
  const waiting: { readonly proceed: () => void }[] = [];
  let commands = 0;
  let streams = 0;
  let learnedLimit = commandsAtOnce;

  const commandLimit = (): number => Math.max(1, Math.min(learnedLimit, sessionsPerConnection - streams));
  const wakeNext = (): void => waiting.shift()?.proceed();

  const waitForTurn = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiting.splice(waiting.indexOf(ticket), 1);
        reject(stopped());
      };
      const ticket = {
        proceed: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.push(ticket);
    });

  const place = (free: () => void): ChannelPlace => {
    let isTaken = true;
    return {
      leave: () => {
        if (isTaken) {
          isTaken = false;
          free();
          wakeNext();
        }
      },
    };
  };

  const check = (signal: AbortSignal | undefined): void => {
    const broken = brokenBy();
    if (broken) {
      throw broken;
    }
    if (signal?.aborted) {
      throw stopped();
    }
  };

  return {
    async enter(kind, signal) {
      check(signal);
      if (kind === 'stream') {
        streams += 1;
        return place(() => (streams -= 1));
      }
      while (commands >= commandLimit()) {
        await waitForTurn(signal);
        check(signal);
      }
      commands += 1;
      return place(() => (commands -= 1));
    },
    shrink: () => {
      learnedLimit = Math.max(1, Math.min(learnedLimit, commands) - 1);
    },
    abandon: () => {
      for (const { proceed } of waiting.splice(0)) {
        proceed();
      }
    },
  };
}

export function stopped(): HostError {
  return new HostError('cancelled', 'The command was stopped');
}
