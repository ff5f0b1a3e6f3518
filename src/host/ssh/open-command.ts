import type { CommandRecord } from '#core/ports/command-recorder.ts';
import { HostError } from '#core/ports/host-error.ts';
import { showCommand, type CommandLine } from './build-command-line.ts';
import type { ChannelPool } from './create-channel-pool.ts';
import type { SshLink } from './create-link.ts';
import type { OnOpen } from './open-channel.ts';
import { connectFailedReason, type SshFailure } from './ssh2.ts';
import { supervise, type RunningCommand } from './supervise-command.ts';

const firstPauseMs = 15;
const longestPauseMs = 500;
const patienceMs = 10_000;

/**
 * Starts a command. `attach` runs inside ssh2's own callback: data and exit status may be in the same read as the confirmation,
 * and a listener attached one turn later misses them. Refused for MaxSessions, it is tried again for ten seconds.
 */
export async function openCommand(
  link: SshLink,
  pool: ChannelPool,
  line: CommandLine,
  attach: (running: RunningCommand) => void,
): Promise<RunningCommand> {
  const record = link.channels.begin(line.request.purpose, showCommand(line.request));
  try {
    return await keepTrying(link, pool, { line, record, attach });
  } catch (error) {
    record.fail(error);
    throw error;
  }
}

interface Start {
  readonly line: CommandLine;
  readonly record: CommandRecord;
  readonly attach: (running: RunningCommand) => void;
}

async function keepTrying(link: SshLink, pool: ChannelPool, start: Start): Promise<RunningCommand> {
  const giveUpAt = performance.now() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const opened = await tryOpen(link, start);
    if (opened.kind === 'running') {
      return opened.running;
    }
    pool.shrink();
    if (performance.now() > giveUpAt) {
      throw tooManySessions(link, opened.raw);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

type Opening =
  { readonly kind: 'running'; readonly running: RunningCommand } | { readonly kind: 'refused'; readonly raw: string };

function tryOpen(link: SshLink, { line, record, attach }: Start): Promise<Opening> {
  return new Promise((resolve, reject) => {
    const onOpen: OnOpen = (error, channel) => {
      if (!error) {
        const running = supervise(link, channel, line, record);
        attach(running);
        resolve({ kind: 'running', running });
      } else if (error.reason === connectFailedReason) {
        resolve({ kind: 'refused', raw: error.message });
      } else {
        reject(link.brokenBy() ?? cannotRun(link, error));
      }
    };
    const broken = link.brokenBy();
    if (broken) {
      reject(broken);
      return;
    }
    try {
      link.channels.exec(record, line.text, onOpen);
    } catch (error) {
      // The socket is already half closed, and 'close' is still to come.
      reject(new HostError('link-lost', `The connection to ${link.name} is closing`, { cause: error }));
    }
  });
}

function cannotRun(link: SshLink, error: SshFailure): HostError {
  return new HostError('denied', `${link.name} lets us log in but runs no commands for this login`, {
    hint: 'Remove ForceCommand, restrict or internal-sftp for this user, or log in as another one.',
    raw: error.message,
  });
}

export function tooManySessions(link: SshLink, raw: string): HostError {
  return new HostError('conflict', `sshd on ${link.name} allows no further session on this connection`, {
    hint: 'Close a console, or raise MaxSessions in its sshd_config (10 is usual).',
    raw,
  });
}
