import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { ImageLibrary, LibraryFolder } from '#domain/images/image-library.ts';
import { findFolderProblem } from '#domain/images/image-name.ts';
import type { Problem } from '#domain/problem.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';

interface FoldersDialogProps {
  readonly hostId: string;
  readonly library: ImageLibrary;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onChange: (library: ImageLibrary) => void;
}

const states = {
  ready: { tone: 'ok', word: 'There' },
  missing: { tone: 'off', word: 'Not there' },
  'no-folder': { tone: 'broken', word: 'A file' },
  'no-access': { tone: 'broken', word: 'May not be read' },
} as const;

/** Where Nutshell looks for ISOs on this host. What a person adds is remembered on this laptop. */
export function FoldersDialog({ hostId, library, isOpen, onClose, onChange }: FoldersDialogProps) {
  const { client } = useSession();
  const [path, setPath] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const typed = path.trim();
  const wrong = typed === '' ? null : findFolderProblem(typed);
  const ask = (answer: Promise<ImageLibrary>) => {
    setProblem(null);
    answer
      .then((changed) => {
        onChange(changed);
        setPath('');
      })
      .catch((error: unknown) => setProblem(toProblem(error)));
  };
  return (
    <Dialog title="Folders of the library" isOpen={isOpen} onClose={onClose} isWide>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed !== '' && wrong === null) {
            ask(client.images.addFolder({ hostId, path: typed }));
          }
        }}
      >
        <Fields>
          <DataTable
            label="Folders"
            rows={library.folders}
            keyOf={(folder) => folder.path}
            isDim={({ state }) => state === 'missing'}
            columns={[
              { id: 'path', title: 'Folder', isFact: true, titleOf: (folder) => folder.path, render: (folder) => folder.path },
              { id: 'state', title: 'State', render: ({ state }) => <StateMark {...states[state]} /> },
              { id: 'free', title: 'Free', align: 'right', isFact: true, render: describeFree },
              {
                id: 'origin',
                title: 'Origin',
                render: (folder) =>
                  folder.origin === 'usual' ? (
                    'usual'
                  ) : (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={`Forget ${folder.path}`}
                      onClick={() => ask(client.images.removeFolder({ hostId, path: folder.path }))}
                    >
                      Forget
                    </Button>
                  ),
              },
            ]}
          />
          <TextInput
            label="Another folder on this host"
            placeholder="/data/iso"
            spellCheck={false}
            value={path}
            error={wrong}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          {problem !== null && <ProblemView title="The folders were not changed" problem={problem} />}
          <FormActions>
            <Button type="submit" variant="filled" disabled={typed === '' || wrong !== null}>
              Add folder
            </Button>
            <Button onClick={onClose}>Close</Button>
          </FormActions>
          <Muted>Folders that you add are remembered on this laptop. Nothing changes on the host.</Muted>
        </Fields>
      </form>
    </Dialog>
  );
}

function describeFree({ freeBytes, state }: LibraryFolder): string {
  return freeBytes === null || state !== 'ready' ? '–' : formatBytes(freeBytes);
}
