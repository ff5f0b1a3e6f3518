import { Button, Switch, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { DestroyReview } from '#contract/machines.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { FormActions } from '#renderer/ui/form-layout.tsx';
import { formatBytes } from '#renderer/ui/format.ts';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { PlanSteps } from '#renderer/ui/plan-steps.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';

interface DestroyPageProps {
  readonly hostId: string;
  readonly machine: string;
}

/** What destroying takes away, volume by volume. Where a volume goes, the machine's name must be typed. */
export function DestroyPage({ hostId, machine }: DestroyPageProps) {
  const [keepVolumes, setKeepVolumes] = useState(false);
  const { review, status, reload } = useDestroyReview(hostId, machine, keepVolumes);
  if (review === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The plan could not be made" problem={status.problem} onRetry={reload} />
    ) : (
      <Loading what="Looking at what belongs to the machine" />
    );
  }
  return (
    <Sections>
      {review.refusal !== null && (
        <Banner tone="broken" word="Not possible">
          {review.refusal}
        </Banner>
      )}
      {review.volumes.length > 0 && (
        <Section
          title="Volumes"
          aside={
            <Switch
              label="Keep the volumes"
              checked={keepVolumes}
              onChange={(event) => setKeepVolumes(event.currentTarget.checked)}
            />
          }
        >
          <DataTable
            label="Volumes of the machine"
            rows={review.volumes}
            keyOf={({ path }) => path}
            columns={[
              { id: 'path', title: 'Volume', isFact: true, render: ({ path }) => path },
              {
                id: 'size',
                title: 'Size',
                align: 'right',
                isFact: true,
                render: ({ sizeBytes }) => (sizeBytes === null ? '–' : formatBytes(sizeBytes)),
              },
              {
                id: 'fate',
                title: 'What happens',
                render: ({ isRemoved }) => <StateMark tone={isRemoved ? 'broken' : 'ok'} word={isRemoved ? 'Removed' : 'Kept'} />,
              },
              { id: 'reason', title: 'Why', titleOf: ({ reason }) => reason, render: ({ reason }) => reason },
            ]}
          />
        </Section>
      )}
      <Section title={review.plan.title} aside={<CopyButton value={review.script} what="as script" isWorded />}>
        <PlanSteps plan={review.plan} />
      </Section>
      <Confirmation hostId={hostId} machine={machine} keepVolumes={keepVolumes} review={review} />
    </Sections>
  );
}

interface ConfirmationProps extends DestroyPageProps {
  readonly keepVolumes: boolean;
  readonly review: DestroyReview;
}

function Confirmation({ hostId, machine, keepVolumes, review }: ConfirmationProps) {
  const { client, operations } = useSession();
  const go = useGo();
  const [typedName, setTypedName] = useState('');
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const mustType = review.volumes.some(({ isRemoved }) => isRemoved);
  const canDestroy = review.refusal === null && (!mustType || typedName === machine);

  const destroy = async () => {
    setStatus({ kind: 'loading' });
    try {
      const events = client.machines.destroy({ hostId, machine, keepVolumes, typedName });
      const operationId = await operations.getState().run(hostId, events, { kind: 'host', hostId, tab: 'machines' });
      go({ kind: 'operation', hostId, operationId });
    } catch (error) {
      setStatus({ kind: 'failed', problem: toProblem(error) });
    }
  };
  return (
    <Sections isNarrow>
      {status.kind === 'failed' && <ProblemView title="The machine was not destroyed" problem={status.problem} />}
      {mustType && (
        <TextInput
          label={`Type ${machine} to remove its volumes`}
          description="What is on them is gone for good"
          value={typedName}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTypedName(event.currentTarget.value)}
        />
      )}
      <FormActions>
        <Button variant="light" disabled={!canDestroy} loading={status.kind === 'loading'} onClick={() => void destroy()}>
          Destroy {machine}
        </Button>
        <Button onClick={() => go({ kind: 'machine', hostId, machine, tab: 'overview' })}>Keep {machine}</Button>
      </FormActions>
    </Sections>
  );
}

function useDestroyReview(hostId: string, machine: string, keepVolumes: boolean) {
  const { client } = useSession();
  const [attempt, setAttempt] = useState(0);
  const [review, setReview] = useState<DestroyReview | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });
  useEffect(() => {
    const controller = new AbortController();
    client.machines
      .reviewDestroy({ hostId, machine, keepVolumes }, { signal: controller.signal })
      .then((answer) => {
        setReview(answer);
        setStatus({ kind: 'ready' });
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setStatus({ kind: 'failed', problem: toProblem(error) });
        }
      });
    return () => controller.abort();
  }, [client, hostId, machine, keepVolumes, attempt]);
  return { review, status, reload: () => setAttempt(attempt + 1) };
}
