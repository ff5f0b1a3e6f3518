import type { Notification } from 'electron';
import type { AppClient } from '#contract/api.ts';
import type { Alert } from '#domain/alerts/alert.ts';

/** What of Electron's class is used: the class itself, or in a test one that remembers. */
export interface NotificationClass {
  isSupported(): boolean;
  new (options: { readonly title: string; readonly body: string }): Pick<Notification, 'on' | 'show'>;
}

export interface AlertNotifierOptions {
  readonly client: Pick<AppClient, 'alerts' | 'settings'>;
  readonly Notification: NotificationClass;
  /** Brings the window to the front, on this place of the page. */
  readonly showPlace: (place: string | null) => void;
}

/** Shows alerts on the desktop for as long as the application runs, unless its settings say no. Ends with the back end. */
export async function notifyAlerts({ client, Notification, showPlace }: AlertNotifierOptions): Promise<void> {
  // What is shown must not be forgotten before it was clicked: nobody else holds it.
  const shown = new Set<object>();
  for await (const alert of client.alerts.watch({})) {
    if (!Notification.isSupported() || (alert.kind !== 'trial' && !(await client.settings.get({})).notifications)) {
      continue;
    }
    const notification = new Notification({ title: alert.title, body: alert.body });
    shown.add(notification);
    notification.on('click', () => showPlace(toPlace(alert)));
    notification.on('close', () => shown.delete(notification));
    notification.show();
  }
}

/** As the page names its places. */
function toPlace({ about }: Alert): string | null {
  return about === null ? null : `/hosts/${encodeURIComponent(about.hostId)}/clouds/${encodeURIComponent(about.cloud)}`;
}
