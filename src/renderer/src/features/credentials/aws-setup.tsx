import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { AwsReview } from '#contract/aws.ts';
import type { LayoutChange } from '#domain/aws/describe-change.ts';
import type { Problem } from '#domain/problem.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';

type Stage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'reviewed' | 'written'; readonly review: AwsReview }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Files for the person's own aws-cli: looked at first, then written, then commands to try. */
export function AwsSetup({ hostId, cloud }: { readonly hostId: string; readonly cloud: string }) {
  const { client } = useSession();
  const [folder, setFolder] = useState('');
  const [stage, setStage] = useState<Stage>({ kind: 'idle' });
  const where = { hostId, cloud, folder: folder.trim() === '' ? null : folder.trim() };
  const ask = async (kind: 'reviewed' | 'written') => {
    setStage({ kind: 'busy' });
    try {
      const review = kind === 'written' ? await client.aws.write({ ...where, merge: true }) : await client.aws.review(where);
      setStage({ kind, review });
    } catch (error) {
      setStage({ kind: 'failed', problem: toProblem(error) });
    }
  };
  return (
    <Disclosure label="Set up aws-cli">
      <Fields>
        <Muted>
          A folder of its own, with a file to source. Your AWS profiles in ~/.aws are not touched, and not used while it is
          sourced.
        </Muted>
        <TextInput
          label="Folder on this laptop"
          placeholder="the usual one"
          value={folder}
          onChange={(event) => {
            setFolder(event.currentTarget.value);
            setStage({ kind: 'idle' });
          }}
        />
        {stage.kind === 'failed' && <ProblemView title="The files were not written" problem={stage.problem} />}
        {(stage.kind === 'reviewed' || stage.kind === 'written') && (
          <Review review={stage.review} isWritten={stage.kind === 'written'} />
        )}
        {stage.kind !== 'written' && (
          <FormActions>
            {stage.kind === 'reviewed' && stage.review.refusals.length === 0 ? (
              <Button variant="filled" onClick={() => void ask('written')}>
                Write files
              </Button>
            ) : (
              <Button loading={stage.kind === 'busy'} onClick={() => void ask('reviewed')}>
                Look at what would be written
              </Button>
            )}
          </FormActions>
        )}
      </Fields>
    </Disclosure>
  );
}

function Review({ review, isWritten }: { readonly review: AwsReview; readonly isWritten: boolean }) {
  const { folder, changes, notes, refusals, version, commands } = review;
  const differences = changes.flatMap(({ path, lines }) => (lines.length === 0 ? [] : [path, ...lines]));
  return (
    <>
      {refusals.map((message) => (
        <ProblemView
          key={message}
          title="Nothing can be written here"
          problem={{ code: 'conflict', message, hint: null, raw: null }}
        />
      ))}
      <Muted>
        {isWritten ? 'Written to' : 'For'} {folder}.{' '}
        {version === null ? 'No aws-cli was found on this laptop.' : `The aws-cli of this laptop is ${version}.`}
      </Muted>
      <DataTable label="Files for aws-cli" columns={columns} rows={changes} keyOf={({ path }) => path} />
      {differences.length > 0 && <CommandBlock label="Difference" command={differences.join('\n')} />}
      {notes.map((note) => (
        <Muted key={note}>{note}</Muted>
      ))}
      {isWritten && <CommandBlock label="Commands to try" command={commands.join('\n')} />}
    </>
  );
}

const words = { new: 'new', same: 'as it is', changed: 'is added to' } as const;

const columns: readonly Column<LayoutChange>[] = [
  { id: 'path', title: 'File', isFact: true, render: ({ path }) => path },
  { id: 'kind', title: 'What becomes of it', render: ({ kind }) => words[kind] },
];
