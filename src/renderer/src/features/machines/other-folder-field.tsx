import { TextInput } from '@mantine/core';
import type { DiskOf } from '#domain/machines/machine-disk.ts';
import { useReading } from '#renderer/session/session-context.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { DiskRoomMeter } from './disk-room-meter.tsx';
import { useLaunchStore } from './launch-context.tsx';
import { findSeenRoom, useFolderLook, type FolderLook } from './use-folder-room.ts';

interface OtherFolderFieldProps {
  readonly hostId: string;
  readonly disk: DiskOf<'file'>;
  readonly error: string | null;
}

/** A folder by its path, and what room it has as soon as the host has looked. */
export function OtherFolderField({ hostId, disk, error }: OtherFolderFieldProps) {
  const { changeDisk } = useLaunchStore(hostId).getState();
  const facts = useReading(hostId).reading?.facts ?? null;
  const look = useFolderLook(hostId, disk.folder);
  const room = facts && findSeenRoom(look, disk, facts);
  return (
    <>
      <TextInput
        label="Folder on the host"
        description="Its whole path, for example /srv/disks. It must be there already."
        error={error}
        value={disk.folder}
        spellCheck={false}
        onChange={(event) => changeDisk({ place: { kind: 'file', folder: event.currentTarget.value, format: disk.format } })}
      />
      {room && room.obstacle === null ? <DiskRoomMeter room={room} /> : <Look look={look} />}
    </>
  );
}

/** What stands in the way of knowing the room; an obstacle is told by the field itself. */
function Look({ look }: { readonly look: FolderLook }) {
  if (look.kind === 'looking') {
    return <Muted>Looking at the folder …</Muted>;
  }
  if (look.kind === 'failed') {
    return <Muted>The folder could not be looked at: {look.message}</Muted>;
  }
  return look.kind === 'seen' && look.fact.kind === 'unavailable' ? (
    <Muted>The room of the folder could not be read: {look.fact.reason}.</Muted>
  ) : null;
}
