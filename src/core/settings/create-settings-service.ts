import type { AppApi } from '#contract/api.ts';
import type { AppInfo } from '#contract/settings.ts';
import type { Settings } from '#domain/settings/settings.ts';
import type { SettingsStore } from '../ports/stores.ts';

/** What the window remembers. Changes are merged one after the other, so that two at once lose nothing. */
export function createSettingsService({
  store,
  about,
}: {
  readonly store: SettingsStore;
  readonly about: AppInfo;
}): AppApi['settings'] {
  let last: Promise<unknown> = Promise.resolve();

  async function change(changes: Partial<Settings>): Promise<Settings> {
    const settings = { ...(await store.load()), ...changes };
    await store.save(settings);
    return settings;
  }

  return {
    get: () => store.load(),
    change(changes) {
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<Settings>;
      const changed = last.then(() => change(given));
      last = changed.catch(() => undefined);
      return changed;
    },
    about: () => Promise.resolve(about),
  };
}
