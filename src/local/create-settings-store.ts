import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { layoutIds } from '#domain/keyboard/keyboard-layout.ts';
import { defaultSettings, type Settings } from '#domain/settings/settings.ts';
import type { SettingsStore } from '#core/ports/stores.ts';
import { createJsonFile } from './create-json-file.ts';

const pixels = z.int().min(0).max(20_000);
const { window: defaultWindow, panes: defaultPanes, terminal: defaultTerminal } = defaultSettings;

const settingsFile = z.strictObject({
  colorScheme: z.enum(['light', 'dark', 'system']).default(defaultSettings.colorScheme),
  lastPlace: z.string().nullable().default(defaultSettings.lastPlace),
  window: z
    .strictObject({
      width: pixels.default(defaultWindow.width),
      height: pixels.default(defaultWindow.height),
      x: z.int().nullable().default(defaultWindow.x),
      y: z.int().nullable().default(defaultWindow.y),
      isMaximized: z.boolean().default(defaultWindow.isMaximized),
    })
    .default(defaultWindow),
  panes: z
    .strictObject({
      treeWidth: pixels.default(defaultPanes.treeWidth),
      inspectorWidth: pixels.default(defaultPanes.inspectorWidth),
      activityHeight: pixels.default(defaultPanes.activityHeight),
      isInspectorOpen: z.boolean().default(defaultPanes.isInspectorOpen),
      isActivityOpen: z.boolean().default(defaultPanes.isActivityOpen),
    })
    .default(defaultPanes),
  console: z
    .strictObject({ scaling: z.enum(['fit', 'actual']).default(defaultSettings.console.scaling) })
    .default(defaultSettings.console),
  terminal: z
    .strictObject({
      heightPx: pixels.default(defaultTerminal.heightPx),
      fontSizePx: z.int().min(8).max(32).default(defaultTerminal.fontSizePx),
      isScreenReader: z.boolean().default(defaultTerminal.isScreenReader),
    })
    .default(defaultTerminal),
  keyboardLayout: z.enum(layoutIds).default(defaultSettings.keyboardLayout),
  notifications: z.boolean().default(defaultSettings.notifications),
});

/** `settings.json` in the data directory. Of two windows that save, each keeps what it changed; for the same key the later one wins. */
export function createSettingsStore(dataDirectory: string): SettingsStore {
  const file = createJsonFile<Settings>(path.join(dataDirectory, 'settings.json'), 1, settingsFile);
  let lastSeen: Settings = defaultSettings;
  return {
    load: async () => (lastSeen = (await file.read()) ?? defaultSettings),
    save: async (wanted) => {
      await file.update((current) => (lastSeen = mergeSettings(lastSeen, wanted, current ?? defaultSettings)));
    },
  };
}

/** Three-way merge by top-level key. */
export function mergeSettings(base: Settings, wanted: Settings, current: Settings): Settings {
  const choose = <K extends keyof Settings>(key: K): Settings[K] =>
    isDeepStrictEqual(wanted[key], base[key]) ? current[key] : wanted[key];
  return {
    colorScheme: choose('colorScheme'),
    lastPlace: choose('lastPlace'),
    window: choose('window'),
    panes: choose('panes'),
    console: choose('console'),
    terminal: choose('terminal'),
    keyboardLayout: choose('keyboardLayout'),
    notifications: choose('notifications'),
  };
}
