import type { Alert } from '#domain/alerts/alert.ts';

/** Whether this browser shows notifications of this page; `unasked` until the person has been asked. */
export type NotifierPermission = 'granted' | 'denied' | 'unasked' | 'unsupported';

/** The desktop's notifications, as far as a page has them. */
export interface DesktopNotifier {
  readonly getPermission: () => NotifierPermission;
  /** The browser asks the person; to be called on their click only. */
  readonly ask: () => Promise<NotifierPermission>;
  readonly show: (alert: Alert, onClick: () => void) => void;
}

const words: Readonly<Record<NotificationPermission, NotifierPermission>> = {
  granted: 'granted',
  denied: 'denied',
  default: 'unasked',
};

export function createDesktopNotifier(page: Window): DesktopNotifier {
  // Some browsers have no such thing, and some only for pages they call secure.
  const isSupported = 'Notification' in page;
  const getPermission = () => (isSupported ? words[Notification.permission] : 'unsupported');
  return {
    getPermission,
    async ask() {
      if (isSupported) {
        await Notification.requestPermission();
      }
      return getPermission();
    },
    show({ id, title, body }, onClick) {
      const notification = new Notification(title, { body, tag: id });
      notification.addEventListener('click', () => {
        page.focus();
        onClick();
        notification.close();
      });
    },
  };
}
