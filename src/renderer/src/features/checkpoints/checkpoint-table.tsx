import { Button } from '@mantine/core';
import type { Checkpoint } from '#domain/checkpoints/list-checkpoints.ts';
import { useGo } from '#renderer/session/session-context.tsx';
import { ButtonRow } from '#renderer/ui/button-row.tsx';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatDuration } from '#renderer/ui/format.ts';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';
import { UsageMeter } from '#renderer/ui/usage-meter.tsx';
import { checkpointWords } from './checkpoint-words.ts';

const facts: readonly Column<Checkpoint>[] = [
  { id: 'name', title: 'Checkpoint', isFact: true, render: ({ record }) => record.name },
  { id: 'state', title: 'State', render: ({ state }) => <StateMark {...checkpointWords[state]} /> },
  { id: 'made', title: 'Made', render: ({ record }) => <TimeAgo epochMs={record.createdEpochMs} /> },
  { id: 'machines', title: 'Machines', isFact: true, titleOf: toNames, render: toNames },
  {
    id: 'paused',
    title: 'Stood still',
    align: 'right',
    isFact: true,
    render: ({ pausedMs }) => (pausedMs === null || pausedMs === 0 ? '–' : formatDuration(pausedMs)),
  },
  { id: 'used', title: 'Room', render: (checkpoint) => <Room checkpoint={checkpoint} /> },
];

interface CheckpointTableProps {
  readonly hostId: string;
  readonly checkpoints: readonly Checkpoint[];
}

export function CheckpointTable({ hostId, checkpoints }: CheckpointTableProps) {
  const go = useGo();
  const actions: Column<Checkpoint> = {
    id: 'actions',
    title: 'Actions',
    render: ({ record: { name }, state }) => (
      <ButtonRow>
        <Button
          disabled={state === 'damaged' || state === 'unfinished'}
          aria-label={`Restore ${name}`}
          onClick={() => go({ kind: 'checkpoint', hostId, checkpoint: name, verb: 'restore' })}
        >
          Restore …
        </Button>
        <Button
          aria-label={`Delete ${name}`}
          onClick={() => go({ kind: 'checkpoint', hostId, checkpoint: name, verb: 'delete' })}
        >
          Delete …
        </Button>
      </ButtonRow>
    ),
  };
  return <DataTable label="Checkpoints" rows={checkpoints} keyOf={({ record }) => record.name} columns={[...facts, actions]} />;
}

function toNames({ record }: Checkpoint): string {
  return record.machines.map(({ name }) => name).join(', ');
}

/** How full the fullest of its snapshots is; a thin one and one inside a file have no room of their own. */
function Room({ checkpoint: { record, usedBytes, fullestPercent } }: { readonly checkpoint: Checkpoint }) {
  if (fullestPercent === null) {
    return usedBytes === 0 ? <>as its disks change</> : <>{formatBytes(usedBytes)}</>;
  }
  const percent = Math.floor(fullestPercent);
  return (
    <UsageMeter label={`Room of ${record.name}`} used={percent} total={100}>
      {`${formatBytes(usedBytes)}, ${percent.toString()} % full`}
    </UsageMeter>
  );
}
