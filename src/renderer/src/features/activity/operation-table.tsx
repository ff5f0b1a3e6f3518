import { useStore } from 'zustand';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';
import { mergeSummaries } from './merge-summaries.ts';
import { useHistory } from './use-history.ts';
import { describeState, summaryWords } from './operation-words.ts';

interface OperationTableProps {
  readonly hostId: string;
  /** Only those about this machine; null for all. */
  readonly machine: string | null;
}

/** What was changed on a host, by whoever, from whichever laptop: read from the host's own journal. */
export function OperationTable({ hostId, machine }: OperationTableProps) {
  const { operations } = useSession();
  const go = useGo();
  const { historyByHost, historyProblem, followed } = useStore(operations);
  useHistory(hostId);
  const rows = mergeSummaries(hostId, historyByHost[hostId] ?? [], followed).filter(
    ({ target }) => machine === null || (target.kind === 'machine' && target.name === machine),
  );
  if (historyProblem !== null && rows.length === 0) {
    return (
      <ProblemView
        title="The host’s journal could not be read"
        problem={historyProblem}
        onRetry={() => void operations.getState().loadHistory(hostId)}
      />
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState title="Nothing was changed yet">
        Every change of this host is listed here, by whomever and from whichever laptop it was begun.
      </EmptyState>
    );
  }
  return (
    <DataTable<OperationSummary>
      label="Operations"
      rows={rows}
      keyOf={({ operationId }) => operationId}
      onSelect={({ operationId }) => go({ kind: 'operation', hostId, operationId })}
      columns={[
        { id: 'title', title: 'Operation', titleOf: ({ title }) => title, render: ({ title }) => title },
        {
          id: 'state',
          title: 'State',
          render: (row) => <StateMark tone={summaryWords[row.state].tone} word={describeState(row)} />,
        },
        { id: 'by', title: 'Begun by', render: ({ startedBy }) => startedBy },
        { id: 'when', title: 'When', render: ({ startedEpochMs }) => <TimeAgo epochMs={startedEpochMs} /> },
      ]}
    />
  );
}
