import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CheckpointReview } from '#contract/checkpoints.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { isRestoreUndoable } from '#domain/checkpoints/build-restore-plan.ts';
import { consistency } from '#domain/checkpoints/checkpoint.ts';
import { usualGraceMinutes } from '#domain/machines/destroy-wish.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { useRun } from '#renderer/session/use-run.ts';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { GraceSelect } from '#renderer/ui/grace-select.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { CheckpointReviewView, isAllowed } from './checkpoint-review.tsx';
import { useCheckpointReview } from './use-checkpoint-review.ts';

interface CheckpointChangePageProps {
  readonly hostId: string;
  readonly name: string;
}

/** What goes back to what it was, and what is lost by it. The checkpoint's name must be typed. */
export function RestoreCheckpointPage({ hostId, name }: CheckpointChangePageProps) {
  const { client } = useSession();
  const [graceMinutes, setGraceMinutes] = useState(usualGraceMinutes);
  const [typedName, setTypedName] = useState('');
  const input = { hostId, name, graceMinutes };
  const asked = useCheckpointReview(JSON.stringify(input), (signal) => client.checkpoints.reviewRestoration(input, { signal }));
  const { review } = asked;
  return (
    <Sections>
      <Muted>{consistency}</Muted>
      {review !== null && <Muted>{describeLoss(review)}</Muted>}
      {review?.record.machines.some(({ disk }) => disk.kind === 'lvm-thin') && (
        <GraceSelect label="Thin volumes keep what they hold now for" minutes={graceMinutes} onChange={setGraceMinutes} />
      )}
      <CheckpointReviewView review={review} status={asked.status} onRetry={asked.reload} />
      {isAllowed(review) && (
        <TextInput
          label={`Type ${name} to restore it`}
          description="Its machines are powered off first"
          maw={420}
          value={typedName}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTypedName(event.currentTarget.value)}
        />
      )}
      <Run
        hostId={hostId}
        verb={`Restore ${name}`}
        problemTitle="The checkpoint was not restored"
        isAllowed={isAllowed(review) && typedName === name}
        begin={() => client.checkpoints.restore({ ...input, typedName })}
      />
    </Sections>
  );
}

/** Removing a checkpoint gives its room back; the machines stay as they are. */
export function DeleteCheckpointPage({ hostId, name }: CheckpointChangePageProps) {
  const { client } = useSession();
  const input = { hostId, name };
  const asked = useCheckpointReview(JSON.stringify(input), (signal) => client.checkpoints.reviewDeletion(input, { signal }));
  return (
    <Sections>
      <Muted>The machines stay as they are. What the checkpoint holds cannot be brought back afterwards.</Muted>
      <CheckpointReviewView review={asked.review} status={asked.status} onRetry={asked.reload} />
      <Run
        hostId={hostId}
        verb={`Delete ${name}`}
        problemTitle="The checkpoint was not deleted"
        isAllowed={isAllowed(asked.review)}
        begin={() => client.checkpoints.delete(input)}
      />
    </Sections>
  );
}

function describeLoss({ record }: CheckpointReview): string {
  const names = record.machines.map(({ name }) => name).join(', ');
  return isRestoreUndoable(record)
    ? `${names} will be powered off. What their disks hold now is kept aside for a while, so this can be undone.`
    : `${names} will be powered off. What their disks hold now is lost, except on thin volumes, which keep it for a while.`;
}

interface RunProps {
  readonly hostId: string;
  readonly verb: string;
  readonly problemTitle: string;
  readonly isAllowed: boolean;
  readonly begin: () => AsyncIterable<OperationEvent>;
}

function Run({ hostId, verb, problemTitle, isAllowed: isReady, begin }: RunProps) {
  const go = useGo();
  const place = { kind: 'host', hostId, tab: 'checkpoints' } as const;
  const { status, run } = useRun(hostId, place);
  return (
    <>
      {status.kind === 'failed' && <ProblemView title={problemTitle} problem={status.problem} />}
      <FormActions>
        <Button variant="light" disabled={!isReady} loading={status.kind === 'loading'} onClick={() => void run(begin())}>
          {verb}
        </Button>
        <Button onClick={() => go(place)}>Leave it as it is</Button>
      </FormActions>
    </>
  );
}
