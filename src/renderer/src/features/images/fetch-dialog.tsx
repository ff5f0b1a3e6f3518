import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import { checkFetch, type FetchDraft } from '#domain/images/fetch-draft.ts';
import { chooseFolder, type ImageLibrary } from '#domain/images/image-library.ts';
import { buildFetchPlan } from '#domain/images/build-fetch-plan.ts';
import { parseImageUrl } from '#domain/images/parse-image-url.ts';
import type { Problem } from '#domain/problem.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { PlanSteps } from '#renderer/ui/plan-steps.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Term } from '#renderer/ui/term.tsx';

interface FetchDialogProps {
  readonly hostId: string;
  readonly library: ImageLibrary;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** An address, what the file must be like, and where it goes. The host does the rest. */
export function FetchDialog({ hostId, library, isOpen, onClose }: FetchDialogProps) {
  const [draft, setDraft] = useState<FetchDraft>({ url: '', folder: chooseFolder(library), name: '', checksum: '' });
  const [wasAsked, setAsked] = useState(false);
  const { problems, order } = checkFetch(draft, library);
  const fetching = useFetch(hostId, draft, onClose);
  const url = parseImageUrl(draft.url);
  const change = (changes: Partial<FetchDraft>) => setDraft({ ...draft, ...changes });
  // Nobody is told that an empty field is wrong before they have tried to go on.
  const messageOf = (field: keyof FetchDraft, level: 'refusal' | 'warning') =>
    wasAsked || draft[field].trim() !== ''
      ? problems.find((each) => each.field === field && each.level === level)?.message
      : undefined;
  const warning = draft.url === '' ? undefined : problems.find(({ level }) => level === 'warning')?.message;
  const submit = (event: React.SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (order !== null) {
      fetching.run();
    }
  };
  return (
    <Dialog title="Fetch an ISO" isOpen={isOpen} onClose={onClose} isWide>
      <form onSubmit={submit} noValidate>
        <Fields>
          <TextInput
            label="Address"
            description="http or https. The host fetches it by itself and goes on when this window is closed."
            placeholder="https://example.org/faststart.iso"
            data-autofocus
            spellCheck={false}
            value={draft.url}
            error={messageOf('url', 'refusal')}
            onChange={(event) => change({ url: event.currentTarget.value })}
          />
          <TextInput
            label={<Term name="checksum">Checksum</Term>}
            description={
              warning ?? 'A SHA-256, SHA-512 or MD5 sum, or the address of a list such as SHA256SUMS. Empty: nothing is checked.'
            }
            spellCheck={false}
            value={draft.checksum}
            error={messageOf('checksum', 'refusal')}
            onChange={(event) => change({ checksum: event.currentTarget.value })}
          />
          <Select
            label="Folder on the host"
            allowDeselect={false}
            data={library.folders.filter(({ state }) => state === 'ready' || state === 'missing').map(toChoice)}
            value={draft.folder}
            error={messageOf('folder', 'refusal')}
            onChange={(folder) => change({ folder: folder ?? draft.folder })}
          />
          <TextInput
            label="Name"
            description="Nothing is ever overwritten."
            placeholder={(url.ok ? url.url.fileName : null) ?? 'faststart.iso'}
            spellCheck={false}
            value={draft.name}
            error={draft.url === '' && !wasAsked ? undefined : problems.find((each) => each.field === 'name')?.message}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          {order !== null && (
            <Disclosure label="What will run on the host">
              <PlanSteps plan={buildFetchPlan(order)} />
            </Disclosure>
          )}
          {fetching.problem !== null && <ProblemView title="Nothing was fetched" problem={fetching.problem} />}
          <FormActions>
            <Button type="submit" variant="filled" loading={fetching.isBusy}>
              Fetch ISO
            </Button>
            <Button onClick={onClose}>Close</Button>
          </FormActions>
          <Muted>Stopped or broken off, it keeps what has arrived, and goes on there.</Muted>
        </Fields>
      </form>
    </Dialog>
  );
}

function toChoice({ path, state, freeBytes }: ImageLibrary['folders'][number]) {
  const free = freeBytes === null ? '' : `, ${formatBytes(freeBytes)} free`;
  return { value: path, label: state === 'missing' ? `${path} (is made${free})` : `${path}${free}` };
}

/** Begins and leaves the dialog; how it goes is told in the list. */
function useFetch(hostId: string, draft: FetchDraft, onBegun: () => void) {
  const { client, operations } = useSession();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = () => {
    setBusy(true);
    setProblem(null);
    operations
      .getState()
      .run(hostId, client.images.fetch({ hostId, draft }), null)
      .then(onBegun, (error: unknown) => setProblem(toProblem(error)))
      .finally(() => setBusy(false));
  };
  return { isBusy, problem, run };
}
