import { TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { RemoteCommand } from '#domain/activity/remote-command.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatDuration } from '#renderer/ui/format.ts';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';
import { Toolbar } from '#renderer/ui/toolbar.tsx';
import { filterCommands, toCommandInspection } from './command-words.ts';

const columns: readonly Column<RemoteCommand>[] = [
  { id: 'when', title: 'When', render: ({ atEpochMs }) => <TimeAgo epochMs={atEpochMs} /> },
  { id: 'state', title: 'State', render: ({ state }) => <CommandState state={state} /> },
  { id: 'purpose', title: 'Why', render: ({ purpose }) => purpose },
  { id: 'command', title: 'Command', isFact: true, titleOf: ({ command }) => command, render: ({ command }) => command },
  {
    id: 'duration',
    title: 'Took',
    align: 'right',
    isFact: true,
    render: ({ state }) => (state.kind === 'running' ? '' : formatDuration(state.durationMs)),
  },
  {
    id: 'bytes',
    title: 'Read',
    align: 'right',
    isFact: true,
    render: ({ state }) => (state.kind === 'ended' ? formatBytes(state.bytesRead) : ''),
  },
];

interface CommandLogProps {
  /** Only this host's; null for all. */
  readonly hostId: string | null;
}

const shownCommands = 300;

/** Every command that ran on a host, and why. No remote command runs that is not here. */
export function CommandLog({ hostId }: CommandLogProps) {
  const { commands: store, inspector } = useSession();
  const commands = useStore(store, (state) => state.commands);
  const selectedKey = useStore(inspector, ({ inspection }) => inspection?.key.replace(/^command:/, '') ?? null);
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter);
  const found = useMemo(() => filterCommands(commands, hostId, wanted), [commands, hostId, wanted]);
  return (
    <>
      <Toolbar
        label="Command log"
        start={
          <TextInput
            w="16rem"
            aria-label="Filter commands"
            placeholder="Filter by command or reason"
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        }
        end={
          <>
            <span>
              {found.length > shownCommands
                ? `the newest ${shownCommands.toString()} of ${found.length.toString()}`
                : `${found.length.toString()} commands`}
            </span>
            <CopyButton what="commands" value={found.map(({ command }) => command).join('\n')} />
          </>
        }
      />
      {found.length === 0 ? (
        <EmptyState title={filter === '' ? 'No command has run yet' : 'No command matches'}>
          {filter === ''
            ? 'Every command that Nutshell runs on a host is listed here, with why it ran and how long it took.'
            : 'Try fewer letters.'}
        </EmptyState>
      ) : (
        <DataTable
          label="Remote commands"
          isFilled
          columns={columns}
          rows={found.slice(0, shownCommands)}
          keyOf={({ sequence }) => sequence.toString()}
          selectedKey={selectedKey}
          onSelect={(command) => inspector.getState().show(toCommandInspection(command))}
        />
      )}
    </>
  );
}

function CommandState({ state }: Pick<RemoteCommand, 'state'>) {
  switch (state.kind) {
    case 'running':
      return <StateMark tone="busy" word="Running" />;
    case 'ended':
      return <StateMark tone={state.exitCode === 0 ? 'ok' : 'attention'} word={`Exit ${state.exitCode.toString()}`} />;
    case 'failed':
      return <StateMark tone="broken" word="Failed" />;
  }
}
