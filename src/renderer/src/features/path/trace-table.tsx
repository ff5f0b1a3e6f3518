import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { buildTraceRows, type TraceRow } from './trace-rows.ts';
import type { TraceProgress } from './trace-progress.ts';

const places = { host: 'Host', machine: 'Machine', nested: 'Instance' } as const;

const columns: readonly Column<TraceRow>[] = [
  { id: 'name', title: 'Device', isFact: true, render: ({ name }) => name },
  { id: 'place', title: 'Where', render: ({ place }) => places[place] },
  { id: 'there', title: 'There', render: ({ there }) => <StateMark {...there} /> },
  { id: 'back', title: 'Back', render: ({ back }) => <StateMark {...back} /> },
  { id: 'header', title: 'From and to, on the way there', isFact: true, render: ({ header }) => header || '–' },
  { id: 'remark', title: 'What happens there', isSentence: true, render: ({ remark }) => remark },
];

/** Both lanes of a trace, device by device. */
export function TraceTable({ progress }: { readonly progress: TraceProgress }) {
  return (
    <DataTable label="Devices of the trace" columns={columns} rows={buildTraceRows(progress)} keyOf={({ hopId }) => hopId} />
  );
}
