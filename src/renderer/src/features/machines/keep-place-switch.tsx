import { Switch } from '@mantine/core';
import { useState } from 'react';
import { diskPlace } from '#contract/disks.ts';
import { toProblem } from '#contract/api-error.ts';
import { describePlace } from '#domain/machines/describe-place.ts';
import { isSamePlace } from '#domain/machines/disk-room.ts';
import type { DiskPlace } from '#domain/machines/machine-disk.ts';
import { useHost, useSession } from '#renderer/session/session-context.tsx';

/** Whether new machines on this host get their disks here too; remembered on this laptop at once. */
export function KeepPlaceSwitch({ hostId, place }: { readonly hostId: string; readonly place: DiskPlace }) {
  const { client } = useSession();
  const kept = useHost(hostId)?.host.diskPlace ?? null;
  const [problem, setProblem] = useState<string | null>(null);
  const isKept = kept !== null && isSamePlace(kept, place);
  const keep = async (isWanted: boolean) => {
    try {
      await client.hosts.setDiskPlace({ hostId, place: isWanted ? place : null });
      setProblem(null);
    } catch (error) {
      setProblem(toProblem(error).message);
    }
  };
  return (
    <Switch
      label="Use this place for new machines on this host"
      description={describeKept(kept, isKept)}
      error={problem}
      disabled={!diskPlace.safeParse(place).success}
      checked={isKept}
      onChange={(event) => void keep(event.currentTarget.checked)}
    />
  );
}

function describeKept(kept: DiskPlace | null, isKept: boolean): string {
  if (isKept) {
    return 'Remembered on this laptop. Switch it off to let the host’s room decide again.';
  }
  return kept === null ? 'Now the place with the most room is proposed.' : `Now it is ${describePlace(kept)}.`;
}
