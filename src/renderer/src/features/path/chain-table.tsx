import type { Chain, Hop } from '#domain/path/chain.ts';
import type { LinkRates } from '#domain/path/live/build-rates.ts';
import type { LiveLink } from '#domain/path/live/live-picture.ts';
import { formatByteRate, formatCountRate } from '#domain/format-rate.ts';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { describeHop, toFactLines, toTone } from './describe-hop.ts';
import { findLink, type LiveNumbers } from './live-hop.ts';

const places = { host: 'Host', machine: 'Machine', nested: 'Nested instance' } as const;

function buildColumns(live: LiveNumbers | null): readonly Column<Hop>[] {
  const rate = (hop: Hop, toText: (link: LiveLink, rates: LinkRates) => string): string => {
    const link = findLink(hop, live);
    return link?.rates ? toText(link, link.rates) : '–';
  };
  return [
    { id: 'name', title: 'Device', isFact: true, render: (hop) => hop.name },
    { id: 'place', title: 'Where', render: (hop) => places[hop.place] },
    { id: 'kind', title: 'Kind', render: (hop) => describeHop(hop).kind },
    { id: 'state', title: 'State', render: (hop) => <StateMark tone={toTone(hop.state)} word={describeHop(hop).state} /> },
    numbers('rx', 'Receives', (hop) => rate(hop, (_, { rxBytes }) => formatByteRate(rxBytes))),
    numbers('tx', 'Sends', (hop) => rate(hop, (_, { txBytes }) => formatByteRate(txBytes))),
    numbers('lost', 'Loses', (hop) => rate(hop, (link, rates) => formatCountRate(lossOf(link, rates)))),
    numbers('waiting', 'Waiting', (hop) => findLink(hop, live)?.queue?.waitingPackets.toString() ?? '–'),
    { id: 'mac', title: 'MAC', isFact: true, render: (hop) => hop.mac ?? '–' },
    { id: 'addresses', title: 'Addresses', isFact: true, render: (hop) => toFactLines({ ...hop, mac: null }).join(' ') || '–' },
    numbers('received', 'Received', ({ counters }) => (counters ? formatBytes(counters.rxBytes) : '–')),
    numbers('sent', 'Sent', ({ counters }) => (counters ? formatBytes(counters.txBytes) : '–')),
    { id: 'remark', title: 'Remark', isSentence: true, render: (hop) => hop.reason ?? hop.warnings[0] ?? '' },
  ];
}

function numbers(id: string, title: string, render: (hop: Hop) => string): Column<Hop> {
  return { id, title, align: 'right', isFact: true, render };
}

function lossOf({ queueDropRate }: LiveLink, { rxDropped, txDropped, rxErrors, txErrors }: LinkRates): number {
  return rxDropped + txDropped + rxErrors + txErrors + (queueDropRate ?? 0);
}

interface ChainTableProps {
  readonly chain: Chain;
  readonly live: LiveNumbers | null;
  readonly selectedId: string | null;
  readonly onSelect: (hopId: string) => void;
}

/** The same chain for those who read rows rather than pictures. */
export function ChainTable({ chain, live, selectedId, onSelect }: ChainTableProps) {
  return (
    <DataTable
      label={`Devices on the path of ${chain.machineName}`}
      columns={buildColumns(live)}
      rows={chain.hops}
      keyOf={(hop) => hop.id}
      selectedKey={selectedId}
      onSelect={(hop) => onSelect(hop.id)}
    />
  );
}
