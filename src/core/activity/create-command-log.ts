import type { RemoteCommand } from '#domain/activity/remote-command.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { createBroadcast } from '../create-broadcast.ts';
import type { ByteStream, CommandOutput, HostCommand, HostShell, RunRequest, SocketTarget } from '../ports/host-shell.ts';

/** How many commands are remembered; older ones are forgotten first. */
const capacity = 2_000;

export type CommandLog = ReturnType<typeof createCommandLog>;

/** No remote command runs that this log does not show: the only shells the core hands out are wrapped by it. */
export function createCommandLog(now: () => number) {
  const commands = new Map<number, RemoteCommand>();
  const changes = createBroadcast<RemoteCommand>();
  let lastSequence = 0;

  function record(command: RemoteCommand): void {
    commands.set(command.sequence, command);
    if (commands.size > capacity) {
      const [oldest] = commands.keys();
      commands.delete(oldest ?? command.sequence);
    }
    changes.publish(command);
  }

  function begin(hostId: string, purpose: string, command: string) {
    const entry = { sequence: ++lastSequence, hostId, atEpochMs: now(), purpose, command };
    record({ ...entry, state: { kind: 'running' } });
    return {
      end: (output: { code: number; bytesRead: number }) =>
        record({
          ...entry,
          state: { kind: 'ended', exitCode: output.code, bytesRead: output.bytesRead, durationMs: now() - entry.atEpochMs },
        }),
      fail: (error: unknown) =>
        record({
          ...entry,
          state: {
            kind: 'failed',
            reason: error instanceof Error ? error.message : String(error),
            durationMs: now() - entry.atEpochMs,
          },
        }),
    };
  }

  async function run(hostId: string, shell: HostShell, request: RunRequest): Promise<CommandOutput> {
    const entry = begin(hostId, request.purpose, describeCommand(request));
    try {
      const output = await shell.run(request);
      entry.end({ code: output.code, bytesRead: output.stdout.length + output.stderr.length });
      return output;
    } catch (error) {
      entry.fail(error);
      throw error;
    }
  }

  async function* lines(hostId: string, shell: HostShell, request: RunRequest): AsyncIterable<string> {
    const entry = begin(hostId, request.purpose, describeCommand(request));
    let bytesRead = 0;
    let isSettled = false;
    try {
      for await (const line of shell.lines(request)) {
        bytesRead += line.length + 1;
        yield line;
      }
    } catch (error) {
      isSettled = true;
      entry.fail(error);
      throw error;
    } finally {
      if (!isSettled) {
        entry.end({ code: 0, bytesRead });
      }
    }
  }

  async function openSocket(hostId: string, shell: HostShell, target: SocketTarget, purpose: string): Promise<ByteStream> {
    const entry = begin(
      hostId,
      purpose,
      target.kind === 'unix' ? `forward to ${target.path}` : `forward to ${target.address}:${target.port}`,
    );
    try {
      const socket = await shell.openSocket(target, purpose);
      socket.onClose((reason) => {
        if (reason === null) {
          entry.end({ code: 0, bytesRead: 0 });
        } else {
          entry.fail(reason);
        }
      });
      return socket;
    } catch (error) {
      entry.fail(error);
      throw error;
    }
  }

  return {
    list: (hostId: string | null): readonly RemoteCommand[] =>
      [...commands.values()].filter((command) => hostId === null || command.hostId === hostId),
    watch: (signal: AbortSignal) => changes.listen(signal, { replay: false }),
    /** The same shell, with everything it does written down. */
    wrap: (hostId: string, shell: HostShell): HostShell => ({
      run: (request) => run(hostId, shell, request),
      lines: (request) => lines(hostId, shell, request),
      openSocket: (target, purpose) => openSocket(hostId, shell, target, purpose),
    }),
  };
}

function describeCommand({ command, asRoot = false }: RunRequest): string {
  return `${asRoot ? '(as root) ' : ''}${describeHostCommand(command)}`;
}

function describeHostCommand(command: HostCommand): string {
  return command.kind === 'argv' ? quoteArgv(command.argv) : quoteArgv(['sh', command.name, ...command.args]);
}
