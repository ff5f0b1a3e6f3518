import { useEffect, useState } from 'react';
import { diskFolder } from '#contract/disks.ts';
import { toProblem } from '#contract/api-error.ts';
import { known, type Fact } from '#domain/fact.ts';
import { listDiskRooms, withDiskFolder, type DiskRoom } from '#domain/machines/disk-room.ts';
import type { DiskPlace } from '#domain/machines/machine-disk.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { DiskFolder } from '#domain/hosts/storage-facts.ts';
import { useSession } from '#renderer/session/session-context.tsx';

export type FolderLook =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'seen'; readonly fact: Fact<DiskFolder> }
  | { readonly kind: 'failed'; readonly message: string };

/** Somebody is typing: the host is asked when they pause. */
const pauseMs = 400;

/** The room of a folder that readings do not tell about; asked once the path is whole. null asks nothing. */
export function useFolderLook(hostId: string, folder: string | null): FolderLook {
  const { client } = useSession();
  const [look, setLook] = useState<FolderLook>({ kind: 'none' });
  useEffect(() => {
    if (folder === null || !diskFolder.safeParse(folder).success) {
      setLook({ kind: 'none' });
      return;
    }
    let isCurrent = true;
    const show = (next: FolderLook) => isCurrent && setLook(next);
    setLook({ kind: 'looking' });
    const timer = setTimeout(() => {
      client.hosts.inspectFolder({ hostId, folder }).then(
        (fact) => show({ kind: 'seen', fact }),
        (error: unknown) => show({ kind: 'failed', message: toProblem(error).message }),
      );
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, hostId, folder]);
  return look;
}

/** The room of the place in the folder that was looked at. */
export function findSeenRoom(look: FolderLook, place: DiskPlace, facts: HostFacts): DiskRoom | null {
  if (look.kind !== 'seen' || look.fact.kind === 'unavailable' || place.kind !== 'file') {
    return null;
  }
  const storage = withDiskFolder({ ...facts.storage, folders: known([], look.fact.command) }, look.fact);
  const { folder, format } = place;
  return (
    listDiskRooms({ ...facts, storage }).find(
      ({ place: other }) => other.kind === 'file' && other.folder === folder && other.format === format,
    ) ?? null
  );
}
