import { z } from 'zod';
import { layoutIds } from '#domain/keyboard/keyboard-layout.ts';
import type { Settings } from '#domain/settings/settings.ts';
import { method } from './method.ts';

const pixels = z.int().min(0).max(20_000);

/** Every key may be left out: what is left out stays as it is. */
export const settingsChange = z.strictObject({
  colorScheme: z.enum(['light', 'dark', 'system']).optional(),
  lastPlace: z.string().max(1_000).nullable().optional(),
  window: z
    .strictObject({ width: pixels, height: pixels, x: z.int().nullable(), y: z.int().nullable(), isMaximized: z.boolean() })
    .optional(),
  panes: z
    .strictObject({
      treeWidth: pixels,
      inspectorWidth: pixels,
      activityHeight: pixels,
      isInspectorOpen: z.boolean(),
      isActivityOpen: z.boolean(),
    })
    .optional(),
  console: z.strictObject({ scaling: z.enum(['fit', 'actual']) }).optional(),
  terminal: z.strictObject({ heightPx: pixels, fontSizePx: z.int().min(8).max(32), isScreenReader: z.boolean() }).optional(),
  keyboardLayout: z.enum(layoutIds).optional(),
  notifications: z.boolean().optional(),
});

export interface AppInfo {
  readonly version: string;
  readonly shell: 'electron' | 'browser' | 'command-line';
  readonly platform: string;
  /** Where Nutshell keeps its settings, known hosts and logs on this laptop. */
  readonly dataDirectory: string;
  readonly canRememberSecrets: boolean;
}

export const settings = {
  get: method(z.strictObject({})).returns<Settings>(),
  change: method(settingsChange).returns<Settings>(),
  about: method(z.strictObject({})).returns<AppInfo>(),
};
