import { StringDecoder } from 'node:string_decoder';
import type { RunRequest } from '#core/ports/host-shell.ts';
import type { HostError } from '#core/ports/host-error.ts';
import { buildCommandLine } from './build-command-line.ts';
import { stopped } from './create-channel-pool.ts';
import type { SshLink } from './create-link.ts';
import { endedWithoutStatus, explainCommandFailure, fellSilent, toldTooMuch } from './explain-command-failure.ts';
import { openCommand } from './open-command.ts';
import type { Session } from './session.ts';
import type { RunningCommand } from './supervise-command.ts';
import { defaultMaxBytes } from './run-command.ts';
import type { SshChannel } from './ssh2.ts';

interface Watch {
  stoppedBy: HostError | null;
  release: () => void;
}

/**
 * Standard output line by line. Nothing is read ahead of the consumer beyond ssh2's window, so a slow consumer slows the command;
 * a consumer that stops ends it. `maxBytes` bounds one line, for a stream has no end.
 */
export async function* streamLines(session: Session, request: RunRequest): AsyncGenerator<string> {
  const { link, pool } = session;
  const line = buildCommandLine(request, session.privilege);
  const place = await pool.enter('stream', request.signal);
  const watch: Watch = { stoppedBy: null, release: () => undefined };
  let running: RunningCommand | null = null;
  try {
    running = await openCommand(link, pool, line, (opened) => {
      watchOver(opened, request, link, watch);
      opened.channel.end(line.stdin);
    });
    yield* splitLines(
      readChunks(running.channel),
      () => toldTooMuch(request, link.name, request.maxBytes ?? defaultMaxBytes),
      request.maxBytes,
    );
    await conclude(running, request, link, watch);
  } finally {
    watch.release();
    await (running ? endQuietly(running) : undefined);
    place.leave();
  }
}

function watchOver({ channel, stop }: RunningCommand, request: RunRequest, link: SshLink, watch: Watch): void {
  const { signal, silenceMs } = request;
  const stopWith = (reason: HostError): void => {
    watch.stoppedBy ??= reason;
    stop(watch.stoppedBy);
  };
  const onAbort = (): void => stopWith(stopped());
  const timer = silenceMs === undefined ? null : setTimeout(() => stopWith(fellSilent(request, link.name, silenceMs)), silenceMs);
  const onReadable = (): unknown => timer?.refresh();
  channel.on('readable', onReadable);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) {
    onAbort();
  }
  watch.release = () => {
    channel.removeListener('readable', onReadable);
    clearTimeout(timer ?? undefined);
    signal?.removeEventListener('abort', onAbort);
  };
}

/** ssh2's own iterator would close the channel when the consumer stops, which leaves the command running for good. */
async function* readChunks(channel: SshChannel): AsyncGenerator<Buffer> {
  const state = { isOver: false };
  let wake = (): void => undefined;
  const onReadable = (): void => wake();
  const onOver = (): void => {
    state.isOver = true;
    wake();
  };
  channel.on('readable', onReadable).on('end', onOver).on('close', onOver);
  try {
    for (;;) {
      const chunk = channel.read() as Buffer | null;
      if (chunk) {
        yield chunk;
      } else if (state.isOver) {
        return;
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  } finally {
    channel.removeListener('readable', onReadable);
  }
}

async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  tooLong: () => HostError,
  maxBytes = defaultMaxBytes,
): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxBytes) {
      throw tooLong();
    }
    yield* lines;
  }
  rest += decoder.end();
  if (rest !== '') {
    yield rest;
  }
}

async function conclude({ ended, stderr }: RunningCommand, request: RunRequest, link: SshLink, watch: Watch): Promise<void> {
  const exit = await ended;
  if (watch.stoppedBy) {
    throw watch.stoppedBy;
  }
  if (!exit) {
    throw link.brokenBy() ?? endedWithoutStatus(request, link.name);
  }
  const failure = explainCommandFailure(request, exit, stderr(), link.name);
  if (failure) {
    throw failure;
  }
}

/** What is still on its way is thrown away: the channel closes only when it was read to its end. */
async function endQuietly({ channel, stop, ended }: RunningCommand): Promise<void> {
  stop(null);
  channel.resume();
  await ended;
}
