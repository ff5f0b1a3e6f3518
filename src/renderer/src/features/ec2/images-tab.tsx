import { useCallback } from 'react';
import { useSession } from '#renderer/session/session-context.tsx';
import { Ec2ListView } from './ec2-list.tsx';
import type { OfCloud } from './of-cloud.ts';
import { useEc2List } from './use-ec2-list.ts';

export function ImagesTab({ hostId, cloud }: OfCloud) {
  const { ec2 } = useSession().client;
  const list = useEc2List(useCallback(() => ec2.images({ hostId, cloud }), [ec2, hostId, cloud]));
  return (
    <Ec2ListView
      list={list}
      noun="images"
      columns={[
        { id: 'id', title: 'Image', isFact: true, render: ({ id }) => id },
        { id: 'name', title: 'Name', render: ({ name }) => name ?? '–' },
        { id: 'kind', title: 'Kind', render: ({ kind }) => kind },
        { id: 'state', title: 'State', render: ({ state }) => state },
        { id: 'location', title: 'Location', isFact: true, render: ({ location }) => location ?? '–' },
      ]}
      keyOf={({ id }) => id}
      empty="Nothing can be started before an image is registered. FastStart makes one while it installs."
    />
  );
}
