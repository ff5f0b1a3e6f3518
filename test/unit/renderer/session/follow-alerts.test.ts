import { describe, expect, it, vi } from 'vitest';
import type { AppClient } from '#contract/api.ts';
import { buildTrialAlert, type Alert } from '#domain/alerts/alert.ts';
import { defaultSettings } from '#domain/settings/settings.ts';
import type { DesktopNotifier, NotifierPermission } from '#renderer/lib/desktop-notifier.ts';
import type { Session } from '#renderer/session/create-session.ts';
import { createAlertsStore } from '#renderer/session/create-alerts-store.ts';
import { followAlerts } from '#renderer/session/follow-alerts.ts';

const done: Alert = {
  id: 'op-1 done',
  kind: 'done',
  title: 'Cloud blue is done',
  body: 'It is.',
  about: { hostId: 'kvm1', cloud: 'blue' },
};

interface Choices {
  readonly shell?: 'browser' | 'electron';
  readonly permission?: NotifierPermission;
  readonly isWanted?: boolean;
}

/** What the browser was told to show, each clicked at once, and where that led. */
async function show(alerts: readonly Alert[], { shell = 'browser', permission = 'granted', isWanted = true }: Choices = {}) {
  const shown: string[] = [];
  const places: unknown[] = [];
  const notifier: DesktopNotifier = {
    getPermission: () => permission,
    ask: async () => permission,
    show: ({ title }, onClick) => {
      shown.push(title);
      onClick();
    },
  };
  const client = {
    alerts: {
      async *watch() {
        yield* alerts;
      },
    },
  } as unknown as AppClient;
  const settings = { getState: () => ({ about: { shell }, settings: { ...defaultSettings, notifications: isWanted } }) };
  const location = { getState: () => ({ go: (place: unknown) => places.push(place) }) };
  const controller = new AbortController();
  followAlerts({ client, notifier, settings, location } as unknown as Session, controller.signal);
  await vi.waitFor(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 20));
  controller.abort();
  return { shown, places };
}

describe('alerts in a browser', () => {
  it('are shown where it was allowed, and lead to the cloud', async () => {
    expect(await show([done])).toEqual({
      shown: ['Cloud blue is done'],
      places: [{ kind: 'cloud', hostId: 'kvm1', cloud: 'blue' }],
    });
  });

  it.each<Choices>([{ permission: 'unasked' }, { permission: 'denied' }, { isWanted: false }, { shell: 'electron' }])(
    'are not shown with %j',
    async (choices) => {
      expect((await show([done], choices)).shown).toEqual([]);
    },
  );

  it('come as a trial though they are switched off', async () => {
    expect((await show([buildTrialAlert(1)], { isWanted: false })).shown).toEqual(['Nutshell can reach you here']);
  });

  it('are asked for only when the person does', async () => {
    let permission: NotifierPermission = 'unasked';
    const notifier: DesktopNotifier = {
      getPermission: () => permission,
      ask: async () => (permission = 'granted'),
      show: () => undefined,
    };
    const store = createAlertsStore({} as Pick<AppClient, 'alerts'>, notifier);
    expect(store.getState().permission).toBe('unasked');
    await store.getState().ask();
    expect(store.getState().permission).toBe('granted');
  });
});
