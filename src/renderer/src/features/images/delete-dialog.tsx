import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { DeleteImageReview } from '#contract/images.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { Loading } from '#renderer/ui/loading.tsx';
import { PlanSteps } from '#renderer/ui/plan-steps.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';

interface DeleteDialogProps {
  readonly hostId: string;
  readonly path: string;
  readonly onClose: () => void;
}

/** Says who uses a file, and deletes it where nobody does and its name was typed. */
export function DeleteDialog({ hostId, path, onClose }: DeleteDialogProps) {
  const { client, operations } = useSession();
  const [review, setReview] = useState<DeleteImageReview | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });
  const [typedName, setTypedName] = useState('');
  const name = path.slice(path.lastIndexOf('/') + 1);

  useEffect(() => {
    const controller = new AbortController();
    client.images
      .reviewDelete({ hostId, path }, { signal: controller.signal })
      .then((answer) => {
        setReview(answer);
        setStatus({ kind: 'ready' });
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setStatus({ kind: 'failed', problem: toProblem(error) });
        }
      });
    return () => controller.abort();
  }, [client, hostId, path]);

  const remove = () => {
    setStatus({ kind: 'loading' });
    operations
      .getState()
      .run(hostId, client.images.delete({ hostId, path, typedName }), null)
      .then(onClose, (error: unknown) => setStatus({ kind: 'failed', problem: toProblem(error) }));
  };
  return (
    <Dialog title={`Delete ${name}`} isOpen onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remove();
        }}
      >
        <Fields>
          {status.kind === 'failed' && <ProblemView title="Nothing was deleted" problem={status.problem} />}
          {review === null && status.kind === 'loading' && <Loading what="Looking who uses it" />}
          {review !== null && review.refusal !== null && (
            <Banner tone="broken" word="Not possible">
              {review.refusal}
            </Banner>
          )}
          {review?.refusal === null && (
            <>
              <Muted>{`No machine uses it. Deleting gives ${formatBytes(review.sizeBytes)} back and cannot be undone; it can be fetched again.`}</Muted>
              <Disclosure label="What will run on the host">
                <PlanSteps plan={review.plan} />
              </Disclosure>
              <TextInput
                label={`Type ${name} to delete it`}
                data-autofocus
                spellCheck={false}
                autoComplete="off"
                value={typedName}
                onChange={(event) => setTypedName(event.currentTarget.value)}
              />
            </>
          )}
          <FormActions>
            {review?.refusal === null && (
              <Button type="submit" variant="light" disabled={typedName !== name} loading={status.kind === 'loading'}>
                Delete {name}
              </Button>
            )}
            <Button onClick={onClose}>Keep {name}</Button>
          </FormActions>
        </Fields>
      </form>
    </Dialog>
  );
}
