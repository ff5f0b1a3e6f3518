import { Button } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { toProblem } from '#contract/api-error.ts';
import { getPercent } from '#domain/activity/step-progress.ts';
import type { ImageLibrary, PartialImage } from '#domain/images/image-library.ts';
import type { Problem } from '#domain/problem.ts';
import type { FollowedOperation } from '#renderer/session/create-operations-store.ts';
import type { Upload } from '#renderer/session/create-uploads-store.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { TransferLine, TransferList } from '#renderer/ui/transfer-line.tsx';
import { describeTransfer, listArrivals, toSeenProgress } from './arrivals.ts';

interface ArrivalsListProps {
  readonly hostId: string;
  readonly library: ImageLibrary;
  readonly onDelete: (path: string) => void;
}

/** What is on its way and what broke off, each with the way on. */
export function ArrivalsList({ hostId, library, onDelete }: ArrivalsListProps) {
  const session = useSession();
  const followed = useStore(session.operations, (state) => state.followed);
  const uploads = useStore(session.uploads, (state) => state.uploads);
  const arrivals = listArrivals(
    library,
    Object.values(followed).filter((each) => each.hostId === hostId),
    uploads.filter((each) => each.hostId === hostId),
  );
  if (arrivals.length === 0) {
    return null;
  }
  return (
    <TransferList label="Files on the way">
      {arrivals.map(({ path, upload, operation, partial }) => {
        if (upload !== null) {
          return <UploadLine key={path} upload={upload} />;
        }
        if (operation !== null) {
          return <FetchLine key={path} followed={operation} partial={partial} />;
        }
        return partial === null ? null : (
          <PartialLine key={path} hostId={hostId} partial={partial} onDelete={() => onDelete(partial.partPath)} />
        );
      })}
    </TransferList>
  );
}

function UploadLine({ upload }: { readonly upload: Upload }) {
  const { cancel, retry, dismiss } = useSession().uploads.getState();
  const { id, path, progress, state } = upload;
  const isFailed = state.kind === 'failed';
  const isAnother = isFailed && state.problem.message.includes('is not the beginning of this file');
  return (
    <TransferLine
      name={path.slice(path.lastIndexOf('/') + 1)}
      source="from this laptop"
      tone={isFailed ? 'attention' : 'busy'}
      word={isFailed ? 'Broken off' : state.kind === 'checking' ? 'Checking' : 'Uploading'}
      detail={
        state.kind === 'checking'
          ? 'Everything has arrived. The host adds up what it has, and compares.'
          : progress === null
            ? 'Comparing with what the host has already'
            : describeTransfer(progress)
      }
      percent={state.kind === 'checking' ? 100 : progress === null ? 0 : getPercent(progress)}
      actions={
        isFailed ? (
          <>
            {isAnother ? (
              <Button onClick={() => retry(id, true)}>Begin anew</Button>
            ) : (
              <Button onClick={() => retry(id, false)}>Go on</Button>
            )}
            <Button variant="subtle" onClick={() => dismiss(id)}>
              Close
            </Button>
          </>
        ) : (
          <Button disabled={state.kind === 'checking'} onClick={() => cancel(id)}>
            Stop
          </Button>
        )
      }
    >
      {isFailed && <ProblemView title="The upload did not come to its end" problem={state.problem} />}
    </TransferLine>
  );
}

interface FetchLineProps {
  readonly followed: FollowedOperation;
  readonly partial: PartialImage | null;
}

/** A download of the host that this window follows, step by step. */
function FetchLine({ followed: { hostId, operation, isCancelling }, partial }: FetchLineProps) {
  const { operations } = useSession();
  const go = useGo();
  const step = operation.steps.find(({ id }) => id === operation.currentStepId) ?? null;
  const progress = step?.progress ?? (partial === null ? null : toSeenProgress(partial));
  const { operationId } = operation;
  return (
    <TransferLine
      name={operation.subject}
      source={describeSource(partial)}
      tone="busy"
      word={isCancelling ? 'Stopping' : 'Fetching'}
      detail={`${step?.title ?? 'Beginning'}${progress === null ? '' : ` · ${describeTransfer(progress)}`}`}
      percent={progress === null ? 0 : getPercent(progress)}
      actions={
        <>
          <Button variant="subtle" onClick={() => go({ kind: 'operation', hostId, operationId })}>
            Show
          </Button>
          <Button disabled={isCancelling} onClick={() => void operations.getState().cancel(hostId, operationId)}>
            Stop
          </Button>
        </>
      }
    />
  );
}

interface PartialLineProps {
  readonly hostId: string;
  readonly partial: PartialImage;
  readonly onDelete: () => void;
}

/** What the host's listing shows and nobody here carries. */
function PartialLine({ hostId, partial, onDelete }: PartialLineProps) {
  const fetchAgain = useFetchAgain(hostId, partial);
  const progress = toSeenProgress(partial);
  const words = {
    running: { tone: 'busy', word: 'Arriving' },
    waiting: { tone: 'attention', word: 'Broken off' },
    'wrong-sum': { tone: 'broken', word: 'Wrong checksum' },
  } as const;
  const { tone, word } = words[partial.state];
  return (
    <TransferLine
      name={partial.name}
      source={describeSource(partial)}
      tone={tone}
      word={word}
      detail={describeState(partial)}
      percent={getPercent(progress)}
      actions={
        partial.state !== 'running' && (
          <>
            {partial.source.kind === 'url' && (
              <Button loading={fetchAgain.isBusy} onClick={fetchAgain.run}>
                {partial.state === 'wrong-sum' ? 'Fetch anew' : 'Go on'}
              </Button>
            )}
            <Button variant="subtle" onClick={onDelete}>
              Delete
            </Button>
          </>
        )
      }
    >
      {fetchAgain.problem !== null && <ProblemView title="It was not fetched again" problem={fetchAgain.problem} />}
    </TransferLine>
  );
}

function describeState(partial: PartialImage): string {
  const far = describeTransfer(toSeenProgress(partial));
  if (partial.state === 'wrong-sum') {
    return 'What arrived is damaged or another file, so it is not used. Fetch it anew, or delete it.';
  }
  if (partial.state === 'waiting' && partial.source.kind === 'upload') {
    return `${far}. Upload the same file again, and only the rest is sent.`;
  }
  return far;
}

function describeSource(partial: PartialImage | null): string {
  switch (partial?.source.kind) {
    case 'url':
      return `from ${partial.source.url}`;
    case 'upload':
      return 'uploaded from a laptop';
    default:
      return '';
  }
}

function useFetchAgain(hostId: string, { source, folder, name }: PartialImage) {
  const { client, operations } = useSession();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = () => {
    if (source.kind !== 'url') {
      return;
    }
    setBusy(true);
    setProblem(null);
    const draft = { url: source.url, folder, name, checksum: source.checksum };
    operations
      .getState()
      .run(hostId, client.images.fetch({ hostId, draft }), null)
      .catch((error: unknown) => setProblem(toProblem(error)))
      .finally(() => setBusy(false));
  };
  return { isBusy, problem, run };
}
