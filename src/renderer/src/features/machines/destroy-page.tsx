import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DestroyReview } from '#contract/machines.ts';
import { usualGraceMinutes, type DestroyWish } from '#domain/machines/destroy-wish.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { useRun } from '#renderer/session/use-run.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { GraceSelect } from '#renderer/ui/grace-select.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { PlanSteps } from '#renderer/ui/plan-steps.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { VolumeFates } from '#renderer/ui/volume-fates.tsx';
import { useDestroyReview } from './use-destroy-review.ts';

interface DestroyPageProps {
  readonly hostId: string;
  readonly machine: string;
}

/** What destroying takes away, volume by volume, and for how long it can be brought back. The machine's name must be typed. */
export function DestroyPage({ hostId, machine }: DestroyPageProps) {
  const [kept, setKept] = useState<readonly string[]>([]);
  const [graceMinutes, setGraceMinutes] = useState(usualGraceMinutes);
  const [isForeignMeant, setForeignMeant] = useState(false);
  const wish: DestroyWish = { keepVolumes: kept, graceMinutes, isForeignMeant };
  const { review, status, reload } = useDestroyReview(hostId, machine, wish);
  if (review === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The plan could not be made" problem={status.problem} onRetry={reload} />
    ) : (
      <Loading what="Looking at what belongs to the machine" />
    );
  }
  const keep = (path: string, isKept: boolean) => setKept(isKept ? [...kept, path] : kept.filter((other) => other !== path));
  return (
    <Sections>
      {review.refusal !== null && (
        <Banner tone="broken" word="Not possible">
          {review.refusal}
        </Banner>
      )}
      {review.isForeign && (
        <Checkbox
          label={`Power ${machine} off although Nutshell did not launch it`}
          description="Only its process is ended. Its volumes, and what whoever started it keeps about it, stay as they are."
          checked={isForeignMeant}
          onChange={(event) => setForeignMeant(event.currentTarget.checked)}
        />
      )}
      {review.volumes.length > 0 && (
        <Section title="Volumes">
          <VolumeFates label="Volumes of the machine" volumes={review.volumes} onKeep={keep} />
        </Section>
      )}
      {!review.isForeign && (
        <Section title="Undo">
          <GraceSelect label="Can be undone for" minutes={graceMinutes} onChange={setGraceMinutes} />
          <Muted>{describeGrace(review, graceMinutes)}</Muted>
        </Section>
      )}
      {review.plan.steps.length > 0 && (
        <Section title={review.plan.title} aside={<CopyButton value={review.script} what="as script" isWorded />}>
          <PlanSteps plan={review.plan} />
        </Section>
      )}
      <Confirmation hostId={hostId} machine={machine} wish={wish} review={review} />
    </Sections>
  );
}

function describeGrace({ volumes }: DestroyReview, graceMinutes: number): string {
  const what = volumes.some(({ isRemoved }) => isRemoved) ? 'Its volumes and its definition' : 'Its definition';
  return graceMinutes === 0
    ? `${what} are removed at once. Nothing brings them back.`
    : `${what} get another name and stay on the host until then, so their room is not free before. An undo brings the machine back, powered off, with all its data.`;
}

interface ConfirmationProps extends DestroyPageProps {
  readonly wish: DestroyWish;
  readonly review: DestroyReview;
}

function Confirmation({ hostId, machine, wish, review }: ConfirmationProps) {
  const { client } = useSession();
  const go = useGo();
  const [typedName, setTypedName] = useState('');
  const { status, run } = useRun(hostId, { kind: 'host', hostId, tab: 'machines' });
  const mustType = review.isForeign || review.volumes.some(({ isRemoved }) => isRemoved);
  const canDestroy = review.refusal === null && (!mustType || typedName === machine);

  const destroy = () => {
    const keepVolumes = wish.keepVolumes === 'all' ? wish.keepVolumes : [...wish.keepVolumes];
    return run(client.machines.destroy({ hostId, machine, ...wish, keepVolumes, typedName }));
  };
  return (
    <Sections isNarrow>
      {status.kind === 'failed' && <ProblemView title="The machine was not destroyed" problem={status.problem} />}
      {mustType && review.refusal === null && (
        <TextInput
          label={`Type ${machine} to go on`}
          description={describeLoss(review, wish.graceMinutes)}
          value={typedName}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTypedName(event.currentTarget.value)}
        />
      )}
      <FormActions>
        <Button variant="light" disabled={!canDestroy} loading={status.kind === 'loading'} onClick={() => void destroy()}>
          {review.isForeign ? `Power ${machine} off` : `Destroy ${machine}`}
        </Button>
        <Button onClick={() => go({ kind: 'machine', hostId, machine, tab: 'overview' })}>Keep {machine}</Button>
      </FormActions>
    </Sections>
  );
}

function describeLoss({ isForeign }: DestroyReview, graceMinutes: number): string {
  if (isForeign) {
    return 'Somebody else may need it';
  }
  return graceMinutes === 0
    ? 'What is on its volumes is gone for good'
    : 'What is on its volumes is gone for good when the time is over';
}
