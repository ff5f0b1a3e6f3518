import { Button } from '@mantine/core';
import type { Plan } from '#domain/plans/plan.ts';
import type { Problem } from '#domain/problem.ts';
import { Banner } from './banner.tsx';
import { CopyButton } from './copy-button.tsx';
import { FormActions } from './form-layout.tsx';
import { Sections } from './page.tsx';
import { PlanSteps } from './plan-steps.tsx';
import { ProblemView } from './problem-view.tsx';
import { Section } from './section.tsx';

interface PlanReviewProps {
  readonly plan: Plan;
  readonly script: string;
  /** Why it would not be done; then the plan is not shown. */
  readonly refusal: string | null;
  readonly warnings: readonly string[];
  readonly status: { readonly kind: 'idle' | 'loading' | 'ready' } | { readonly kind: 'failed'; readonly problem: Problem };
  readonly onConfirm: () => void;
  readonly onBack: () => void;
}

/** What would run, what it costs, and the button that runs exactly that. */
export function PlanReview({ plan, script, refusal, warnings, status, onConfirm, onBack }: PlanReviewProps) {
  return (
    <Sections>
      {status.kind === 'failed' && <ProblemView title="Nothing was changed" problem={status.problem} />}
      {refusal !== null && (
        <Banner tone="broken" word="Not possible">
          {refusal}
        </Banner>
      )}
      {warnings.map((warning) => (
        <Banner key={warning} tone="attention" word="Attention">
          {warning}
        </Banner>
      ))}
      {refusal === null && (
        <Section title={plan.title} aside={<CopyButton value={script} what="as script" isWorded />}>
          <PlanSteps plan={plan} />
        </Section>
      )}
      <FormActions>
        <Button variant="filled" disabled={refusal !== null} loading={status.kind === 'loading'} onClick={onConfirm}>
          {plan.title}
        </Button>
        <Button onClick={onBack}>Back</Button>
      </FormActions>
    </Sections>
  );
}
