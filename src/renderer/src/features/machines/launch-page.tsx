import { Button } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { toProblem } from '#contract/api-error.ts';
import { findHost } from '#renderer/session/create-hosts-store.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Wizard } from '#renderer/ui/wizard.tsx';
import { LaunchAddressesStep } from './launch-addresses-step.tsx';
import { useLaunchStore } from './launch-context.tsx';
import { LaunchNetworkStep } from './launch-network-step.tsx';
import { LaunchReviewStep } from './launch-review-step.tsx';
import { LaunchRoleStep } from './launch-role-step.tsx';
import { LaunchSizeStep } from './launch-size-step.tsx';
import { collectProblems, launchSteps, problemsOfStep, summariseStep, type LaunchStep } from './launch-steps.ts';
import type { LaunchStepProps } from './launch-step-props.ts';

export interface IsoPickerProps {
  readonly hostId: string;
  readonly value: string | null;
  readonly onChange: (path: string | null) => void;
  readonly error: string | null;
}

interface LaunchPageProps {
  readonly hostId: string;
  readonly renderIsoPicker: (props: IsoPickerProps) => ReactNode;
}

const titles: Readonly<Record<LaunchStep, string>> = {
  role: 'Role',
  iso: 'Installer ISO',
  size: 'Size',
  network: 'Network',
  addresses: 'Addresses',
  review: 'Review',
};

/** The wizard, in the order a person thinks. Everything but the ISO is prefilled with what collides with nothing. */
export function LaunchPage({ hostId, renderIsoPicker }: LaunchPageProps) {
  const store = useLaunchStore(hostId);
  const state = useStore(store);
  const { draft, proposal, review, step, visited } = state;

  const isConnected = useIsConnected(hostId);
  useEffect(() => {
    // Also when the connection comes back: what failed for want of it is asked again.
    if (isConnected && store.getState().draft === null && store.getState().proposal.kind !== 'loading') {
      void store.getState().propose('ciab');
    }
  }, [store, isConnected]);

  const problems = collectProblems(draft, review);
  return (
    <Wizard<LaunchStep>
      label="Steps to a machine"
      current={step}
      onOpen={state.open}
      steps={launchSteps.map((id) => ({
        id,
        title: titles[id],
        summary: draft === null ? null : summariseStep(id, draft),
        state: stateOfStep(id, step, visited, problemsOfStep(id, problems).length > 0),
        canOpen: draft !== null,
      }))}
      actions={<LaunchActions hostId={hostId} />}
    >
      {proposal.kind === 'failed' && (
        <ProblemView
          title="Nothing could be proposed"
          problem={proposal.problem}
          onRetry={() => void state.propose(draft?.role ?? 'ciab')}
        />
      )}
      {draft === null ? (
        proposal.kind !== 'failed' && <WaitingForDraft hostId={hostId} isConnected={isConnected} />
      ) : (
        <StepContent hostId={hostId} draft={draft} problems={problems} renderIsoPicker={renderIsoPicker} step={step} />
      )}
    </Wizard>
  );
}

function useIsConnected(hostId: string): boolean {
  return useStore(useSession().hosts, ({ views }) => findHost(views, hostId)?.connection.kind === 'connected');
}

/** Without a connection nothing can be proposed; the host's own page says how it stands and asks what must be asked. */
function WaitingForDraft({ hostId, isConnected }: { readonly hostId: string; readonly isConnected: boolean }) {
  const go = useGo();
  if (isConnected) {
    return <Loading what="Looking for a name, a MAC and a volume that collide with nothing on the host" />;
  }
  return (
    <EmptyState
      title="Waiting for the connection to the host"
      action={<Button onClick={() => go({ kind: 'host', hostId, tab: 'overview' })}>Show how the connection stands</Button>}
    >
      A launch begins with what is free on the host, so the host must be connected. This page goes on by itself.
    </EmptyState>
  );
}

type StepContentProps = LaunchStepProps & Pick<LaunchPageProps, 'renderIsoPicker'> & { readonly step: LaunchStep };

function StepContent({ step, renderIsoPicker, ...props }: StepContentProps) {
  const store = useLaunchStore(props.hostId);
  switch (step) {
    case 'role':
      return <LaunchRoleStep {...props} />;
    case 'iso':
      return renderIsoPicker({
        hostId: props.hostId,
        value: props.draft.isoPath,
        onChange: (isoPath) => store.getState().change({ isoPath }),
        error: props.problems.find(({ field }) => field === 'isoPath')?.message ?? null,
      });
    case 'size':
      return <LaunchSizeStep {...props} />;
    case 'network':
      return <LaunchNetworkStep {...props} />;
    case 'addresses':
      return <LaunchAddressesStep {...props} />;
    case 'review':
      return <LaunchReviewStep {...props} />;
  }
}

function stateOfStep(id: LaunchStep, current: LaunchStep, visited: readonly LaunchStep[], hasProblem: boolean) {
  if (hasProblem && (visited.includes(id) || visited.includes('review'))) {
    return 'problem';
  }
  const wasSeen = visited.includes(id) || visited.includes('review');
  return wasSeen && id !== current && id !== 'review' ? 'done' : 'open';
}

function LaunchActions({ hostId }: { readonly hostId: string }) {
  const store = useLaunchStore(hostId);
  const { step, draft, review, launching, open } = useStore(store);
  const launch = useLaunch(hostId);
  const go = useGo();
  const index = launchSteps.indexOf(step);
  const next = launchSteps[index + 1];
  const previous = launchSteps[index - 1];
  const canLaunch = review !== null && review.problems.every(({ level }) => level !== 'refusal');
  return (
    <>
      <Button variant="subtle" onClick={() => go({ kind: 'host', hostId, tab: 'machines' })}>
        Leave for now
      </Button>
      {previous !== undefined && <Button onClick={() => open(previous)}>Back</Button>}
      {next !== undefined ? (
        <Button variant="filled" disabled={draft === null} onClick={() => open(next)}>
          Next: {titles[next].toLowerCase().replace('iso', 'ISO')}
        </Button>
      ) : (
        <Button variant="filled" disabled={!canLaunch} loading={launching.kind === 'loading'} onClick={() => void launch()}>
          Launch machine
        </Button>
      )}
    </>
  );
}

/** Starts the launch and leads to its progress; a refusal stays on the review, with all that was typed. */
function useLaunch(hostId: string): () => Promise<void> {
  const { client, operations } = useSession();
  const store = useLaunchStore(hostId);
  const go = useGo();
  return async () => {
    const { draft, setLaunching, reset } = store.getState();
    if (draft === null) {
      return;
    }
    setLaunching({ kind: 'loading' });
    try {
      const leadsTo = { kind: 'machine', hostId, machine: draft.name, tab: 'console' } as const;
      const operationId = await operations.getState().run(hostId, client.machines.launch({ hostId, draft }), leadsTo);
      reset();
      go({ kind: 'operation', hostId, operationId });
    } catch (error) {
      setLaunching({ kind: 'failed', problem: toProblem(error) });
    }
  };
}
