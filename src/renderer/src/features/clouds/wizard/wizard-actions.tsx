import { Button } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { CloudRefusal, CloudReview } from '#contract/clouds.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { useRun } from '#renderer/session/use-run.ts';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { ReasonedButton } from '#renderer/ui/reasoned-button.tsx';
import type { DraftProblem } from './cloud-draft.ts';
import { findPasswordProblem } from './find-password-problem.ts';
import { useWizardStore } from './wizard-context.tsx';
import { toInput } from './wizard-questions.ts';
import { stepTitles, wizardSteps } from './wizard-steps.ts';

interface WizardActionsProps {
  readonly hostId: string;
  readonly problems: readonly DraftProblem[];
}

/** On to the next step; at the end, to the cloud itself. */
export function WizardActions({ hostId, problems }: WizardActionsProps) {
  const store = useWizardStore(hostId);
  const { step, recipe, open, reset, draft } = useStore(store);
  const [isAsking, setAsking] = useState(false);
  const go = useGo();
  const index = wizardSteps.indexOf(step);
  const next = wizardSteps[index + 1];
  const previous = wizardSteps[index - 1];
  return (
    <>
      {draft !== null && (
        <Button variant="subtle" onClick={() => setAsking(true)}>
          Begin anew …
        </Button>
      )}
      {isAsking && (
        <ConfirmDialog
          title="Begin anew?"
          confirm="Forget what I typed"
          keep="Keep it"
          onConfirm={reset}
          onClose={() => setAsking(false)}
        >
          All that was chosen and typed here is forgotten. Nothing changes on the host.
        </ConfirmDialog>
      )}
      <Button variant="subtle" onClick={() => go({ kind: 'host', hostId, tab: 'clouds' })}>
        Leave for now
      </Button>
      {previous !== undefined && <Button onClick={() => open(previous)}>Back</Button>}
      {next === undefined ? (
        <BringUp hostId={hostId} problems={problems} />
      ) : (
        <Button variant="filled" disabled={recipe === null} onClick={() => open(next)}>
          Next: {stepTitles[next].toLowerCase().replace('iso', 'ISO')}
        </Button>
      )}
    </>
  );
}

/** Begins what the review shows and leads to its progress; a refusal stays here, with all that was typed. */
function BringUp({ hostId, problems }: WizardActionsProps) {
  const { client } = useSession();
  const store = useWizardStore(hostId);
  const { draft, review, password, days, ignoreLaptop, removal, typedName } = useStore(store);
  const cloud = draft?.name ?? '';
  const { status, run } = useRun(hostId, { kind: 'cloud', hostId, cloud });
  const reason = problems[0]?.message ?? findObstacle(review, { password, typedName });
  const begin = async () => {
    if (review?.kind === 'planned') {
      const rootPassword = review.needsPassword ? password : null;
      const terms = { days, ignoreLaptop, removal: toInput(removal), typedName };
      const events = client.clouds.up({ hostId, file: review.file, ...terms, password: rootPassword });
      if (await run(events)) {
        store.getState().reset();
      }
    }
  };
  return (
    <>
      {status.kind === 'failed' && <ProblemView title={`${cloud} was not brought up`} problem={status.problem} />}
      <ReasonedButton variant="filled" reason={reason} loading={status.kind === 'loading'} onClick={() => void begin()}>
        {review?.kind === 'planned' && review.existing !== null ? `Bring ${cloud} up to date` : `Bring ${cloud} up`}
      </ReasonedButton>
    </>
  );
}

/** Why it cannot be begun now; null where it can. */
function findObstacle(
  review: CloudReview | CloudRefusal | null,
  { password, typedName }: { readonly password: string; readonly typedName: string },
): string | null {
  if (review?.kind !== 'planned') {
    return review === null ? 'The review is not there yet.' : 'It is not possible as it stands: see above.';
  }
  if (review.refusals.length > 0) {
    return 'It is not possible as it stands: see above.';
  }
  if (review.plan.steps.length === 0) {
    return 'The cloud is as this says already: there is nothing to do.';
  }
  if (review.volumes.some(({ isRemoved }) => isRemoved) && typedName !== review.cloud.name) {
    return `Type ${review.cloud.name} first, because volumes are removed.`;
  }
  if (!review.needsPassword) {
    return null;
  }
  return password === '' ? 'Give root a password first, or have one made.' : findPasswordProblem(password);
}
