import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { ElasticAddress } from '#domain/ec2/address.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { ButtonRow } from '#renderer/ui/button-row.tsx';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import type { Column } from '#renderer/ui/data-table.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { AssociateDialog } from './associate-dialog.tsx';
import { Ec2ListView } from './ec2-list.tsx';
import type { OfCloud } from './of-cloud.ts';
import { useEc2Change } from './use-ec2-change.ts';
import { useEc2List } from './use-ec2-list.ts';

interface Wish {
  readonly kind: 'associate' | 'disassociate' | 'release';
  readonly address: ElasticAddress;
}

/** Public addresses that the account holds, whatever instance has them. */
export function AddressesTab({ hostId, cloud }: OfCloud) {
  const { ec2 } = useSession().client;
  const list = useEc2List(useCallback(() => ec2.addresses({ hostId, cloud }), [ec2, hostId, cloud]));
  const { isBusy, change } = useEc2Change(list.refresh);
  const [wish, setWish] = useState<Wish | null>(null);
  const close = () => setWish(null);
  const allocate = () => change('No address was taken', () => ec2.allocateAddress({ hostId, cloud }));
  const actions: Column<ElasticAddress> = {
    id: 'actions',
    title: 'Actions',
    align: 'right',
    render: (address) => {
      const isFree = address.instanceId === null;
      return (
        <ButtonRow>
          <Button
            size="compact-xs"
            disabled={isBusy}
            onClick={() => setWish({ kind: isFree ? 'associate' : 'disassociate', address })}
          >
            {isFree ? 'Give to an instance …' : 'Take back …'}
          </Button>
          <Button size="compact-xs" disabled={isBusy || !isFree} onClick={() => setWish({ kind: 'release', address })}>
            Release …
          </Button>
        </ButtonRow>
      );
    },
  };
  return (
    <>
      <Ec2ListView
        list={list}
        noun="addresses"
        columns={[...columns, actions]}
        keyOf={({ address }) => address}
        empty="This account holds no address of its own; instances get one from the cloud when they start."
        actions={
          <Button variant="filled" loading={isBusy} onClick={() => void allocate()}>
            Take an address
          </Button>
        }
      />
      {wish?.kind === 'associate' && (
        <AssociateDialog
          hostId={hostId}
          cloud={cloud}
          address={wish.address.address}
          onClose={close}
          onAssociated={list.refresh}
        />
      )}
      {wish?.kind === 'disassociate' && (
        <ConfirmDialog
          title={`Take ${wish.address.address} from ${wish.address.instanceId ?? 'its instance'}?`}
          confirm={`Take ${wish.address.address} back`}
          keep="Leave it there"
          onClose={close}
          onConfirm={() =>
            void change('The address was not taken back', () =>
              ec2.disassociateAddress({ hostId, cloud, address: wish.address.address }),
            )
          }
        >
          Connections through it break. The account keeps the address; the instance gets another one where the cloud has one free.
        </ConfirmDialog>
      )}
      {wish?.kind === 'release' && (
        <ConfirmDialog
          title={`Release ${wish.address.address}?`}
          confirm={`Release ${wish.address.address}`}
          keep="Keep it"
          onClose={close}
          onConfirm={() =>
            void change('The address was not released', () =>
              ec2.releaseAddress({ hostId, cloud, address: wish.address.address }),
            )
          }
        >
          The cloud may give it to anybody else; nobody promises that you get the same one again.
        </ConfirmDialog>
      )}
    </>
  );
}

const columns: readonly Column<ElasticAddress>[] = [
  { id: 'address', title: 'Address', isFact: true, render: ({ address }) => address },
  {
    id: 'state',
    title: 'State',
    render: ({ instanceId }) => (
      <StateMark tone={instanceId === null ? 'off' : 'ok'} word={instanceId === null ? 'free' : 'in use'} />
    ),
  },
  { id: 'instance', title: 'Instance', isFact: true, render: ({ instanceId }) => instanceId ?? '–' },
];
