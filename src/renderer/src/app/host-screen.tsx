import { ActionIcon, Button, Menu, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useCallback, useEffect } from 'react';
import type { HostView } from '#contract/hosts.ts';
import { toProblem } from '#contract/api-error.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { describeTarget, type Host } from '#domain/hosts/host.ts';
import { ActivityView } from '#renderer/features/activity/activity-view.tsx';
import { InterruptedBanners } from '#renderer/features/activity/interrupted-banners.tsx';
import { AddressesView } from '#renderer/features/addressing/addresses-view.tsx';
import { CheckpointsView } from '#renderer/features/checkpoints/checkpoints-view.tsx';
import { CloudsView } from '#renderer/features/clouds/clouds-view.tsx';
import { ConnectPanel } from '#renderer/features/hosts/connect-panel.tsx';
import { ConnectionBanner } from '#renderer/features/hosts/connection-banner.tsx';
import { toConnectionTone, toConnectionWord } from '#renderer/features/hosts/connection-words.ts';
import { HostOverview } from '#renderer/features/hosts/host-overview.tsx';
import { toInput } from '#renderer/features/hosts/add-host-page.tsx';
import { useConnect } from '#renderer/features/hosts/use-connect.ts';
import { ImagesView } from '#renderer/features/images/images-view.tsx';
import { EndedByRestart } from '#renderer/features/machines/ended-by-restart.tsx';
import { MachinesTable } from '#renderer/features/machines/machines-table.tsx';
import { RemovalBanners } from '#renderer/features/machines/removal-banners.tsx';
import { HostNetworkView } from '#renderer/features/path/host-network-view.tsx';
import { hostTabs, type HostTab } from '#renderer/session/place.ts';
import { useGo, useReading, useSession } from '#renderer/session/session-context.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';

const titles: Readonly<Record<HostTab, string>> = {
  overview: 'Overview',
  machines: 'Machines',
  network: 'Network',
  clouds: 'Clouds',
  addresses: 'Addresses',
  checkpoints: 'Checkpoints',
  images: 'ISO library',
  activity: 'Activity',
};

const noMachines: readonly Machine[] = [];

interface HostScreenProps {
  readonly view: HostView;
  readonly tab: HostTab;
}

/** A host: its state beside its name, whatever it asks on the way in, and its tabs. */
export function HostScreen({ view, tab }: HostScreenProps) {
  const { host, connection } = view;
  const { readings } = useSession();
  const go = useGo();
  const machines = useReading(host.id).reading?.machines ?? noMachines;
  const count = useReading(host.id).reading?.machines.length;
  const onConnected = useCallback(() => void readings.getState().refresh(host.id), [readings, host.id]);
  const conversation = useConnect(onConnected);
  const isTalking = conversation.stage.kind !== 'idle' && conversation.stage.kind !== 'connected';
  return (
    <Page
      title={host.name}
      state={<StateMark tone={toConnectionTone(connection)} word={toConnectionWord(connection)} />}
      lead={describeTarget(host)}
      actions={<HostActions view={view} />}
      isFilled={tab === 'activity'}
      tabs={
        <Tabs
          value={tab}
          onChange={(value) => go({ kind: 'host', hostId: host.id, tab: hostTabs.find((each) => each === value) ?? 'overview' })}
        >
          <Tabs.List aria-label={`About ${host.name}`}>
            {hostTabs.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {each === 'machines' && count !== undefined ? `${titles[each]} ${count.toString()}` : titles[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
    >
      {tab === 'activity' ? (
        <ActivityView hostId={host.id} machine={null} />
      ) : (
        <Sections>
          {isTalking ? (
            <ConnectPanel conversation={conversation} hostId={host.id} address={describeTarget(host)} />
          ) : (
            <ConnectionBanner view={view} conversation={conversation} />
          )}
          {tab !== 'images' && <InterruptedBanners hostId={host.id} machine={null} />}
          {tab !== 'images' && <EndedByRestart hostId={host.id} machines={machines} />}
          <HostTabContent view={view} tab={tab} onRetry={() => void readings.getState().refresh(host.id)} />
        </Sections>
      )}
    </Page>
  );
}

interface HostTabContentProps extends HostScreenProps {
  readonly tab: Exclude<HostTab, 'activity'>;
  readonly onRetry: () => void;
}

function HostTabContent({ view, tab, onRetry }: HostTabContentProps) {
  const hostId = view.host.id;
  switch (tab) {
    case 'overview':
      return <HostOverview view={view} />;
    case 'machines':
      return (
        <>
          <RemovalBanners hostId={hostId} />
          <MachinesTable hostId={hostId} onRetry={onRetry} />
        </>
      );
    case 'clouds':
      return <CloudsView hostId={hostId} onRetry={onRetry} />;
    case 'network':
      return <HostNetworkView hostId={hostId} onRetry={onRetry} />;
    case 'addresses':
      return <AddressesView hostId={hostId} />;
    case 'images':
      return <ImagesView hostId={hostId} />;
    case 'checkpoints':
      return (
        <>
          <RemovalBanners hostId={hostId} />
          <CheckpointsView hostId={hostId} onRetry={onRetry} />
        </>
      );
  }
}

function HostActions({ view }: { readonly view: HostView }) {
  const { client, terminalTabs } = useSession();
  const go = useGo();
  const removeHost = useRemoveHost();
  const { host, connection } = view;
  const isConnected = connection.kind === 'connected';
  const openTerminal = () => terminalTabs.getState().open({ hostId: host.id, place: { kind: 'host' }, title: host.name });
  return (
    <>
      <Button disabled={!isConnected} onClick={openTerminal}>
        Terminal
      </Button>
      <Button variant="filled" disabled={!isConnected} onClick={() => go({ kind: 'launch', hostId: host.id })}>
        Launch machine
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More about ${host.name}`} size="md">
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => go({ kind: 'edit-host', hostId: host.id })}>Edit host</Menu.Item>
          <Menu.Item disabled={!isConnected} onClick={() => void client.hosts.disconnect({ hostId: host.id })}>
            Disconnect
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => void removeHost(host)}>Remove host from the list</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** Removing forgets the host here and touches nothing on it; it can be taken back from the notification. */
function useRemoveHost(): (host: Host) => Promise<void> {
  const { client } = useSession();
  const go = useGo();
  return async (host) => {
    const say = (title: string, error: unknown) =>
      notifications.show({ title, message: toProblem(error).message, color: 'red', autoClose: false });
    const undo = (notificationId: string) => {
      notifications.hide(notificationId);
      const { name, address, port, user, auth, jumps, origin } = host;
      const draft = { name, address, port, user, auth, jumps, origin };
      client.hosts
        .add({ draft: toInput(draft) })
        .then((again) => go({ kind: 'host', hostId: again.id, tab: 'overview' }))
        .catch((error: unknown) => say('The host was not brought back', error));
    };
    try {
      await client.hosts.remove({ hostId: host.id });
      go({ kind: 'welcome' });
      const notificationId = `removed-${host.id}`;
      notifications.show({
        id: notificationId,
        title: `${host.name} was removed from the list`,
        message: <Button onClick={() => undo(notificationId)}>Bring it back</Button>,
        autoClose: 12_000,
      });
    } catch (error) {
      say('The host was not removed', error);
    }
  };
}

/** Sends those who follow an old address to a host that is no longer there back to the start. */
export function MissingPlace() {
  const { location } = useSession();
  useEffect(() => {
    location.getState().replace({ kind: 'welcome' });
  }, [location]);
  return null;
}
