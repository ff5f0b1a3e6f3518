import { Button } from '@mantine/core';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { ActionReview } from '#contract/machines.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import type { Place } from '#renderer/session/place.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { FormActions } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { PlanSteps } from '#renderer/ui/plan-steps.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';

interface ActionReviewViewProps {
  readonly hostId: string;
  readonly name: string;
  readonly action: MachineAction;
  readonly review: ActionReview;
  readonly onBack: () => void;
  /** Where the person is led once it is done. */
  readonly leadsTo: Place;
}

/** What would run, what it costs, and the button that runs exactly that. */
export function ActionReviewView({ hostId, name, action, review, onBack, leadsTo }: ActionReviewViewProps) {
  const { client, operations } = useSession();
  const go = useGo();
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const run = async () => {
    setStatus({ kind: 'loading' });
    try {
      const events = client.machines.act({ hostId, machine: name, action });
      const operationId = await operations.getState().run(hostId, events, leadsTo);
      go({ kind: 'operation', hostId, operationId });
    } catch (error) {
      setStatus({ kind: 'failed', problem: toProblem(error) });
    }
  };
  return (
    <Sections>
      {status.kind === 'failed' && <ProblemView title="Nothing was changed" problem={status.problem} />}
      {review.refusal !== null && (
        <Banner tone="broken" word="Not possible">
          {review.refusal}
        </Banner>
      )}
      {review.warnings.map((warning) => (
        <Banner key={warning} tone="attention" word="Attention">
          {warning}
        </Banner>
      ))}
      {review.refusal === null && (
        <Section title={review.plan.title} aside={<CopyButton value={review.script} what="as script" isWorded />}>
          <PlanSteps plan={review.plan} />
        </Section>
      )}
      <FormActions>
        <Button
          variant="filled"
          disabled={review.refusal !== null}
          loading={status.kind === 'loading'}
          onClick={() => void run()}
        >
          {review.plan.title}
        </Button>
        <Button onClick={onBack}>Back</Button>
      </FormActions>
    </Sections>
  );
}
