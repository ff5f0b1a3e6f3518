import { useStore } from 'zustand';
import type { Inspection, InspectorFact } from '#renderer/session/create-inspector-store.ts';
import { useHost, useMachine, useReading, useSession } from '#renderer/session/session-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { InspectorPanel, type InspectorGroup } from '#renderer/ui/inspector-panel.tsx';
import { PaddedNote } from '#renderer/ui/padded-note.tsx';
import { inspectHost } from './inspect-host.ts';
import { inspectMachine } from './inspect-machine.ts';

/** The right pane: what is selected, else the place itself. */
export function InspectorPane() {
  const session = useSession();
  const chosen = useStore(session.inspector, ({ inspection }) => inspection);
  const place = useStore(session.location, (state) => state.place);
  const hostId = 'hostId' in place ? place.hostId : '';
  const view = useHost(hostId);
  const { reading } = useReading(hostId);
  const machine = useMachine(hostId, 'machine' in place ? place.machine : '');
  const inspection =
    chosen ??
    (machine !== null && reading !== null
      ? inspectMachine(machine, reading.facts)
      : view === null
        ? null
        : inspectHost(view, reading?.facts ?? null));
  if (inspection === null) {
    return (
      <PaddedNote>
        <EmptyState title="Nothing selected">
          The facts of what you select stand here, each with the command that produced it.
        </EmptyState>
      </PaddedNote>
    );
  }
  const { title, kind, readAtEpochMs, warnings } = inspection;
  return (
    <InspectorPanel
      title={title}
      kind={kind}
      readAtEpochMs={readAtEpochMs}
      warnings={warnings}
      groups={groupByCommand(inspection)}
    />
  );
}

/** Facts from the same command stand together, in the order in which the commands first appear. */
export function groupByCommand({ facts }: Pick<Inspection, 'facts'>): readonly InspectorGroup[] {
  const groups = new Map<string | null, InspectorFact[]>();
  for (const fact of facts) {
    const group = groups.get(fact.command) ?? [];
    group.push(fact);
    groups.set(fact.command, group);
  }
  return [...groups].map(([command, grouped]) => ({ command, facts: grouped }));
}
