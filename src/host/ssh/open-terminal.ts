import type { CommandRecord } from '#core/ports/command-recorder.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { RemoteTerminal, TerminalRequest } from '#core/ports/host-shell.ts';
import { toExitStatus, type TerminalEnding, type TerminalScreen } from '#domain/terminals/terminal.ts';
import type { SshLink } from './create-link.ts';
import { tooManySessions } from './open-command.ts';
import type { Session } from './session.ts';
import { connectFailedReason, countBytes, onExit, type ExitStatus, type SshChannel, type SshFailure } from './ssh2.ts';
import { toByteStream } from './to-byte-stream.ts';

/** Little, so that Ctrl-C is seen to work: what is under way when it is pressed has to be drawn first. */
const terminalWindowBytes = 512 * 1024;

const firstPauseMs = 50;
const longestPauseMs = 500;
const patienceMs = 5_000;

/**
 * A login shell on a session of its own. The activity log has that it was opened, how long it lived and how much it said; what was said
 * and typed is nobody's business.
 */
export async function openTerminal({ link, pool }: Session, request: TerminalRequest): Promise<RemoteTerminal> {
  const place = await pool.enter('stream');
  const record = link.channels.begin(request.purpose, describeShell(request.screen));
  try {
    const terminal = await keepTrying(link, request.screen, record);
    void terminal.ended.then(() => place.leave());
    return terminal;
  } catch (error) {
    place.leave();
    record.fail(error);
    throw error;
  }
}

function describeShell(screen: TerminalScreen | null): string {
  return screen === null ? 'login shell' : `login shell on a terminal (${screen.type})`;
}

/** sshd frees a session later than it says so: one that is refused for MaxSessions is asked for again. */
async function keepTrying(link: SshLink, screen: TerminalScreen | null, record: CommandRecord): Promise<RemoteTerminal> {
  const giveUpAt = performance.now() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const opened = await tryOpen(link, screen, record);
    if (opened.kind === 'open') {
      return opened.terminal;
    }
    if (performance.now() > giveUpAt) {
      throw tooManySessions(link, opened.raw);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

type Opening = { readonly kind: 'open'; readonly terminal: RemoteTerminal } | { readonly kind: 'refused'; readonly raw: string };

function tryOpen(link: SshLink, screen: TerminalScreen | null, record: CommandRecord): Promise<Opening> {
  return new Promise((resolve, reject) => {
    const broken = link.brokenBy();
    if (broken) {
      reject(broken);
      return;
    }
    try {
      link.channels.shell(record, screen, (error, channel) => {
        if (!error) {
          resolve({ kind: 'open', terminal: toTerminal(link, channel, screen, record) });
        } else if (error.reason === connectFailedReason) {
          resolve({ kind: 'refused', raw: error.message });
        } else {
          reject(link.brokenBy() ?? noShell(link, error));
        }
      });
    } catch (error) {
      // The socket is already half closed, and 'close' is still to come.
      reject(new HostError('link-lost', `The connection to ${link.name} is closing`, { cause: error }));
    }
  });
}

function noShell(link: SshLink, error: SshFailure): HostError {
  return new HostError('denied', `${link.name} lets us log in but gives this login no terminal`, {
    hint: 'Its sshd forbids it (PermitTTY, ForceCommand, restrict), or all of its terminals are in use. Log in as another user.',
    raw: error.message,
  });
}

/** Called inside the callback that hands the channel over: data and exit status may be in the same read. */
function toTerminal(link: SshLink, channel: SshChannel, screen: TerminalScreen | null, record: CommandRecord): RemoteTerminal {
  let exit: ExitStatus | null = null;
  let isLetGo = false;
  const bytesRead = countBytes(channel);
  onExit(channel, (status) => (exit = status));
  const whyClosed = (): string | null => (exit === null && !isLetGo ? describeLoss(link) : null);
  const stream = toByteStream(channel, whyClosed);
  if (screen !== null) {
    channel.stderr.resume();
  }
  const ended = new Promise<TerminalEnding>((resolve) => {
    stream.onClose((reason) => resolve(toEnding(exit, reason)));
  });
  void ended.then((ending) => writeEnd(record, ending, bytesRead()));
  return {
    ...stream,
    windowBytes: terminalWindowBytes,
    onErrorData: (listener) => void channel.stderr.on('data', (bytes: Buffer) => listener(bytes)),
    resize: ({ columns, rows }) => channel.setWindow(rows, columns, 0, 0),
    close: () => {
      isLetGo = true;
      stream.close();
    },
    ended,
  };
}

function describeLoss(link: SshLink): string {
  return link.brokenBy()?.message ?? `${link.name} closed the shell without saying how it ended`;
}

function toEnding(exit: ExitStatus | null, reason: string | null): TerminalEnding {
  if (exit?.signal) {
    return { kind: 'killed', signal: exit.signal.replace(/^SIG/, '') };
  }
  if (exit?.code !== undefined && exit.code !== null) {
    return { kind: 'exited', code: exit.code };
  }
  return reason === null ? { kind: 'closed' } : { kind: 'lost', reason };
}

function writeEnd(record: CommandRecord, ending: TerminalEnding, bytesRead: number): void {
  if (ending.kind === 'lost') {
    record.fail(new Error(ending.reason));
  } else {
    record.end({ exitCode: toExitStatus(ending) ?? 0, bytesRead });
  }
}
