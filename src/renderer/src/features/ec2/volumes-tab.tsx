import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { Ec2Volume } from '#domain/ec2/volume.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { ButtonRow } from '#renderer/ui/button-row.tsx';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import type { Column } from '#renderer/ui/data-table.tsx';
import { StateMark, type Tone } from '#renderer/ui/state-mark.tsx';
import { AttachDialog } from './attach-dialog.tsx';
import { Ec2ListView } from './ec2-list.tsx';
import type { OfCloud } from './of-cloud.ts';
import { useEc2Change } from './use-ec2-change.ts';
import { useEc2List } from './use-ec2-list.ts';
import { VolumeDialog } from './volume-dialog.tsx';

type Wish = { readonly kind: 'create' } | { readonly kind: 'attach' | 'detach' | 'delete'; readonly volume: Ec2Volume };

/** Disks that outlive instances: made, given to one, taken from it, deleted. */
export function VolumesTab({ hostId, cloud }: OfCloud) {
  const { ec2 } = useSession().client;
  const list = useEc2List(useCallback(() => ec2.volumes({ hostId, cloud }), [ec2, hostId, cloud]));
  const { isBusy, change } = useEc2Change(list.refresh);
  const [wish, setWish] = useState<Wish | null>(null);
  const close = () => setWish(null);
  const actions: Column<Ec2Volume> = {
    id: 'actions',
    title: 'Actions',
    align: 'right',
    render: (volume) => {
      const isAttached = volume.attachments.length > 0;
      return (
        <ButtonRow>
          <Button size="compact-xs" disabled={isBusy} onClick={() => setWish({ kind: isAttached ? 'detach' : 'attach', volume })}>
            {isAttached ? 'Detach …' : 'Attach …'}
          </Button>
          <Button size="compact-xs" disabled={isBusy || isAttached} onClick={() => setWish({ kind: 'delete', volume })}>
            Delete …
          </Button>
        </ButtonRow>
      );
    },
  };
  return (
    <>
      <Ec2ListView
        list={list}
        noun="volumes"
        columns={[...columns, actions]}
        keyOf={({ id }) => id}
        empty="A volume is a disk that stays when its instance ends. Make one, and give it to an instance."
        actions={
          <Button variant="filled" onClick={() => setWish({ kind: 'create' })}>
            New volume …
          </Button>
        }
      />
      {wish?.kind === 'create' && <VolumeDialog hostId={hostId} cloud={cloud} onClose={close} onMade={list.refresh} />}
      {wish?.kind === 'attach' && (
        <AttachDialog hostId={hostId} cloud={cloud} volume={wish.volume} onClose={close} onAttached={list.refresh} />
      )}
      {wish?.kind === 'detach' && (
        <ConfirmDialog
          title={`Take ${wish.volume.id} from ${wish.volume.attachments[0]?.instanceId ?? 'its instance'}?`}
          confirm={`Detach ${wish.volume.id}`}
          keep="Keep it there"
          onClose={close}
          onConfirm={() =>
            void change('The volume was not detached', () => ec2.detachVolume({ hostId, cloud, volumeId: wish.volume.id }))
          }
        >
          What the instance has not written to it yet is lost: unmount it there first. What is on it stays.
        </ConfirmDialog>
      )}
      {wish?.kind === 'delete' && (
        <ConfirmDialog
          title={`Delete ${wish.volume.id}?`}
          confirm={`Delete ${wish.volume.id}`}
          keep="Keep it"
          onClose={close}
          onConfirm={() =>
            void change('The volume was not deleted', () => ec2.deleteVolume({ hostId, cloud, volumeId: wish.volume.id }))
          }
        >
          Its {wish.volume.sizeGiB} GiB and everything on them are gone for good. Snapshots that were made of it stay.
        </ConfirmDialog>
      )}
    </>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  available: 'off',
  'in-use': 'ok',
  creating: 'busy',
  deleting: 'busy',
  error: 'broken',
};

const columns: readonly Column<Ec2Volume>[] = [
  { id: 'id', title: 'Volume', isFact: true, render: ({ id }) => id },
  { id: 'size', title: 'Size', align: 'right', isFact: true, render: ({ sizeGiB }) => `${sizeGiB} GiB` },
  { id: 'status', title: 'State', render: ({ status }) => <StateMark tone={tones[status] ?? 'unknown'} word={status} /> },
  { id: 'zone', title: 'Zone', isFact: true, render: ({ zone }) => zone ?? '–' },
  { id: 'instance', title: 'Instance', isFact: true, render: ({ attachments: [first] }) => first?.instanceId ?? '–' },
  { id: 'device', title: 'As', isFact: true, render: ({ attachments: [first] }) => first?.device ?? '–' },
];
