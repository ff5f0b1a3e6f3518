import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { PracticeStatus } from '#domain/practice/practice.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import type { PracticeRun } from '#renderer/session/create-practice-store.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { formatAgo, formatDuration } from '#renderer/ui/format.ts';
import { Loading } from '#renderer/ui/loading.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { ProgressLine } from '#renderer/ui/progress-line.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { StepList } from '#renderer/ui/step-list.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { nextStepAfter, toPracticeSteps } from './practice-steps.ts';

/** Builds, boots and shuts down the practice host; progress goes on while the person looks elsewhere. */
export function PracticePage() {
  const { practice } = useSession();
  const { status, run, problem, load } = useStore(practice);
  useEffect(() => void load(), [load]);
  useOpenWhenReady(run);
  return (
    <Page
      title="Practice host"
      state={status !== null && <PracticeMark status={status} />}
      lead="A real KVM host in a virtual machine on this laptop. Nothing done there can hurt anything."
    >
      <Sections isNarrow>
        {problem !== null && (
          <ProblemView title="The practice host does not answer" problem={problem} onRetry={() => void load()} />
        )}
        {run.kind === 'failed' && (
          <ProblemView
            title="The practice host was not started"
            problem={run.problem}
            onRetry={() => void practice.getState().start('up')}
            retryLabel="Boot practice host again"
          />
        )}
        {run.kind === 'running' ? (
          <RunProgress run={run} />
        ) : status === null ? (
          <Loading what="Looking for a practice host" />
        ) : (
          <Offer status={status} />
        )}
      </Sections>
    </Page>
  );
}

function PracticeMark({ status }: { readonly status: PracticeStatus }) {
  switch (status.kind) {
    case 'unsupported':
      return <StateMark tone="broken" word="Not possible here" />;
    case 'not-built':
      return <StateMark tone="off" word="Not built yet" />;
    case 'stopped':
      return <StateMark tone="off" word="Stopped" />;
    case 'running':
      return <StateMark tone="ok" word="Running" />;
  }
}

function Offer({ status }: { readonly status: PracticeStatus }) {
  const { practice } = useSession();
  const nowEpochMs = useNow(60_000);
  const boot = (
    <FormActions>
      <Button variant="filled" onClick={() => void practice.getState().start('up')}>
        Boot practice host
      </Button>
    </FormActions>
  );
  switch (status.kind) {
    case 'unsupported':
      return <ProblemView title="This laptop cannot run a practice host" problem={status.problem} />;
    case 'not-built':
      return (
        <>
          <Muted>It is built from Debian packages first: about three minutes and 2 GB of disk. Later starts take seconds.</Muted>
          {boot}
        </>
      );
    case 'stopped':
      return (
        <>
          <Muted>Built {formatAgo(status.builtEpochMs, nowEpochMs)}. It comes up from its saved state within seconds.</Muted>
          {boot}
        </>
      );
    case 'running':
      return <RunningOffer status={status} />;
  }
}

function RunningOffer({ status }: { readonly status: Extract<PracticeStatus, { kind: 'running' }> }) {
  const { practice } = useSession();
  const go = useGo();
  const { hostId } = status;
  return (
    <>
      <Muted>
        {status.accelerator === 'kvm' ? 'Accelerated by this laptop’s own KVM.' : 'Emulated in software: correct, but slow.'} SSH
        on port {status.sshPort}.
      </Muted>
      {status.incidents > 0 && (
        <Banner tone="attention" word="Restored">
          It stopped answering {status.incidents} time{status.incidents === 1 ? '' : 's'} and was restored from its saved state.
        </Banner>
      )}
      <FormActions>
        {hostId !== null && (
          <Button variant="filled" onClick={() => go({ kind: 'host', hostId, tab: 'overview' })}>
            Open practice host
          </Button>
        )}
        <Button onClick={() => void practice.getState().start('reset')}>Reset to pristine state</Button>
        <Button onClick={() => void practice.getState().shutDown()}>Shut down</Button>
      </FormActions>
    </>
  );
}

function RunProgress({ run }: { readonly run: Extract<PracticeRun, { kind: 'running' }> }) {
  const { practice } = useSession();
  const nowEpochMs = useNow(500);
  const last = run.progress.at(-1);
  const next = last === undefined ? null : nextStepAfter(last.step);
  return (
    <>
      <div>
        <ProgressLine label="Practice host" percent={last?.percent ?? 0} />
        <p role="status">
          {last?.title ?? 'Beginning'} … {Math.round(last?.percent ?? 0)} %
        </p>
        <Muted>
          {next === null ? '' : `Next: ${next}. `}
          {formatDuration(nowEpochMs - run.startedEpochMs)} so far. You can look at something else meanwhile.
        </Muted>
      </div>
      <StepList label="Steps to the practice host" steps={toPracticeSteps(run.progress)} />
      <FormActions>
        <Button onClick={() => practice.getState().stop()}>Stop</Button>
      </FormActions>
    </>
  );
}

/** Opens the host once it is ready, if it became so while this page was looked at. */
function useOpenWhenReady(run: PracticeRun): void {
  const { location } = useSession();
  const hostId = run.kind === 'ready' ? run.hostId : null;
  useEffect(() => {
    if (hostId !== null) {
      location.getState().replace({ kind: 'host', hostId, tab: 'overview' });
    }
  }, [hostId, location]);
}
