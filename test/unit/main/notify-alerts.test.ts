import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { AppClient } from '#contract/api.ts';
import { buildTrialAlert, type Alert } from '#domain/alerts/alert.ts';
import { notifyAlerts } from '#main/notify-alerts.ts';

const alert = (more: Partial<Alert> = {}): Alert => ({
  id: 'op-1 done',
  kind: 'done',
  title: 'Cloud blue is done',
  body: 'It is.',
  about: { hostId: 'lab-1', cloud: 'blue' },
  ...more,
});

/** What was shown of these alerts, and which places were gone to when each was clicked. */
async function show(alerts: readonly Alert[], { isWanted = true, isSupported = true } = {}) {
  const shown: object[] = [];
  const places: (string | null)[] = [];
  class Remembered extends EventEmitter {
    static isSupported = () => isSupported;
    readonly options: object;
    constructor(options: object) {
      super();
      this.options = options;
    }
    show() {
      shown.push(this.options);
      this.emit('click');
    }
  }
  const client = {
    alerts: {
      async *watch() {
        yield* alerts;
      },
    },
    settings: { get: async () => ({ notifications: isWanted }) },
  } as unknown as Pick<AppClient, 'alerts' | 'settings'>;
  await notifyAlerts({ client, Notification: Remembered as never, showPlace: (place) => places.push(place) });
  return { shown, places };
}

describe('alerts on the desktop', () => {
  it('are shown with their words, and lead to the cloud that they are about', async () => {
    const { shown, places } = await show([alert(), alert({ about: { hostId: 'a b', cloud: 'green' } })]);
    expect(shown[0]).toEqual({ title: 'Cloud blue is done', body: 'It is.' });
    expect(places).toEqual(['/hosts/lab-1/clouds/blue', '/hosts/a%20b/clouds/green']);
  });

  it('are not shown where the settings say no, but for the one that a person asks for', async () => {
    const { shown, places } = await show([alert(), buildTrialAlert(1)], { isWanted: false });
    expect(shown).toMatchObject([{ title: 'Nutshell can reach you here' }]);
    expect(places).toEqual([null]);
  });

  it('are not shown on a desktop that has no notifications', async () => {
    expect((await show([alert()], { isSupported: false })).shown).toEqual([]);
  });
});
