import { useStore } from 'zustand';
import { formatByteRate, formatCountRate } from '#domain/format-rate.ts';
import type { GraphInstance, HostGraph } from '#domain/path/host-map/host-graph.ts';
import type { LiveLink } from '#domain/path/live/live-picture.ts';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';
import type { LiveStore } from './create-live-store.ts';
import { kindWords, toLinkWords, toMachineWords } from './host-map-words.ts';

interface MapRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly state: { readonly tone: Tone; readonly word: string };
  /** What it hangs on, outwards. */
  readonly on: string;
  readonly addresses: string;
  readonly link: LiveLink | null;
}

const rate = (toText: (rates: NonNullable<LiveLink['rates']>) => string) => (row: MapRow) =>
  row.link?.rates ? toText(row.link.rates) : '–';

const columns: readonly Column<MapRow>[] = [
  { id: 'name', title: 'Name', isFact: true, render: ({ name }) => name },
  { id: 'kind', title: 'Kind', render: ({ kind }) => kind },
  { id: 'state', title: 'State', render: ({ state }) => <StateMark {...state} /> },
  { id: 'on', title: 'Hangs on', isFact: true, render: ({ on }) => on || '–' },
  { id: 'rx', title: 'Receives', align: 'right', isFact: true, render: rate(({ rxBytes }) => formatByteRate(rxBytes)) },
  { id: 'tx', title: 'Sends', align: 'right', isFact: true, render: rate(({ txBytes }) => formatByteRate(txBytes)) },
  {
    id: 'lost',
    title: 'Loses',
    align: 'right',
    isFact: true,
    render: rate(({ rxDropped, txDropped, rxErrors, txErrors }) => formatCountRate(rxDropped + txDropped + rxErrors + txErrors)),
  },
  { id: 'addresses', title: 'Addresses', isFact: true, render: ({ addresses }) => addresses || '–' },
];

/** The same network for those who read rows: devices from the wire inwards, then machines. */
export function HostMapTable({ graph, store }: { readonly graph: HostGraph; readonly store: LiveStore }) {
  const picture = useStore(store, (state) => state.picture);
  const links = new Map((picture?.links ?? []).map((link) => [link.name, link]));
  return (
    <DataTable label="Devices and machines of the host" columns={columns} rows={toRows(graph, links)} keyOf={({ id }) => id} />
  );
}

function toRows(
  { devices, machines, joins, depths, groups }: HostGraph,
  links: ReadonlyMap<string, LiveLink>,
): readonly MapRow[] {
  const onOf = (id: string) =>
    joins
      .filter(({ innerId }) => innerId === id)
      .map(({ outerId }) => outerId.replace(/^device:/, ''))
      .join(', ');
  const byDepth = [...devices].sort((one, other) => (depths.get(one.id) ?? 0) - (depths.get(other.id) ?? 0));
  return [
    ...byDepth.map(({ id, name, kind, state, addresses }) => {
      const link = links.get(name) ?? null;
      const words = toLinkWords(link?.state ?? (state === 'up-no-carrier' ? 'no-carrier' : state));
      return { id, name, kind: kindWords[kind], state: words, on: onOf(id), addresses: addresses.join(' '), link };
    }),
    ...machines.flatMap(({ id, name, state, groupId, instances }) => {
      const cloud = groups.find((group) => group.id === groupId && group.isCloud);
      const kind = cloud === undefined ? 'machine' : `machine of ${cloud.title}`;
      const machine = { id, name, kind, state: toMachineWords(state), on: onOf(id), addresses: '', link: null };
      return [machine, ...instances.map(toInstanceRow)];
    }),
  ];
}

function toInstanceRow({ id, machineName, instance }: GraphInstance): MapRow {
  const { title, state, certainty, publicAddresses, privateAddress } = instance;
  const tone = certainty === 'inferred' ? 'unknown' : 'ok';
  const addresses = [...publicAddresses, ...(privateAddress === null ? [] : [privateAddress])].join(' ');
  const word = certainty === 'inferred' ? 'Inferred' : (state ?? 'Seen');
  return { id, name: title, kind: 'instance', state: { tone, word }, on: machineName, addresses, link: null };
}
