import type { Chain, Hop } from '#domain/path/chain.ts';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { describeHop, toFactLines, toTone } from './describe-hop.ts';

const places = { host: 'Host', machine: 'Machine', nested: 'Nested instance' } as const;

const columns: readonly Column<Hop>[] = [
  { id: 'name', title: 'Device', isFact: true, render: (hop) => hop.name },
  { id: 'place', title: 'Where', render: (hop) => places[hop.place] },
  { id: 'kind', title: 'Kind', render: (hop) => describeHop(hop).kind },
  { id: 'state', title: 'State', render: (hop) => <StateMark tone={toTone(hop.state)} word={describeHop(hop).state} /> },
  { id: 'mac', title: 'MAC', isFact: true, render: (hop) => hop.mac ?? '–' },
  { id: 'addresses', title: 'Addresses', isFact: true, render: (hop) => toFactLines({ ...hop, mac: null }).join(' ') || '–' },
  {
    id: 'rx',
    title: 'Received',
    align: 'right',
    isFact: true,
    render: ({ counters }) => (counters ? formatBytes(counters.rxBytes) : '–'),
  },
  {
    id: 'tx',
    title: 'Sent',
    align: 'right',
    isFact: true,
    render: ({ counters }) => (counters ? formatBytes(counters.txBytes) : '–'),
  },
  { id: 'remark', title: 'Remark', render: (hop) => hop.reason ?? hop.warnings[0] ?? '' },
];

interface ChainTableProps {
  readonly chain: Chain;
  readonly selectedId: string | null;
  readonly onSelect: (hopId: string) => void;
}

/** The same chain for those who read rows rather than pictures. */
export function ChainTable({ chain, selectedId, onSelect }: ChainTableProps) {
  return (
    <DataTable
      label={`Devices on the path of ${chain.machineName}`}
      columns={columns}
      rows={chain.hops}
      keyOf={(hop) => hop.id}
      selectedKey={selectedId}
      onSelect={(hop) => onSelect(hop.id)}
    />
  );
}
