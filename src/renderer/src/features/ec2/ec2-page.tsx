import { Button, Tabs } from '@mantine/core';
import { useState, type ComponentType } from 'react';
import { useGo } from '#renderer/session/session-context.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { AddressesTab } from './addresses-tab.tsx';
import { GroupsTab } from './groups-tab.tsx';
import { ImagesTab } from './images-tab.tsx';
import { InstancesTab } from './instances-tab.tsx';
import { KeysTab } from './keys-tab.tsx';
import type { OfCloud } from './of-cloud.ts';
import { VolumesTab } from './volumes-tab.tsx';

const tabs = {
  instances: { title: 'Instances', Tab: InstancesTab },
  images: { title: 'Images', Tab: ImagesTab },
  keys: { title: 'Key pairs', Tab: KeysTab },
  groups: { title: 'Security groups', Tab: GroupsTab },
  volumes: { title: 'Volumes', Tab: VolumesTab },
  addresses: { title: 'Addresses', Tab: AddressesTab },
} satisfies Record<string, { readonly title: string; readonly Tab: ComponentType<OfCloud> }>;

type TabName = keyof typeof tabs;

const names: readonly TabName[] = ['instances', 'images', 'keys', 'groups', 'volumes', 'addresses'];

/** What is in a cloud, as its own EC2 API tells it. */
export function Ec2Page({ hostId, cloud }: OfCloud) {
  const go = useGo();
  const [name, setName] = useState<TabName>('instances');
  const { Tab } = tabs[name];
  return (
    <Page
      title={`Instances & images of ${cloud}`}
      lead="As the cloud’s own EC2 API tells it, asked through the host."
      actions={<Button onClick={() => go({ kind: 'cloud', hostId, cloud })}>Back to the cloud</Button>}
      tabs={
        <Tabs value={name} onChange={(value) => setName(names.find((each) => each === value) ?? 'instances')}>
          <Tabs.List aria-label={`What is in ${cloud}`}>
            {names.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {tabs[each].title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
    >
      <Tab hostId={hostId} cloud={cloud} />
    </Page>
  );
}
