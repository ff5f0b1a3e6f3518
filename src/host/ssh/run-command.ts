import type { CommandOutput, RunRequest } from '#core/ports/host-shell.ts';
import type { HostError } from '#core/ports/host-error.ts';
import { buildCommandLine, type CommandLine } from './build-command-line.ts';
import { stopped, type ChannelPlace } from './create-channel-pool.ts';
import type { SshLink } from './create-link.ts';
import { endedWithoutStatus, explainCommandFailure, fellSilent, toldTooMuch } from './explain-command-failure.ts';
import { openCommand } from './open-command.ts';
import type { Session } from './session.ts';
import type { RunningCommand } from './supervise-command.ts';
import type { ExitStatus } from './ssh2.ts';

export const defaultMaxBytes = 32 * 1024 * 1024;

interface Collected {
  readonly stdout: Buffer[];
  /** Why Nutshell itself ended the command. */
  stoppedBy: Error | null;
}

interface Ending {
  readonly exit: ExitStatus | null;
  readonly stderr: string;
}

/** Runs one command to its end and collects what it says. */
export async function runCommand(session: Session, request: RunRequest): Promise<CommandOutput> {
  const line = buildCommandLine(request, session.privilege);
  const place = await session.pool.enter('command', request.signal);
  // Also where there is nothing to send: EOF carries the acknowledgement that saves 40 ms behind a jump host.
  return carryOut(session, { line, place, feed: ({ channel }) => Promise.resolve(void channel.end(line.stdin)) });
}

export interface Errand {
  readonly line: CommandLine;
  readonly place: ChannelPlace;
  /** Writes to the command's standard input. Where it rejects, the command is ended, and that is the reason. */
  readonly feed: (running: RunningCommand) => Promise<void>;
}

/** Runs a command for which there is a place, and leaves the place. */
export async function carryOut({ link, pool }: Session, { line, place, feed }: Errand): Promise<CommandOutput> {
  const { request } = line;
  const collected: Collected = { stdout: [], stoppedBy: null };
  const startedAt = performance.now();
  let release = (): void => undefined;
  try {
    const running = await openCommand(link, pool, line, (opened) => {
      collect(opened, request, link, collected);
      release = guard(opened, request, link, collected);
      feed(opened).catch((error: unknown) => {
        collected.stoppedBy ??= error instanceof Error ? error : new Error(String(error));
        opened.stop(stopped());
      });
    });
    const exit = await running.ended;
    const output = conclude(request, link, collected, { exit, stderr: running.stderr() });
    return { ...output, durationMs: performance.now() - startedAt };
  } finally {
    release();
    place.leave();
  }
}

function collect({ channel, stop }: RunningCommand, request: RunRequest, link: SshLink, collected: Collected): void {
  const maxBytes = request.maxBytes ?? defaultMaxBytes;
  const stopWith = toStopWith(stop, collected);
  let stdoutBytes = 0;
  channel.on('data', (chunk: Buffer) => {
    stdoutBytes += chunk.length;
    if (stdoutBytes <= maxBytes) {
      collected.stdout.push(Buffer.from(chunk));
    } else {
      stopWith(toldTooMuch(request, link.name, maxBytes));
    }
  });
}

/** Silence and abort. The caller is answered when the remote command is gone, so that nothing runs on unseen. */
function guard(
  { channel, stop }: RunningCommand,
  { signal, silenceMs, ...request }: RunRequest,
  link: SshLink,
  collected: Collected,
): () => void {
  const stopWith = toStopWith(stop, collected);
  const onAbort = (): void => stopWith(stopped());
  const timer = silenceMs === undefined ? null : setTimeout(() => stopWith(fellSilent(request, link.name, silenceMs)), silenceMs);
  const onData = (): unknown => timer?.refresh();
  channel.on('data', onData);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) {
    onAbort();
  }
  return () => {
    channel.removeListener('data', onData);
    clearTimeout(timer ?? undefined);
    signal?.removeEventListener('abort', onAbort);
  };
}

function toStopWith(stop: RunningCommand['stop'], collected: Collected): (reason: HostError) => void {
  return (reason) => {
    collected.stoppedBy ??= reason;
    stop(reason);
  };
}

function conclude(
  request: RunRequest,
  link: SshLink,
  collected: Collected,
  { exit, stderr }: Ending,
): Omit<CommandOutput, 'durationMs'> {
  if (collected.stoppedBy) {
    throw collected.stoppedBy;
  }
  if (!exit) {
    throw link.brokenBy() ?? endedWithoutStatus(request, link.name);
  }
  const failure = explainCommandFailure(request, exit, stderr, link.name);
  if (failure) {
    throw failure;
  }
  // Joined first: a chunk may end in the middle of a multi-byte character.
  return { code: exit.code ?? 0, stdout: Buffer.concat(collected.stdout).toString('utf8'), stderr };
}
