import type { Session } from './create-session.ts';
import { followAlerts } from './follow-alerts.ts';
import { followNotices } from './follow-notices.ts';
import { connectVisited } from './connect-visited.ts';
import { parsePlace, toHash } from './place.ts';

/**
 * Starts what the window listens to for as long as it is open: hosts, commands, and a reading of every connected host.
 * Readings rest while nobody looks. Returns the function that ends it all.
 */
export function runSession(session: Session, page: Document): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  void session.hosts.getState().watch(signal);
  void session.commands.getState().watch(signal);
  void session.practice.getState().load();
  followAlerts(session, signal);

  const listenTo = followNotices(session);
  const followConnected = () => {
    const connected = session.hosts
      .getState()
      .views.filter(({ connection }) => connection.kind === 'connected')
      .map(({ host }) => host.id);
    const looked = page.hidden ? [] : connected;
    session.readings.getState().follow(looked);
    listenTo(looked);
  };
  const stopFollowing = session.hosts.subscribe(followConnected);
  page.addEventListener('visibilitychange', followConnected, { signal });

  const stopRemembering = rememberPlace(session);
  const stopConnecting = connectVisited(session);
  return () => {
    controller.abort();
    stopFollowing();
    stopRemembering();
    stopConnecting();
    session.readings.getState().follow([]);
    listenTo([]);
  };
}

/** Goes to the place where the window was left, where the address does not name one, and keeps it from then on. */
function rememberPlace(session: Session): () => void {
  const { settings, location } = session;
  const hadAddress = location.getState().place.kind !== 'welcome';
  void settings
    .getState()
    .load()
    .then(() => {
      const last = parsePlace(settings.getState().settings.lastPlace ?? '');
      if (!hadAddress && last !== null && location.getState().place.kind === 'welcome') {
        location.getState().replace(last);
      }
    });
  return location.subscribe(({ place }, before) => {
    if (place !== before.place) {
      session.inspector.getState().clear();
      void settings.getState().change({ lastPlace: toHash(place) });
    }
  });
}
