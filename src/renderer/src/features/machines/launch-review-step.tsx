import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Banner } from '#renderer/ui/banner.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { PlanSteps } from '#renderer/ui/plan-steps.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useLaunchStore } from './launch-context.tsx';
import type { LaunchStepProps } from './launch-step-props.ts';

/** What would run, and whether it would. What the screen shows is what runs. */
export function LaunchReviewStep({ hostId, problems }: LaunchStepProps) {
  const store = useLaunchStore(hostId);
  const { review, reviewing, launching } = useStore(store);
  useEffect(() => {
    void store.getState().requestReview();
  }, [store]);
  return (
    <Sections>
      {launching.kind === 'failed' && <ProblemView title="The machine was not launched" problem={launching.problem} />}
      {reviewing.kind === 'failed' && (
        <ProblemView
          title="The plan could not be made"
          problem={reviewing.problem}
          onRetry={() => void store.getState().requestReview()}
        />
      )}
      {problems.map(({ level, message, field }) => (
        <Banner
          key={`${field ?? ''}${message}`}
          tone={level === 'refusal' ? 'broken' : 'attention'}
          word={level === 'refusal' ? 'Not possible' : 'Attention'}
        >
          {message}
        </Banner>
      ))}
      {review === null ? (
        reviewing.kind === 'loading' && <Loading what="Checking against what the host has now" />
      ) : (
        <Section title={review.plan.title} aside={<CopyButton value={review.script} what="as script" isWorded />}>
          <Muted>
            {review.plan.steps.length} steps, in this order. Each is checked right after it ran; if one fails, the ones before it
            are undone.
          </Muted>
          <PlanSteps plan={review.plan} />
        </Section>
      )}
    </Sections>
  );
}
