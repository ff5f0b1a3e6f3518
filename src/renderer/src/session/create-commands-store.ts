import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { RemoteCommand } from '#domain/activity/remote-command.ts';
import { keepListening } from './keep-listening.ts';
import type { Status } from './status.ts';

export interface CommandsState {
  /** Newest first. */
  readonly commands: readonly RemoteCommand[];
  readonly status: Status;
  readonly watch: (signal: AbortSignal) => Promise<void>;
}

const keptCommands = 2_000;

/** The log of every remote command, as far back as the back end keeps it. */
export function createCommandsStore(client: Pick<AppClient, 'activity'>) {
  return createStore<CommandsState>()((set) => ({
    commands: [],
    status: { kind: 'idle' },
    async watch(signal) {
      set({ status: { kind: 'loading' } });
      try {
        const earlier = await client.activity.commands({ hostId: null }, { signal });
        set({ commands: [...earlier].sort(byNewest), status: { kind: 'ready' } });
      } catch (error) {
        set({ status: { kind: 'failed', problem: toProblem(error) } });
      }
      await keepListening({
        open: (until) => client.activity.watchCommands({}, { signal: until }),
        onItem: (command) => set(({ commands }) => ({ commands: mergeCommand(commands, command), status: { kind: 'ready' } })),
        onProblem: (problem) => set({ status: { kind: 'failed', problem } }),
        signal,
      });
    },
  }));
}

/** A new command goes to the front; one that changed keeps its place. */
export function mergeCommand(commands: readonly RemoteCommand[], command: RemoteCommand): readonly RemoteCommand[] {
  const index = commands.findIndex((known) => known.sequence === command.sequence);
  return index === -1
    ? [command, ...commands].sort(byNewest).slice(0, keptCommands)
    : commands.map((known, at) => (at === index ? command : known));
}

function byNewest(one: RemoteCommand, other: RemoteCommand): number {
  return other.sequence - one.sequence;
}
