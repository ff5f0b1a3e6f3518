import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { AppInfo } from '#contract/settings.ts';
import type { Problem } from '#domain/problem.ts';
import { defaultSettings, type Settings } from '#domain/settings/settings.ts';

export interface SettingsState {
  readonly settings: Settings;
  readonly about: AppInfo | null;
  /** Why what was changed last is not remembered; the window goes on with it all the same. */
  readonly problem: Problem | null;
  readonly load: () => Promise<void>;
  readonly change: (change: Partial<Omit<Settings, 'window'>>) => Promise<void>;
}

export function createSettingsStore(client: Pick<AppClient, 'settings'>) {
  return createStore<SettingsState>()((set) => ({
    settings: defaultSettings,
    about: null,
    problem: null,
    async load() {
      try {
        const [settings, about] = await Promise.all([client.settings.get({}), client.settings.about({})]);
        set({ settings, about, problem: null });
      } catch (error) {
        set({ problem: toProblem(error) });
      }
    },
    async change(change) {
      set(({ settings }) => ({ settings: { ...settings, ...change } }));
      try {
        await client.settings.change(change);
        set({ problem: null });
      } catch (error) {
        set({ problem: toProblem(error) });
      }
    },
  }));
}
