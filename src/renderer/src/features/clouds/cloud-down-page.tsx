import { Button, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { AppClient } from '#contract/api.ts';
import type { CloudDownReview } from '#contract/clouds.ts';
import { usualGraceMinutes } from '#domain/machines/destroy-wish.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { useAnswer } from '#renderer/session/use-answer.ts';
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

type DownWish = Parameters<AppClient['clouds']['reviewDown']>[0];

interface CloudDownPageProps {
  readonly hostId: string;
  readonly name: string;
}

/** What taking a cloud down takes away, and for how long all of it can be brought back at once. */
export function CloudDownPage({ hostId, name }: CloudDownPageProps) {
  const [kept, setKept] = useState<string[]>([]);
  const [graceMinutes, setGraceMinutes] = useState(usualGraceMinutes);
  const wish: DownWish = { hostId, cloud: name, keepVolumes: kept, graceMinutes };
  // As text, so that the same choices are the same however often the page is drawn.
  const choices = JSON.stringify(wish);
  const ask = useCallback(
    ({ clouds }: AppClient, signal: AbortSignal) => clouds.reviewDown(JSON.parse(choices) as DownWish, { signal }),
    [choices],
  );
  const { value: review, status, reload } = useAnswer(ask);
  if (review === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The plan could not be made" problem={status.problem} onRetry={reload} />
    ) : (
      <Loading what="Looking at what belongs to the cloud" />
    );
  }
  const keep = (path: string, isKept: boolean) => setKept(isKept ? [...kept, path] : kept.filter((other) => other !== path));
  return (
    <Sections>
      {review.refusals.map((refusal) => (
        <Banner key={refusal} tone="broken" word="Not possible">
          {refusal}
        </Banner>
      ))}
      {review.volumes.length > 0 && (
        <Section title="Volumes">
          <VolumeFates label="Volumes of the cloud" volumes={review.volumes} onKeep={keep} />
        </Section>
      )}
      <Section title="Undo">
        <GraceSelect label="Can be undone for" minutes={graceMinutes} onChange={setGraceMinutes} />
        <Muted>{describeGrace(review, graceMinutes)}</Muted>
      </Section>
      {review.plan.steps.length > 0 && (
        <Section title={review.plan.title} aside={<CopyButton value={review.script} what="as script" isWorded />}>
          <PlanSteps plan={review.plan} />
        </Section>
      )}
      <Confirmation wish={wish} review={review} />
    </Sections>
  );
}

function describeGrace({ machines }: CloudDownReview, graceMinutes: number): string {
  const what = machines.length === 1 ? 'The machine' : `All ${machines.length} machines`;
  return graceMinutes === 0
    ? `${what}, their volumes and the claim of the addresses are removed at once. Nothing brings them back.`
    : `${what}, their volumes and the claim of the addresses are set aside until then. One undo brings all of it back, powered off.`;
}

function Confirmation({ wish, review }: { readonly wish: DownWish; readonly review: CloudDownReview }) {
  const { client } = useSession();
  const go = useGo();
  const { hostId, cloud } = wish;
  const [typedName, setTypedName] = useState('');
  const { status, run } = useRun(hostId, { kind: 'host', hostId, tab: 'clouds' });
  const isReady = review.refusals.length === 0 && typedName === cloud;
  return (
    <Sections isNarrow>
      {status.kind === 'failed' && <ProblemView title="The cloud was not taken down" problem={status.problem} />}
      {review.refusals.length === 0 && (
        <TextInput
          label={`Type ${cloud} to go on`}
          description={`Everything in ${cloud}, its instances and volumes too, goes with it`}
          value={typedName}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTypedName(event.currentTarget.value)}
        />
      )}
      <FormActions>
        <Button
          variant="light"
          disabled={!isReady}
          loading={status.kind === 'loading'}
          onClick={() => void run(client.clouds.down({ ...wish, typedName }))}
        >
          Take {cloud} down
        </Button>
        <Button onClick={() => go({ kind: 'cloud', hostId, cloud })}>Keep {cloud}</Button>
      </FormActions>
    </Sections>
  );
}
