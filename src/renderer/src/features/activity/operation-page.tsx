import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { toProblem } from '#contract/api-error.ts';
import type { Problem } from '#domain/problem.ts';
import type { FollowedOperation } from '#renderer/session/create-operations-store.ts';
import type { Operation } from '#domain/activity/build-operation.ts';
import type { Place } from '#renderer/session/place.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { formatDuration } from '#renderer/ui/format.ts';
import { Loading } from '#renderer/ui/loading.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { ProgressLine } from '#renderer/ui/progress-line.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { OperationFailure } from './operation-failure.tsx';
import { OperationSteps } from './operation-steps.tsx';
import { describeProgress, summaryWords, toSummaryState } from './operation-words.ts';

interface OperationPageProps {
  readonly hostId: string;
  readonly operationId: string;
}

/** One operation, from its journal on the host: what now, how far, what next, and a way to stop. */
export function OperationPage({ hostId, operationId }: OperationPageProps) {
  const { operations } = useSession();
  const followed = useStore(operations, (state) => state.followed[operationId] ?? null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    operations
      .getState()
      .follow(hostId, operationId)
      .then(() => setProblem(null))
      .catch((error: unknown) => setProblem(toProblem(error)));
  }, [operations, hostId, operationId, attempt]);

  if (followed === null) {
    return (
      <Page title="Operation">
        {problem === null ? (
          <Loading what="Reading the operation’s journal on the host" />
        ) : (
          <ProblemView title="The operation could not be read" problem={problem} onRetry={() => setAttempt(attempt + 1)} />
        )}
      </Page>
    );
  }
  return <OperationView followed={followed} onRetry={() => setAttempt(attempt + 1)} />;
}

function OperationView({ followed, onRetry }: { readonly followed: FollowedOperation; readonly onRetry: () => void }) {
  const { operation, problem, leadsTo } = followed;
  const { tone, word } = summaryWords[toSummaryState(operation)];
  useLeadOn(operation, leadsTo);
  return (
    <Page
      title={operation.title}
      state={<StateMark tone={tone} word={word} />}
      lead={`Begun by ${operation.startedBy}. It runs on the host and goes on without this window.`}
      actions={<OperationActions followed={followed} />}
    >
      <Sections>
        {problem !== null && operation.outcome === null && (
          <ProblemView title="Its progress no longer arrives" problem={problem} onRetry={onRetry} retryLabel="Look again" />
        )}
        <ProgressSummary operation={operation} />
        {operation.outcome?.kind === 'failed' && <OperationFailure operation={operation} outcome={operation.outcome} />}
        <OperationSteps operation={operation} />
      </Sections>
    </Page>
  );
}

function ProgressSummary({ operation }: { readonly operation: Operation }) {
  const nowEpochMs = useNow(500);
  const { now, next } = describeProgress(operation);
  const tone = operation.outcome === null ? 'busy' : operation.outcome.kind === 'succeeded' ? 'ok' : 'broken';
  const elapsed = formatDuration((operation.endedEpochMs ?? nowEpochMs) - operation.startedEpochMs);
  return (
    <div>
      <ProgressLine label={operation.title} percent={operation.percent} tone={tone} />
      <p role="status">
        {now}
        {operation.outcome === null ? ' …' : ` after ${elapsed}.`}
      </p>
      {operation.outcome === null && (
        <Muted>
          {next === null ? 'This is the last step.' : `Next: ${next}.`} {elapsed} so far.
        </Muted>
      )}
    </div>
  );
}

function OperationActions({ followed }: { readonly followed: FollowedOperation }) {
  const { operations } = useSession();
  const go = useGo();
  const { operation, hostId, isCancelling, leadsTo } = followed;
  if (operation.outcome === null) {
    return (
      <Button loading={isCancelling} onClick={() => void operations.getState().cancel(hostId, operation.operationId)}>
        Stop and undo
      </Button>
    );
  }
  const onward: Place =
    operation.outcome.kind === 'succeeded' && leadsTo !== null ? leadsTo : { kind: 'host', hostId, tab: 'machines' };
  return (
    <FormActions>
      <Button variant="filled" onClick={() => go(onward)}>
        {onward.kind === 'machine' ? 'Open console' : 'Show machines'}
      </Button>
    </FormActions>
  );
}

const lingerMs = 900;

/** Once it has succeeded before the person's eyes, the window goes where the operation leads: to the console of what was launched. */
function useLeadOn(operation: Operation, leadsTo: Place | null): void {
  const { location } = useSession();
  const [wasRunning] = useState(operation.outcome === null);
  const hasSucceeded = operation.outcome?.kind === 'succeeded';
  useEffect(() => {
    if (!wasRunning || !hasSucceeded || leadsTo === null) {
      return;
    }
    const timer = setTimeout(() => location.getState().replace(leadsTo), lingerMs);
    return () => clearTimeout(timer);
  }, [wasRunning, hasSucceeded, leadsTo, location]);
}
