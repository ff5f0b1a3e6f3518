import type { CommandOutput, RunRequest } from '#core/ports/host-shell.ts';
import { buildFedCommandLine } from './build-command-line.ts';
import { carryOut } from './run-command.ts';
import type { Session } from './session.ts';
import type { RunningCommand } from './supervise-command.ts';

/** Runs one command to its end with bytes on its standard input. It may take long, so it has a stream's place. */
export async function feedCommand(
  session: Session,
  request: RunRequest,
  bytes: AsyncIterable<Uint8Array>,
): Promise<CommandOutput> {
  const line = buildFedCommandLine(request, session.privilege);
  const place = await session.pool.enter('stream', request.signal);
  return carryOut(session, { line, place, feed: (running) => sendBytes(running, line.stdin, bytes) });
}

/** Never more than a window ahead of the command, and no longer than it lives. */
async function sendBytes({ channel, ended }: RunningCommand, first: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const state = { isOver: false };
  let leave = (): void => undefined;
  void ended.then(() => {
    state.isOver = true;
    leave();
  });
  const orOver = <T>(work: Promise<T>): Promise<T | null> =>
    new Promise((resolve, reject) => {
      leave = () => resolve(null);
      work.then(resolve, reject);
    });
  const hasDrained = () => new Promise<void>((resolve) => channel.once('drain', () => resolve()));

  const source = bytes[Symbol.asyncIterator]();
  channel.write(first);
  while (!state.isOver) {
    const next = await orOver(source.next());
    if (next === null) {
      break;
    }
    if (next.done) {
      channel.end();
      return;
    }
    if (!channel.write(next.value)) {
      await orOver(hasDrained());
    }
  }
  // Not waited for: a source that is stuck must not hold up the answer of a command that has ended.
  void source.return?.();
}
