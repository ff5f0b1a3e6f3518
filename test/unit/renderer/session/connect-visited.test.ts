import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { HostView } from '#contract/hosts.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Place } from '#renderer/session/place.ts';
import type { Session } from '#renderer/session/create-session.ts';
import { connectVisited } from '#renderer/session/connect-visited.ts';

const host: Host = {
  id: 'alpha',
  name: 'alpha',
  address: '192.0.2.1',
  port: 22,
  user: 'root',
  auth: { kind: 'agent' },
  jumps: [],
  origin: 'own',
};
const asView = (kind: 'disconnected' | 'connecting'): HostView => ({ host, connection: { kind } });

function open(view: HostView) {
  const asked: string[] = [];
  const hosts = createStore(() => ({ views: [] as readonly HostView[] }));
  const location = createStore<{ readonly place: Place }>(() => ({ place: { kind: 'host', hostId: 'alpha', tab: 'overview' } }));
  const client = {
    hosts: {
      connect: async ({ hostId }: { hostId: string }) => {
        asked.push(hostId);
        throw new Error('the line is down');
      },
    },
  };
  const stop = connectVisited({ client, hosts, location } as unknown as Session);
  hosts.setState({ views: [view] });
  return { asked, hosts, location, stop };
}

it('connects to the host that the window was left on, and survives that it cannot', () => {
  expect(open(asView('disconnected')).asked).toEqual(['alpha']);
});

it('leaves alone who was disconnected by the person, and what connects already', () => {
  const { asked, hosts, location } = open(asView('connecting'));
  hosts.setState({ views: [asView('disconnected')] });
  location.setState({ place: { kind: 'host', hostId: 'alpha', tab: 'machines' } });
  expect(asked).toEqual([]);
});

it('does nothing at places of no host', () => {
  const { asked, location, hosts, stop } = open(asView('connecting'));
  location.setState({ place: { kind: 'welcome' } });
  stop();
  hosts.setState({ views: [asView('disconnected')] });
  expect(asked).toEqual([]);
});
