import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { buildHostGraph } from '#domain/path/host-map/build-host-graph.ts';
import { chooseShown } from '#domain/path/host-map/choose-shown.ts';
import type { HostGraph } from '#domain/path/host-map/host-graph.ts';
import { useReading } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Lead } from '#renderer/ui/lead.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { Toolbar } from '#renderer/ui/toolbar.tsx';
import { HostMapCanvas } from './host-map-canvas.tsx';
import { HostMapTable } from './host-map-table.tsx';
import { LiveChanges } from './live-changes.tsx';
import { LiveMark } from './live-mark.tsx';
import { useInstances } from './use-instances.ts';
import { useLiveStore } from './use-live-store.ts';

/** More machines than these are drawn folded at first, for a picture that fits a screen. */
const foldsFrom = 24;

interface HostNetworkViewProps {
  readonly hostId: string;
  readonly onRetry: () => void;
}

/** All devices and machines of a host on one canvas, or as a table: what hangs on what, and what passes. */
export function HostNetworkView({ hostId, onRetry }: HostNetworkViewProps) {
  const { reading, status } = useReading(hostId);
  const store = useLiveStore(hostId);
  const [form, setForm] = useState<'map' | 'table'>('map');
  const [search, setSearch] = useState('');
  const [onlyTroubles, setOnlyTroubles] = useState(false);
  const [chosenFolds, setFolds] = useState<ReadonlySet<string> | null>(null);
  const { inside, notes } = useInstances(hostId);
  const graph = useMemo(
    () => (reading === null ? null : buildHostGraph(reading.facts, reading.machines, inside)),
    [reading, inside],
  );
  const shown = useMemo(
    () => (graph === null ? null : chooseShown(graph, { search, onlyTroubles })),
    [graph, search, onlyTroubles],
  );
  if (reading === null || graph === null || shown === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The network of the host could not be read" problem={status.problem} onRetry={onRetry} />
    ) : (
      <Loading what="Reading the host and all its machines" />
    );
  }
  const all = new Set(graph.groups.map(({ id }) => id));
  const nothing: ReadonlySet<string> = new Set();
  // Whoever searches wants to see what was found.
  const isSearching = search.trim() !== '' || onlyTroubles;
  const folded = isSearching ? nothing : (chosenFolds ?? foldAtFirst(graph));
  const toggle = (groupId: string) =>
    setFolds(new Set(folded.has(groupId) ? [...folded].filter((id) => id !== groupId) : [...folded, groupId]));
  const isEmpty = shown.devices.length + shown.machines.length === 0;
  return (
    <Stacked>
      <Toolbar
        label="Network of the host"
        start={
          <>
            <SegmentedControl
              aria-label="Show the network as"
              value={form}
              onChange={(value) => setForm(value === 'table' ? 'table' : 'map')}
              data={[
                { value: 'map', label: 'Map' },
                { value: 'table', label: 'Table' },
              ]}
            />
            <TextInput
              aria-label="Search names, MACs and addresses"
              placeholder="Name, MAC or address"
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <Switch
              label="Only troubles"
              checked={onlyTroubles}
              onChange={(event) => setOnlyTroubles(event.currentTarget.checked)}
            />
            {form === 'map' && !isSearching && (
              <Button onClick={() => setFolds(folded.size > 0 ? nothing : all)}>
                {folded.size > 0 ? 'Unfold all' : 'Fold clouds'}
              </Button>
            )}
          </>
        }
        end={<LiveMark store={store} />}
      />
      <Lead>{describeCounts(shown, graph.machines.length)}</Lead>
      {notes.map((note) => (
        <Banner key={note} tone="attention" word="Note">
          {note}
        </Banner>
      ))}
      {isEmpty ? (
        <EmptyState title="Nothing matches">
          {onlyTroubles
            ? 'Nothing that matches is in trouble.'
            : 'No device and no machine has that in its name, MAC or address.'}
        </EmptyState>
      ) : form === 'map' ? (
        <HostMapCanvas hostId={hostId} graph={shown} folded={folded} onToggle={toggle} store={store} facts={reading.facts} />
      ) : (
        <HostMapTable graph={shown} store={store} />
      )}
      <LiveChanges store={store} />
    </Stacked>
  );
}

function foldAtFirst({ machines, groups }: HostGraph): ReadonlySet<string> {
  return new Set(machines.length > foldsFrom ? groups.map(({ id }) => id) : []);
}

function describeCounts({ devices, machines }: HostGraph, all: number): string {
  const ofAll = machines.length === all ? '' : ` of ${all.toString()}`;
  const inside = machines.reduce((sum, { instances }) => sum + instances.length, 0);
  const nested = inside === 0 ? '' : ` with ${inside.toString()} ${inside === 1 ? 'instance' : 'instances'} inside`;
  const deviceWords = `${devices.length.toString()} ${devices.length === 1 ? 'device' : 'devices'}`;
  return `${deviceWords} and ${machines.length.toString()}${ofAll} ${all === 1 ? 'machine' : 'machines'}${nested}, the wire at the left.`;
}
