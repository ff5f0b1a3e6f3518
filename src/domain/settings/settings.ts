import type { LayoutId } from '../keyboard/keyboard-layout.ts';

export type ColorScheme = 'light' | 'dark' | 'system';

/** What the window remembers. Everything here has a default; a file that lacks a key is not broken. */
export interface Settings {
  readonly colorScheme: ColorScheme;
  readonly lastPlace: string | null;
  readonly window: {
    readonly width: number;
    readonly height: number;
    readonly x: number | null;
    readonly y: number | null;
    readonly isMaximized: boolean;
  };
  readonly panes: {
    readonly treeWidth: number;
    readonly inspectorWidth: number;
    readonly activityHeight: number;
    readonly isInspectorOpen: boolean;
    readonly isActivityOpen: boolean;
  };
  readonly console: { readonly scaling: 'fit' | 'actual' };
  readonly terminal: {
    /** Of the drawer. */
    readonly heightPx: number;
    readonly fontSizePx: number;
    /** Says what is written to screen readers. */
    readonly isScreenReader: boolean;
  };
  /** Of the systems in machines, for typing into them. */
  readonly keyboardLayout: LayoutId;
  /** Whether the desktop shows what a person should hear while the window is not looked at. */
  readonly notifications: boolean;
}

export const defaultSettings: Settings = {
  colorScheme: 'system',
  lastPlace: null,
  window: { width: 1280, height: 800, x: null, y: null, isMaximized: false },
  panes: { treeWidth: 232, inspectorWidth: 300, activityHeight: 240, isInspectorOpen: true, isActivityOpen: false },
  console: { scaling: 'fit' },
  terminal: { heightPx: 280, fontSizePx: 13, isScreenReader: false },
  keyboardLayout: 'us',
  notifications: true,
};
