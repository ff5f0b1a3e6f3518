import { useCallback } from 'react';
import { describePorts } from '#domain/ec2/security-group.ts';
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

export function VolumesTab({ hostId, cloud }: OfCloud) {
  const { ec2 } = useSession().client;
  const list = useEc2List(useCallback(() => ec2.volumes({ hostId, cloud }), [ec2, hostId, cloud]));
  return (
    <Ec2ListView
      list={list}
      noun="volumes"
      columns={[
        { id: 'id', title: 'Volume', isFact: true, render: ({ id }) => id },
        { id: 'size', title: 'Size', align: 'right', isFact: true, render: ({ sizeGiB }) => `${sizeGiB} GiB` },
        { id: 'status', title: 'State', render: ({ status }) => status },
        { id: 'zone', title: 'Zone', isFact: true, render: ({ zone }) => zone ?? '–' },
        { id: 'instance', title: 'Instance', isFact: true, render: ({ attachments: [first] }) => first?.instanceId ?? '–' },
      ]}
      keyOf={({ id }) => id}
      empty={`Make one with: nutshell ec2 create-volume ${cloud} --size-gib 1 --zone ZONE`}
    />
  );
}

export function GroupsTab({ hostId, cloud }: OfCloud) {
  const { ec2 } = useSession().client;
  const list = useEc2List(useCallback(() => ec2.groups({ hostId, cloud }), [ec2, hostId, cloud]));
  return (
    <Ec2ListView
      list={list}
      noun="security groups"
      columns={[
        { id: 'name', title: 'Group', isFact: true, render: ({ name }) => name },
        {
          id: 'open',
          title: 'Lets in',
          isSentence: true,
          render: ({ permissions }) =>
            permissions.map((each) => `${describePorts(each)} from ${[...each.sources, ...each.groups].join(', ')}`).join('; ') ||
            'nothing',
        },
        { id: 'description', title: 'Description', render: ({ description }) => description ?? '–' },
      ]}
      keyOf={({ name }) => name}
      empty="An account has one from its beginning; that there is none is strange."
    />
  );
}

export function AddressesTab({ hostId, cloud }: OfCloud) {
  const { ec2 } = useSession().client;
  const list = useEc2List(useCallback(() => ec2.addresses({ hostId, cloud }), [ec2, hostId, cloud]));
  return (
    <Ec2ListView
      list={list}
      noun="addresses"
      columns={[
        { id: 'address', title: 'Address', isFact: true, render: ({ address }) => address },
        { id: 'instance', title: 'Instance', isFact: true, render: ({ instanceId }) => instanceId ?? 'free' },
      ]}
      keyOf={({ address }) => address}
      empty="This account holds no address of its own; instances get one from the cloud when they start."
    />
  );
}
