import type { HostView } from '#contract/hosts.ts';
import { DeleteCheckpointPage, RestoreCheckpointPage } from '#renderer/features/checkpoints/checkpoint-change-page.tsx';
import { NewCheckpointPage } from '#renderer/features/checkpoints/new-checkpoint-page.tsx';
import type { Place } from '#renderer/session/place.ts';
import { Page } from '#renderer/ui/page.tsx';

interface CheckpointPlaceProps {
  readonly place: Extract<Place, { readonly kind: 'new-checkpoint' | 'checkpoint' }>;
  readonly view: HostView;
}

/** Where checkpoints are made, restored and deleted. */
export function CheckpointPlace({ place, view }: CheckpointPlaceProps) {
  const { hostId } = place;
  const lead = `On ${view.host.name}. Nothing runs before you have reviewed it.`;
  if (place.kind === 'new-checkpoint') {
    return (
      <Page title="Make checkpoint" lead={lead}>
        <NewCheckpointPage key={hostId} hostId={hostId} />
      </Page>
    );
  }
  const { checkpoint, verb } = place;
  return verb === 'restore' ? (
    <Page title={`Restore checkpoint ${checkpoint}`} lead={lead}>
      <RestoreCheckpointPage key={checkpoint} hostId={hostId} name={checkpoint} />
    </Page>
  ) : (
    <Page title={`Delete checkpoint ${checkpoint}`} lead={lead}>
      <DeleteCheckpointPage key={checkpoint} hostId={hostId} name={checkpoint} />
    </Page>
  );
}
