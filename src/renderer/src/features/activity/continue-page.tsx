import { Button } from '@mantine/core';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import { buildContinuation, type ContinuationStep } from '#domain/activity/build-continuation.ts';
import type { Operation } from '#domain/activity/build-operation.ts';
import { canResume, canUndo } from '#domain/activity/can-continue.ts';
import type { OperationWay } from '#domain/activity/operation.ts';
import { summariseOperation } from '#domain/activity/summarise-operation.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { NumberedList } from '#renderer/ui/numbered-list.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { OperationLoading } from './operation-loading.tsx';
import { OperationPage } from './operation-page.tsx';
import { useOperation } from './use-operation.ts';

interface ContinuePageProps {
  readonly hostId: string;
  readonly operationId: string;
  readonly way: OperationWay;
}

const words: Readonly<Record<OperationWay, { readonly verb: string; readonly section: string; readonly lead: string }>> = {
  resume: {
    verb: 'Resume',
    section: 'What would happen, step by step',
    lead: 'It goes on with the plan it was begun with. Nothing runs before you have reviewed it.',
  },
  undo: {
    verb: 'Undo',
    section: 'What would be taken back, the last step first',
    lead: 'Only what the operation made itself is removed. Nothing runs before you have reviewed it.',
  },
};

/** What resuming or undoing an operation would do, before it does. */
export function ContinuePage({ hostId, operationId, way }: ContinuePageProps) {
  const { followed, problem, retry } = useOperation(hostId, operationId);
  if (followed === null) {
    return <OperationLoading problem={problem} onRetry={retry} />;
  }
  if (followed.operation.outcome === null) {
    return <OperationPage hostId={hostId} operationId={operationId} />;
  }
  return <ContinueView hostId={hostId} operation={followed.operation} way={way} />;
}

interface ContinueViewProps {
  readonly hostId: string;
  readonly operation: Operation;
  readonly way: OperationWay;
}

function ContinueView({ hostId, operation, way }: ContinueViewProps) {
  const summary = summariseOperation(operation, hostId);
  const nowEpochMs = useNow(1_000);
  const verdict = way === 'resume' ? canResume(summary) : canUndo(summary, nowEpochMs);
  const steps = buildContinuation(operation, way);
  return (
    <Page title={`${words[way].verb}: ${operation.title}`} lead={words[way].lead}>
      <Sections>
        {operation.outcome?.kind === 'interrupted' && (
          <Banner tone="attention" word="Interrupted">
            {operation.sentence}
          </Banner>
        )}
        {verdict.ok ? (
          <Section title={words[way].section}>
            {steps.length === 0 ? <Muted>There is nothing to take back.</Muted> : <ContinuationSteps steps={steps} way={way} />}
          </Section>
        ) : (
          <Banner tone="broken" word="Not possible">
            {verdict.reason}
          </Banner>
        )}
        <Confirmation hostId={hostId} operation={operation} way={way} isPossible={verdict.ok} />
      </Sections>
    </Page>
  );
}

function ContinuationSteps({ steps, way }: { readonly steps: readonly ContinuationStep[]; readonly way: OperationWay }) {
  return (
    <NumberedList label={words[way].section}>
      {steps.map(({ stepId, title, explanation, commands }) => ({
        id: stepId,
        content: (
          <div>
            {commands.length === 0 ? (
              title
            ) : (
              <Disclosure label={title}>
                {commands.map((command) => (
                  <CommandBlock key={command} label="Command" command={command} />
                ))}
              </Disclosure>
            )}
            <Muted>{explanation}</Muted>
          </div>
        ),
      }))}
    </NumberedList>
  );
}

function Confirmation({ hostId, operation, way, isPossible }: ContinueViewProps & { readonly isPossible: boolean }) {
  const { operations } = useSession();
  const go = useGo();
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const { operationId, title } = operation;
  const show = () => go({ kind: 'operation', hostId, operationId });
  const goOn = async () => {
    setStatus({ kind: 'loading' });
    try {
      await operations.getState().goOn(hostId, operationId, way);
      show();
    } catch (error) {
      setStatus({ kind: 'failed', problem: toProblem(error) });
    }
  };
  return (
    <Sections isNarrow>
      {status.kind === 'failed' && <ProblemView title="Nothing was changed" problem={status.problem} />}
      <FormActions>
        <Button variant="filled" disabled={!isPossible} loading={status.kind === 'loading'} onClick={() => void goOn()}>
          {words[way].verb}: {title}
        </Button>
        <Button onClick={show}>Leave it as it is</Button>
      </FormActions>
    </Sections>
  );
}
