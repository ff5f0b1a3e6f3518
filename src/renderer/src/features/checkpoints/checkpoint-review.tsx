import type { CheckpointReview } from '#contract/checkpoints.ts';
import type { Status } from '#renderer/session/status.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { PlanSteps } from '#renderer/ui/plan-steps.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';

interface CheckpointReviewViewProps {
  readonly review: CheckpointReview | null;
  readonly status: Status;
  readonly onRetry: () => void;
}

/** What speaks against it, and every step with its command. What the screen shows is what runs. */
export function CheckpointReviewView({ review, status, onRetry }: CheckpointReviewViewProps) {
  if (review === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The plan could not be made" problem={status.problem} onRetry={onRetry} />
    ) : status.kind === 'loading' ? (
      <Loading what="Looking at machines, disks and room" />
    ) : null;
  }
  const { problems, plan, script } = review;
  return (
    <>
      {problems.map(({ level, message }) => (
        <Banner
          key={message}
          tone={level === 'refusal' ? 'broken' : 'attention'}
          word={level === 'refusal' ? 'Not possible' : 'Attention'}
        >
          {message}
        </Banner>
      ))}
      {plan.steps.length > 0 && (
        <Section title={plan.title} aside={<CopyButton value={script} what="as script" isWorded />}>
          <Muted>
            {plan.steps.length} steps, in this order. If one fails, the ones before it are undone, and no machine stays paused.
          </Muted>
          <PlanSteps plan={plan} />
        </Section>
      )}
    </>
  );
}

export function isAllowed(review: CheckpointReview | null): boolean {
  return review !== null && review.plan.steps.length > 0 && !review.problems.some(({ level }) => level === 'refusal');
}
