import type { CommandOutput, RunRequest } from '#core/ports/host-shell.ts';
import type { HostError } from '#core/ports/host-error.ts';
import { buildCommandLine } from './build-command-line.ts';
import { stopped } from './create-channel-pool.ts';
import type { SshLink } from './create-link.ts';
import { endedWithoutStatus, explainCommandFailure, timedOut, toldTooMuch } from './explain-command-failure.ts';
import { openCommand } from './open-command.ts';
import type { Session } from './session.ts';
import type { RunningCommand } from './supervise-command.ts';
import type { ExitStatus } from './ssh2.ts';

export const defaultMaxBytes = 32 * 1024 * 1024;

interface Collected {
  readonly stdout: Buffer[];
  /** Why Nutshell itself ended the command. */
  stoppedBy: HostError | null;
}

interface Ending {
  readonly exit: ExitStatus | null;
  readonly stderr: string;
}

/** Runs one command to its end and collects what it says. */
export async function runCommand(session: Session, request: RunRequest): Promise<CommandOutput> {
  const { link, pool } = session;
  const line = buildCommandLine(request, session.privilege);
  const place = await pool.enter('command', request.signal);
  const collected: Collected = { stdout: [], stoppedBy: null };
  const startedAt = performance.now();
  let release = (): void => undefined;
  try {
    const running = await openCommand(link, pool, line, (opened) => {
      collect(opened, request, link, collected);
      release = guard(opened, request, link, collected);
      // Also where there is nothing to send: EOF carries the acknowledgement that saves 40 ms behind a jump host.
      opened.channel.end(line.stdin);
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
  let stdoutBytes = 0;
  channel.on('data', (chunk: Buffer) => {
    stdoutBytes += chunk.length;
    if (stdoutBytes <= maxBytes) {
      collected.stdout.push(Buffer.from(chunk));
    } else {
      collected.stoppedBy ??= toldTooMuch(request, link.name, maxBytes);
      stop(collected.stoppedBy);
    }
  });
}

/** Time limit and abort. The caller is answered when the remote command is gone, so that nothing runs on unseen. */
function guard(
  { stop }: RunningCommand,
  { signal, timeoutMs, ...request }: RunRequest,
  link: SshLink,
  collected: Collected,
): () => void {
  const onAbort = (): void => {
    collected.stoppedBy ??= stopped();
    stop(collected.stoppedBy);
  };
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          collected.stoppedBy ??= timedOut(request, link.name, timeoutMs);
          stop(collected.stoppedBy);
        }, timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) {
    onAbort();
  }
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
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
