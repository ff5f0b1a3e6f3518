import type { RemoteCommand } from '#domain/activity/remote-command.ts';
import { createBroadcast } from '../create-broadcast.ts';
import type { CommandRecord, CommandRecorder } from '../ports/command-recorder.ts';

/** How many commands are remembered; older ones are forgotten first. */
const capacity = 2_000;

export type CommandLog = ReturnType<typeof createCommandLog>;

/** Every command and forward that any host was sent, as the recorders of the hosts tell it. */
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

  function begin(hostId: string, purpose: string, command: string): CommandRecord {
    const entry = { sequence: ++lastSequence, hostId, atEpochMs: now(), purpose, command };
    let isSettled = false;
    const settle = (state: RemoteCommand['state']): void => {
      // What ends after it was forgotten stays forgotten.
      if (!isSettled && commands.has(entry.sequence)) {
        record({ ...entry, state });
      }
      isSettled = true;
    };
    record({ ...entry, state: { kind: 'running' } });
    return {
      end: ({ exitCode, bytesRead }) => settle({ kind: 'ended', exitCode, bytesRead, durationMs: now() - entry.atEpochMs }),
      fail: (error) => settle({ kind: 'failed', reason: describe(error), durationMs: now() - entry.atEpochMs }),
    };
  }

  return {
    list: (hostId: string | null): readonly RemoteCommand[] =>
      [...commands.values()].filter((command) => hostId === null || command.hostId === hostId),
    watch: (signal: AbortSignal) => changes.listen(signal, { replay: false }),
    /** Goes along with every connection to this host. */
    recorderFor: (hostId: string): CommandRecorder => ({ begin: (purpose, command) => begin(hostId, purpose, command) }),
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
