import { Button } from '@mantine/core';
import type { Machine } from '#domain/machines/machine.ts';
import { useGo, useReading } from '#renderer/session/session-context.tsx';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { describeDisk, describeRole, describeSize, toMachineTone, toStateWord } from './machine-words.ts';

const columns: readonly Column<Machine>[] = [
  { id: 'name', title: 'Machine', isFact: true, render: ({ name }) => name },
  { id: 'state', title: 'State', render: (machine) => <StateMark tone={toMachineTone(machine)} word={toStateWord(machine)} /> },
  { id: 'role', title: 'Role', render: describeRole },
  { id: 'size', title: 'Size', isFact: true, render: describeSize },
  { id: 'address', title: 'Address', isFact: true, render: ({ definition }) => definition?.addresses?.ip ?? '–' },
  { id: 'mac', title: 'MAC', isFact: true, render: ({ nics }) => nics[0]?.mac ?? '–' },
  {
    id: 'disk',
    title: 'Disk',
    align: 'right',
    isFact: true,
    render: describeDisk,
  },
];

interface MachinesTableProps {
  readonly hostId: string;
  readonly onRetry: () => void;
}

/** Every machine of a host, own and foreign. A row opens its machine. */
export function MachinesTable({ hostId, onRetry }: MachinesTableProps) {
  const { reading, status } = useReading(hostId);
  const go = useGo();
  if (reading === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The machines could not be read" problem={status.problem} onRetry={onRetry} />
    ) : (
      <Loading what="Reading the host and all its machines" />
    );
  }
  if (reading.machines.length === 0) {
    return (
      <EmptyState
        title="No machine runs here yet"
        action={
          <Button variant="filled" onClick={() => go({ kind: 'launch', hostId })}>
            Launch machine
          </Button>
        }
      >
        Machines that you launch would be listed here, beside those that others run on this host.
      </EmptyState>
    );
  }
  return (
    <DataTable
      label="Machines"
      columns={columns}
      rows={[...reading.machines].sort((one, other) => Number(one.owner === 'foreign') - Number(other.owner === 'foreign'))}
      keyOf={({ name }) => name}
      isDim={({ owner }) => owner === 'foreign'}
      onSelect={({ name }) => go({ kind: 'machine', hostId, machine: name, tab: 'overview' })}
    />
  );
}
