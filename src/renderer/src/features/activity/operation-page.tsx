import { useEffect, useState } from 'react';
import type { Operation } from '#domain/activity/build-operation.ts';
import { listLeftovers } from '#domain/activity/operation.ts';
import type { FollowedOperation } from '#renderer/session/create-operations-store.ts';
import type { Place } from '#renderer/session/place.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';
import { CloudNextStep } from './cloud-next-step.tsx';
import { OperationActions } from './operation-actions.tsx';
import { OperationFailure } from './operation-failure.tsx';
import { OperationLeftovers } from './operation-leftovers.tsx';
import { OperationLoading } from './operation-loading.tsx';
import { OperationProgress } from './operation-progress.tsx';
import { OperationSteps } from './operation-steps.tsx';
import { summaryWords, toSummaryState } from './operation-words.ts';
import { useOperation } from './use-operation.ts';

interface OperationPageProps {
  readonly hostId: string;
  readonly operationId: string;
}

/** One operation, from its journal on the host: what now, how far, what next, and a way to stop, resume or undo it. */
export function OperationPage({ hostId, operationId }: OperationPageProps) {
  const { followed, problem, retry } = useOperation(hostId, operationId);
  return followed === null ? (
    <OperationLoading problem={problem} onRetry={retry} />
  ) : (
    <OperationView followed={followed} onRetry={retry} />
  );
}

function OperationView({ followed, onRetry }: { readonly followed: FollowedOperation; readonly onRetry: () => void }) {
  const { operation, problem, leadsTo } = followed;
  const { outcome } = operation;
  const { tone, word } = summaryWords[toSummaryState(operation)];
  useLeadOn(operation, leadsTo);
  return (
    <Page
      title={operation.title}
      state={<StateMark tone={tone} word={word} />}
      lead={<OperationLead operation={operation} />}
      actions={<OperationActions followed={followed} />}
    >
      <Sections>
        {problem !== null && outcome === null && (
          <ProblemView title="Its progress no longer arrives" problem={problem} onRetry={onRetry} retryLabel="Look again" />
        )}
        {outcome?.kind === 'interrupted' ? (
          <Banner tone="attention" word="Interrupted">
            {operation.sentence}
          </Banner>
        ) : (
          <OperationProgress operation={operation} />
        )}
        <CloudNextStep hostId={followed.hostId} operation={operation} />
        {outcome?.kind === 'failed' && <OperationFailure operation={operation} outcome={outcome} />}
        {(outcome?.kind === 'failed' || listLeftovers(outcome).length > 0) && <OperationLeftovers operation={operation} />}
        <OperationSteps operation={operation} />
      </Sections>
    </Page>
  );
}

const turnWords = { resume: 'Resumed', undo: 'Undone' } as const;

function OperationLead({ operation: { startedBy, startedEpochMs, turns, outcome } }: { readonly operation: Operation }) {
  return (
    <>
      Begun by {startedBy}, <TimeAgo epochMs={startedEpochMs} />.{' '}
      {turns.map(({ way, by, atEpochMs }) => (
        <span key={atEpochMs}>
          {turnWords[way]} by {by}, <TimeAgo epochMs={atEpochMs} />.{' '}
        </span>
      ))}
      {outcome === null && 'It runs on the host and goes on without this window.'}
    </>
  );
}

const lingerMs = 900;

/** Once it has succeeded before the person's eyes, the window goes where the operation leads: to the console of what was launched. */
function useLeadOn(operation: Operation, leadsTo: Place | null): void {
  const { location } = useSession();
  const [wasRunning] = useState(operation.outcome === null);
  const hasSucceeded = operation.outcome?.kind === 'succeeded' && !operation.isUndoing;
  useEffect(() => {
    if (!wasRunning || !hasSucceeded || leadsTo === null) {
      return;
    }
    const timer = setTimeout(() => location.getState().replace(leadsTo), lingerMs);
    return () => clearTimeout(timer);
  }, [wasRunning, hasSucceeded, leadsTo, location]);
}
