import { Button } from '@mantine/core';
import { consistency } from '#domain/checkpoints/checkpoint.ts';
import { listCheckpoints, type Checkpoint } from '#domain/checkpoints/list-checkpoints.ts';
import { useGo, useReading } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { CheckpointTable } from './checkpoint-table.tsx';
import { checkpointWords } from './checkpoint-words.ts';

interface CheckpointsViewProps {
  readonly hostId: string;
  readonly onRetry: () => void;
}

/** The checkpoints of a host, what each holds, how full it is, and what to do about one that fills up. */
export function CheckpointsView({ hostId, onRetry }: CheckpointsViewProps) {
  const { reading, status } = useReading(hostId);
  if (reading === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The checkpoints could not be read" problem={status.problem} onRetry={onRetry} />
    ) : (
      <Loading what="Reading the host and its checkpoints" />
    );
  }
  const { checkpoints } = reading.facts;
  if (checkpoints.kind === 'unavailable') {
    const problem = { code: 'unexpected-output', message: `${checkpoints.reason}.`, hint: null, raw: checkpoints.raw } as const;
    return <ProblemView title="The checkpoints could not be read" problem={problem} onRetry={onRetry} />;
  }
  const listed = listCheckpoints(reading.facts);
  return listed.length === 0 ? <NoCheckpoint hostId={hostId} /> : <Listed hostId={hostId} checkpoints={listed} />;
}

function NoCheckpoint({ hostId }: { readonly hostId: string }) {
  const go = useGo();
  return (
    <EmptyState
      title="No checkpoint yet"
      action={
        <Button variant="filled" onClick={() => go({ kind: 'new-checkpoint', hostId })}>
          Make checkpoint
        </Button>
      }
    >
      A checkpoint keeps the disks of a whole cloud as they are at one moment, so that you can go back to it. Make one before you
      try something.
    </EmptyState>
  );
}

function Listed({ hostId, checkpoints }: { readonly hostId: string; readonly checkpoints: readonly Checkpoint[] }) {
  const go = useGo();
  return (
    <>
      {checkpoints.flatMap(({ record, state, remarks }) =>
        remarks.map((remark) => (
          <Banner key={`${record.name} ${remark}`} {...checkpointWords[state]}>
            {record.name}: {remark}
          </Banner>
        )),
      )}
      <CheckpointTable hostId={hostId} checkpoints={checkpoints} />
      <Muted>{consistency}</Muted>
      <FormActions>
        <Button variant="filled" onClick={() => go({ kind: 'new-checkpoint', hostId })}>
          Make checkpoint
        </Button>
      </FormActions>
    </>
  );
}
