import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { describePorts, type Opening } from '#domain/ec2/security-group.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { ButtonRow } from '#renderer/ui/button-row.tsx';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import type { Column } from '#renderer/ui/data-table.tsx';
import { Ec2ListView } from './ec2-list.tsx';
import type { OfCloud } from './of-cloud.ts';
import { OpenPortDialog } from './open-port-dialog.tsx';
import { toGroupRows, type GroupRow } from './to-group-rows.ts';
import { useEc2Change } from './use-ec2-change.ts';
import { useEc2List } from './use-ec2-list.ts';

type Wish =
  | { readonly kind: 'open'; readonly group: string }
  | { readonly kind: 'close'; readonly group: string; readonly opening: Opening };

/** What reaches instances: each group with its openings, one line each, to open and to close. */
export function GroupsTab({ hostId, cloud }: OfCloud) {
  const { ec2 } = useSession().client;
  const ask = useCallback(async () => toGroupRows(await ec2.groups({ hostId, cloud })), [ec2, hostId, cloud]);
  const list = useEc2List(ask);
  const { isBusy, change } = useEc2Change(list.refresh);
  const [wish, setWish] = useState<Wish | null>(null);
  const close = () => setWish(null);
  const actions: Column<GroupRow> = {
    id: 'actions',
    title: 'Actions',
    align: 'right',
    render: ({ group, isFirst, opening }) => (
      <ButtonRow>
        {isFirst && (
          <Button size="compact-xs" disabled={isBusy} onClick={() => setWish({ kind: 'open', group: group.name })}>
            Open a port …
          </Button>
        )}
        {opening !== null && (
          <Button
            size="compact-xs"
            disabled={isBusy}
            aria-label={`Close ${describePorts(opening)} from ${opening.source}`}
            onClick={() => setWish({ kind: 'close', group: group.name, opening })}
          >
            Close …
          </Button>
        )}
      </ButtonRow>
    ),
  };
  return (
    <>
      <Ec2ListView
        list={list}
        noun="security groups"
        columns={[...columns, actions]}
        keyOf={({ id }) => id}
        empty="An account has one from its beginning; that there is none is strange."
      />
      {wish?.kind === 'open' && (
        <OpenPortDialog hostId={hostId} cloud={cloud} group={wish.group} onClose={close} onOpened={list.refresh} />
      )}
      {wish?.kind === 'close' && (
        <ConfirmDialog
          title={`Close ${describePorts(wish.opening)} in ${wish.group}?`}
          confirm={`Close ${describePorts(wish.opening)}`}
          keep="Keep it open"
          onClose={close}
          onConfirm={() =>
            void change('Nothing was closed', () => ec2.closePort({ hostId, cloud, group: wish.group, ...wish.opening }))
          }
        >
          Nothing new from {wish.opening.source} reaches the instances of {wish.group} there any more. Other openings stay.
        </ConfirmDialog>
      )}
    </>
  );
}

const columns: readonly Column<GroupRow>[] = [
  { id: 'name', title: 'Group', isFact: true, render: ({ group, isFirst }) => (isFirst ? group.name : '') },
  { id: 'ports', title: 'Lets in', isFact: true, render: ({ ports }) => ports },
  { id: 'from', title: 'From', isFact: true, render: ({ from }) => from },
  { id: 'description', title: 'Description', render: ({ group, isFirst }) => (isFirst ? (group.description ?? '–') : '') },
];
