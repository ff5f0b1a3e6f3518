import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { chooseFolder, type ImageLibrary, type LibraryImage } from '#domain/images/image-library.ts';
import { findNameProblem, joinPath } from '#domain/images/image-name.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { DropArea } from '#renderer/ui/drop-area.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { FileButton } from '#renderer/ui/file-button.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { ArrivalsList } from './arrivals-list.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { FetchDialog } from './fetch-dialog.tsx';
import { FoldersDialog } from './folders-dialog.tsx';
import { ImageDetails } from './image-details.tsx';
import { ImagesTable } from './images-table.tsx';
import { useLibrary } from './use-library.ts';

type Asking =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fetch' }
  | { readonly kind: 'folders' }
  | { readonly kind: 'delete'; readonly path: string };

const nothing: Asking = { kind: 'nothing' };

/** The ISO library of a host: what is there, what is on its way, and how more comes there. */
export function ImagesView({ hostId }: { readonly hostId: string }) {
  const { library, status, isConnected, reload, setLibrary } = useLibrary(hostId);
  const [asking, setAsking] = useState<Asking>(nothing);
  const [chosen, setChosen] = useState<string | null>(null);
  const upload = useUpload(hostId, library);
  useFollowFetches(hostId);
  if (library === null && !isConnected) {
    return <EmptyState title="The library is on the host">Connect to it to see its ISOs.</EmptyState>;
  }
  if (library === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The ISO library could not be listed" problem={status.problem} onRetry={reload} />
    ) : (
      <Loading what="Listing the ISO library" rows={5} />
    );
  }
  const image = library.images.find(({ path }) => path === chosen) ?? null;
  const close = () => setAsking(nothing);
  return (
    <DropArea
      hint={`Drop an ISO to upload it to ${chooseFolder(library)}`}
      isOpen
      onDrop={(files) => files.forEach(upload.start)}
    >
      <Sections>
        {upload.refusal !== null && (
          <Banner tone="attention" word="Not uploaded" actions={<Button onClick={upload.forgetRefusal}>Close</Button>}>
            {upload.refusal}
          </Banner>
        )}
        {status.kind === 'failed' && (
          <ProblemView title="The ISO library could not be listed again" problem={status.problem} onRetry={reload} />
        )}
        <Section
          title="Installer images"
          aside={
            <>
              <Button variant="subtle" onClick={() => setAsking({ kind: 'folders' })}>
                Folders
              </Button>
              <FileButton label="Upload ISO" accept=".iso,.img" onChoose={upload.start} />
              <Button variant="filled" onClick={() => setAsking({ kind: 'fetch' })}>
                Fetch ISO
              </Button>
            </>
          }
        >
          <ArrivalsList hostId={hostId} library={library} onDelete={(path) => setAsking({ kind: 'delete', path })} />
          <Images library={library} chosen={image} onChoose={({ path }) => setChosen(path === chosen ? null : path)} />
        </Section>
        {image !== null && (
          <ImageDetails
            key={image.path}
            hostId={hostId}
            image={image}
            onDelete={() => setAsking({ kind: 'delete', path: image.path })}
          />
        )}
      </Sections>
      <FetchDialog
        key={`fetch-${asking.kind}`}
        hostId={hostId}
        library={library}
        isOpen={asking.kind === 'fetch'}
        onClose={close}
      />
      <FoldersDialog hostId={hostId} library={library} isOpen={asking.kind === 'folders'} onClose={close} onChange={setLibrary} />
      {asking.kind === 'delete' && <DeleteDialog hostId={hostId} path={asking.path} onClose={close} />}
    </DropArea>
  );
}

interface ImagesProps {
  readonly library: ImageLibrary;
  readonly chosen: LibraryImage | null;
  readonly onChoose: (image: LibraryImage) => void;
}

function Images({ library, chosen, onChoose }: ImagesProps) {
  if (library.images.length === 0) {
    const looked = library.folders.filter(({ state }) => state === 'ready').map(({ path }) => path);
    return (
      <EmptyState title="No installer ISO here yet">
        {looked.length === 0
          ? `None of the usual folders is on this host. Fetch an ISO: ${chooseFolder(library)} is made for it.`
          : `Nothing was found in ${looked.join(', ')}. Fetch an ISO by its address, the host does it by itself; upload one, also by dropping it here; or add the folder where yours are.`}
      </EmptyState>
    );
  }
  return (
    <>
      <ImagesTable images={library.images} chosen={chosen?.path ?? null} onChoose={onChoose} />
      {library.notice !== null && <Muted>{library.notice}</Muted>}
    </>
  );
}

/** Takes a file of this laptop, into the first folder of the library. */
function useUpload(hostId: string, library: ImageLibrary | null) {
  const { uploads } = useSession();
  const [refusal, setRefusal] = useState<string | null>(null);
  return {
    refusal,
    forgetRefusal: () => setRefusal(null),
    start: (file: File) => {
      const problem = file.size === 0 ? `${file.name} is empty, or a folder.` : findNameProblem(file.name);
      setRefusal(problem === null ? null : `${file.name}: ${problem}`);
      if (problem === null && library !== null) {
        uploads.getState().start(hostId, joinPath(chooseFolder(library), file.name), file);
      }
    },
  };
}

/** Downloads that were begun elsewhere, or before this window was opened, are followed as well. */
function useFollowFetches(hostId: string): void {
  const { operations } = useSession();
  useEffect(() => {
    const { loadHistory, follow } = operations.getState();
    void loadHistory(hostId).then(() => {
      const running = (operations.getState().historyByHost[hostId] ?? []).filter(
        ({ state, target }) => state === 'running' && target.kind === 'image',
      );
      // One that ended meanwhile is in the listing.
      running.forEach(({ operationId }) => void follow(hostId, operationId).catch(() => undefined));
    });
  }, [operations, hostId]);
}
