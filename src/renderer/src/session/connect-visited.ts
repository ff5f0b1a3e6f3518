import type { Session } from './create-session.ts';
import { findHost } from './create-hosts-store.ts';

/**
 * Connects to a host when the person first goes to one of its places: a window opened where it was left shows what is there,
 * not a button. Once a host; who disconnects stays disconnected. What must be asked shows as the connection's own state.
 */
export function connectVisited({ client, hosts, location }: Pick<Session, 'client' | 'hosts' | 'location'>): () => void {
  const visited = new Set<string>();

  const visit = () => {
    const { place } = location.getState();
    const hostId = 'hostId' in place ? place.hostId : null;
    const view = hostId === null ? null : findHost(hosts.getState().views, hostId);
    if (hostId === null || view === null || visited.has(hostId)) {
      return;
    }
    visited.add(hostId);
    if (view.connection.kind === 'disconnected') {
      // A failure needs no words here: it is the connection's state, and that is always shown.
      client.hosts
        .connect({ hostId, answers: { acceptedFingerprints: [], secrets: [], remember: false } })
        .catch(() => undefined);
    }
  };
  const stops = [hosts.subscribe(visit), location.subscribe(visit)];
  return () => stops.forEach((stop) => stop());
}
