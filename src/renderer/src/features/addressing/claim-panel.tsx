import { Button } from '@mantine/core';
import type { ClaimReview } from '#contract/addressing.ts';
import type { Status } from '#renderer/session/status.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { Columns, Sections } from '#renderer/ui/page.tsx';
import { PlanSteps } from '#renderer/ui/plan-steps.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { ClaimAnswers } from './claim-answers.tsx';
import type { ClaimDraft } from './claim-draft.ts';
import { ClaimForm } from './claim-form.tsx';
import { ProbeResult } from './probe-result.tsx';
import type { Change } from './use-claim-review.ts';
import { useClaimRun } from './use-claim-run.ts';

interface ClaimPanelProps {
  readonly hostId: string;
  readonly draft: ClaimDraft;
  readonly change: Change;
  readonly review: ClaimReview | null;
  readonly status: Status;
  readonly onChange: (draft: ClaimDraft) => void;
  readonly onClose: () => void;
}

/** Fills in what a cloud needs, shows at once what it would get, and has it written on the host. */
export function ClaimPanel({ hostId, draft, change, review, status, onChange, onClose }: ClaimPanelProps) {
  const claiming = useClaimRun(hostId);
  const claim = review?.claim ?? null;
  const isReady = status.kind === 'ready' && claim !== null;
  return (
    <Section title={draft.cloud === '' ? 'Addresses for a new cloud' : `Addresses for ${draft.cloud}`}>
      <Sections>
        <Columns>
          <ClaimForm draft={draft} onChange={onChange} />
          <div>{claim === null ? <Muted>What the cloud would get is shown here.</Muted> : <ClaimAnswers claim={claim} />}</div>
        </Columns>
        {status.kind === 'failed' && <ProblemView title="The addresses could not be planned" problem={status.problem} />}
        {review?.refusals.map((refusal) => (
          <Banner key={refusal} tone="broken" word="Not possible">
            {refusal}
          </Banner>
        ))}
        {claim !== null && <ProbeResult key={claim.parts.map(({ range }) => range).join(' ')} hostId={hostId} claim={claim} />}
        {review !== null && review.plan.steps.length > 0 && (
          <Disclosure label={`What claiming does: ${review.plan.steps.length.toString()} steps`}>
            <PlanSteps plan={review.plan} />
            <CopyButton value={review.script} what="as script" isWorded />
          </Disclosure>
        )}
        {claiming.status.kind === 'failed' && (
          <ProblemView title="The addresses were not claimed" problem={claiming.status.problem} />
        )}
        <FormActions>
          <Button
            variant="filled"
            disabled={!isReady}
            loading={claiming.status.kind === 'loading'}
            onClick={() => void claiming.run(change)}
          >
            Claim these addresses
          </Button>
          <Button onClick={onClose}>Claim nothing</Button>
        </FormActions>
      </Sections>
    </Section>
  );
}
