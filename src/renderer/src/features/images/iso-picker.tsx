import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { Directory, DirectoryEntry } from '#domain/images/directory.ts';
import type { ImageLibrary } from '#domain/images/image-library.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Fields, Muted } from '#renderer/ui/form-layout.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { Loading } from '#renderer/ui/loading.tsx';
import { PathCrumbs } from '#renderer/ui/path-crumbs.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';
import { EntryName } from './entry-name.tsx';
import { ImagesTable } from './images-table.tsx';
import { useLibrary } from './use-library.ts';

interface IsoPickerProps {
  readonly hostId: string;
  readonly value: string | null;
  readonly onChange: (path: string | null) => void;
  readonly error: string | null;
  /** What leaving it empty does, after "leave it empty". */
  readonly emptyMeans?: string;
}

/** Chooses an installer ISO: from the library, by walking the host's folders, or by typing its path. */
export function IsoPicker({ hostId, value, onChange, error, emptyMeans = 'to boot from disk only' }: IsoPickerProps) {
  const { library, status, reload } = useLibrary(hostId);
  const [isBrowsing, setBrowsing] = useState(false);
  return (
    <Fields>
      <TextInput
        label="Installer ISO on the host"
        description={`Choose it below or type its path; leave it empty ${emptyMeans}`}
        error={error}
        value={value ?? ''}
        placeholder="/srv/iso/installer.iso"
        spellCheck={false}
        rightSectionWidth={64}
        rightSection={
          value !== null && (
            <Button variant="subtle" size="compact-xs" onClick={() => onChange(null)}>
              Clear
            </Button>
          )
        }
        onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label="Where to choose from"
        value={isBrowsing ? 'folders' : 'library'}
        onChange={(chosen) => setBrowsing(chosen === 'folders')}
        data={[
          { value: 'library', label: 'ISO library' },
          { value: 'folders', label: 'All folders' },
        ]}
      />
      {isBrowsing ? (
        <FolderBrowser hostId={hostId} value={value} onChange={onChange} />
      ) : (
        <LibraryChoice library={library} status={status} value={value} onChange={onChange} onRetry={reload} />
      )}
    </Fields>
  );
}

interface LibraryChoiceProps extends Pick<IsoPickerProps, 'value' | 'onChange'> {
  readonly library: ImageLibrary | null;
  readonly status: Status;
  readonly onRetry: () => void;
}

function LibraryChoice({ library, status, value, onChange, onRetry }: LibraryChoiceProps) {
  if (library === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The ISO library could not be listed" problem={status.problem} onRetry={onRetry} />
    ) : (
      <Loading what="Listing the ISO library" rows={4} />
    );
  }
  if (library.images.length === 0) {
    return (
      <EmptyState title="No ISO in the library">
        Look through all folders, or fetch or upload one first: it is done under “ISO library” of the host.
      </EmptyState>
    );
  }
  return (
    <ImagesTable
      isCompact
      images={library.images}
      chosen={value}
      onChoose={({ path, problem }) => {
        if (problem === null) {
          onChange(path);
        }
      }}
    />
  );
}

function FolderBrowser({ hostId, value, onChange }: Pick<IsoPickerProps, 'hostId' | 'value' | 'onChange'>) {
  const [path, setPath] = useState<string | null>(value === null ? null : toFolder(value));
  const { directory, status, reload } = useDirectory(hostId, path);
  const choose = (entry: DirectoryEntry) => {
    if (entry.kind === 'directory') {
      setPath(entry.path);
    } else if (entry.problem === null) {
      onChange(entry.path);
    }
  };
  return (
    <>
      {status.kind === 'failed' && (
        <ProblemView
          title="The folder could not be read"
          problem={status.problem}
          onRetry={reload}
          actions={path !== null && <Button onClick={() => setPath(null)}>Go to the usual folder</Button>}
        />
      )}
      {directory === null ? (
        status.kind !== 'failed' && <Loading what="Reading the folder on the host" rows={4} />
      ) : (
        <>
          <PathCrumbs
            label="Folder on the host"
            path={directory.path}
            onOpen={setPath}
            aside={directory.freeBytes === null ? null : `${formatBytes(directory.freeBytes)} free here`}
          />
          {directory.notice !== null && <Muted>{directory.notice}</Muted>}
          <Entries directory={directory} chosen={value} onChoose={choose} />
        </>
      )}
    </>
  );
}

interface EntriesProps {
  readonly directory: Directory;
  readonly chosen: string | null;
  readonly onChoose: (entry: DirectoryEntry) => void;
}

function Entries({ directory, chosen, onChoose }: EntriesProps) {
  const shown = directory.entries.filter(({ kind }) => kind !== 'other');
  if (shown.length === 0) {
    return (
      <EmptyState title="No ISO and no folder here">
        {directory.entries.length === 0 ? 'The folder is empty.' : 'It holds other files only.'} Go up, or copy an installer ISO
        to the host first.
      </EmptyState>
    );
  }
  return (
    <DataTable
      label={`Folders and images in ${directory.path}`}
      rows={shown}
      keyOf={({ path }) => path}
      selectedKey={chosen}
      onSelect={onChoose}
      isDim={({ isReadable, problem }) => !isReadable || problem !== null}
      columns={[
        { id: 'name', title: 'Name', isFact: true, titleOf: ({ name }) => name, render: (entry) => <EntryName entry={entry} /> },
        {
          id: 'size',
          title: 'Size',
          align: 'right',
          isFact: true,
          render: (entry) => (entry.kind === 'directory' ? '' : formatBytes(entry.sizeBytes)),
        },
        { id: 'modified', title: 'Changed', render: ({ modifiedEpochMs }) => <TimeAgo epochMs={modifiedEpochMs} /> },
      ]}
    />
  );
}

function toFolder(path: string): string | null {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? null : path.slice(0, cut) || '/';
}

function useDirectory(hostId: string, path: string | null) {
  const { client } = useSession();
  const [attempt, setAttempt] = useState(0);
  const [directory, setDirectory] = useState<Directory | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });
  useEffect(() => {
    const controller = new AbortController();
    client.images
      .browse({ hostId, path }, { signal: controller.signal })
      .then((answer) => {
        setDirectory(answer);
        setStatus({ kind: 'ready' });
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setStatus({ kind: 'failed', problem: toProblem(error) });
        }
      });
    return () => controller.abort();
  }, [client, hostId, path, attempt]);
  return { directory, status, reload: () => setAttempt(attempt + 1) };
}
