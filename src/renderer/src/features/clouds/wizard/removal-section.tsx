import { Switch, TextInput } from '@mantine/core';
import { useStore } from 'zustand';
import type { CloudReview } from '#contract/clouds.ts';
import { usualGraceMinutes, type RemovalWish } from '#domain/machines/destroy-wish.ts';
import { Fields, Muted } from '#renderer/ui/form-layout.tsx';
import { GraceSelect } from '#renderer/ui/grace-select.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { VolumeFates } from '#renderer/ui/volume-fates.tsx';
import { useWizardStore } from './wizard-context.tsx';

interface RemovalSectionProps {
  readonly hostId: string;
  readonly review: CloudReview;
}

/** Machines that the cloud would have no longer: they go only where a person says so, as a whole cloud does. */
export function RemovalSection({ hostId, review }: RemovalSectionProps) {
  const store = useWizardStore(hostId);
  const { removal, agreeing } = useStore(store);
  const gone = review.changes.flatMap((change) => (change.kind === 'machine-removed' ? [change.machine] : []));
  if (gone.length === 0) {
    return null;
  }
  const agree = (next: RemovalWish | null) => void store.getState().agreeToRemoval(next);
  const names = gone.join(', ');
  return (
    <Section title={gone.length === 1 ? 'The machine that goes' : 'The machines that go'}>
      <Switch
        label={`Remove ${names}`}
        description="Powered off and set aside with what Nutshell made for it, as taking a cloud down does"
        checked={removal !== null}
        disabled={agreeing.kind === 'loading'}
        onChange={(event) => agree(event.currentTarget.checked ? { keepVolumes: [], graceMinutes: usualGraceMinutes } : null)}
      />
      {agreeing.kind === 'failed' && (
        <ProblemView title="What would go could not be looked up" problem={agreeing.problem} onRetry={() => agree(removal)} />
      )}
      {removal !== null && review.removes.length > 0 && (
        <Agreed hostId={hostId} review={review} removal={removal} onChange={agree} />
      )}
    </Section>
  );
}

interface AgreedProps extends RemovalSectionProps {
  readonly removal: RemovalWish;
  readonly onChange: (removal: RemovalWish) => void;
}

function Agreed({ hostId, review: { volumes, cloud, launches }, removal, onChange }: AgreedProps) {
  const store = useWizardStore(hostId);
  const { typedName } = useStore(store);
  const kept = volumes.filter(({ isRemoved, isChoosable }) => isChoosable && !isRemoved).map(({ path }) => path);
  const keep = (path: string, isKept: boolean) =>
    onChange({ ...removal, keepVolumes: isKept ? [...kept, path] : kept.filter((other) => other !== path) });
  return (
    <>
      {volumes.length > 0 && <VolumeFates label="Volumes of machines that go" volumes={volumes} onKeep={keep} />}
      <GraceSelect
        label="Can be undone for"
        minutes={removal.graceMinutes}
        onChange={(graceMinutes) => onChange({ ...removal, graceMinutes })}
      />
      <Muted>
        {removal.graceMinutes === 0
          ? 'It is removed at once, and nothing brings it back.'
          : `The undo takes back all of this operation${launches.length === 0 ? '' : ', the new machines too'}. A disk that has grown stays so.`}
      </Muted>
      {volumes.some(({ isRemoved }) => isRemoved) && (
        <Fields>
          <TextInput
            label={`Type ${cloud.name} to go on`}
            description="What is on the volumes that are removed goes with them"
            value={typedName}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => store.getState().setTypedName(event.currentTarget.value)}
          />
        </Fields>
      )}
    </>
  );
}
