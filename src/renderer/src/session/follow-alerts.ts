import type { Alert } from '#domain/alerts/alert.ts';
import type { DesktopNotifier } from '#renderer/lib/desktop-notifier.ts';
import type { Session } from './create-session.ts';
import { keepListening } from './keep-listening.ts';

type Following = Pick<Session, 'client' | 'settings' | 'location'> & { readonly notifier: DesktopNotifier };

/** Shows alerts through the browser. In the desktop application its main process does that, also while there is no window. */
export function followAlerts({ client, settings, location, notifier }: Following, signal: AbortSignal): void {
  const show = (alert: Alert) => {
    const { about: shell, settings: wanted } = settings.getState();
    const isWanted = wanted.notifications || alert.kind === 'trial';
    if (shell?.shell === 'browser' && isWanted && notifier.getPermission() === 'granted') {
      notifier.show(alert, () => {
        if (alert.about !== null) {
          location.getState().go({ kind: 'cloud', ...alert.about });
        }
      });
    }
  };
  void keepListening({
    open: (until) => client.alerts.watch({}, { signal: until }),
    onItem: show,
    // A link that is lost is told by the window itself.
    onProblem: () => undefined,
    signal,
  });
}
