import { useStore } from 'zustand';
import { describeChange } from '#domain/path/live/describe-change.ts';
import type { TimedChange } from '#domain/path/live/live-picture.ts';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';
import type { LiveStore } from './create-live-store.ts';

const shownChanges = 12;

const columns: readonly Column<TimedChange>[] = [
  { id: 'when', title: 'When', render: ({ atEpochMs }) => <TimeAgo epochMs={atEpochMs} /> },
  { id: 'what', title: 'What', isSentence: true, render: ({ change }) => describeChange(change) },
];

/** Links, addresses, neighbours and learned MACs that came, went or changed while somebody looked. Nothing where nothing did. */
export function LiveChanges({ store, where = 'the host' }: { readonly store: LiveStore; readonly where?: string }) {
  const changes = useStore(store, (state) => state.changes);
  if (changes.length === 0) {
    return null;
  }
  return (
    <Section title={`What changed ${where === 'the host' ? 'on' : 'in'} ${where}`} aside="Newest first">
      <DataTable
        label="What changed on the host"
        columns={columns}
        rows={changes.slice(0, shownChanges)}
        keyOf={({ atEpochMs, change }) => `${atEpochMs.toString()} ${describeChange(change)}`}
      />
    </Section>
  );
}
