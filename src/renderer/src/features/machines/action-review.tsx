import type { ActionReview } from '#contract/machines.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import type { Place } from '#renderer/session/place.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { useRun } from '#renderer/session/use-run.ts';
import { PlanReview } from '#renderer/ui/plan-review.tsx';

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
  const { client } = useSession();
  const { status, run } = useRun(hostId, leadsTo);
  return (
    <PlanReview
      {...review}
      status={status}
      onConfirm={() => void run(client.machines.act({ hostId, machine: name, action }))}
      onBack={onBack}
    />
  );
}
