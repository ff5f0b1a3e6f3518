import type { BrowserWindow } from 'electron';
import type { AppClient } from '#contract/api.ts';
import type { Settings } from '#domain/settings/settings.ts';

const restMs = 500;

export interface WindowMemory {
  readonly watch: (window: BrowserWindow) => void;
  /** Resolves when the last place is on its disk. */
  readonly settled: () => Promise<void>;
}

/** Keeps the window's place in the settings: shortly after it came to rest, and when it closes. */
export function createWindowMemory(settings: AppClient['settings'], reportBug: (error: unknown) => void): WindowMemory {
  let lastSave: Promise<void> = Promise.resolve();
  const save = (window: BrowserWindow) => {
    const place = readPlace(window);
    lastSave = lastSave.then(() => settings.change({ window: place })).then(() => undefined, reportBug);
  };
  return {
    watch(window) {
      let timer: NodeJS.Timeout | undefined;
      const saveSoon = () => {
        clearTimeout(timer);
        timer = setTimeout(() => save(window), restMs);
      };
      window.on('resize', saveSoon);
      window.on('move', saveSoon);
      window.on('maximize', saveSoon);
      window.on('unmaximize', saveSoon);
      window.on('close', () => {
        clearTimeout(timer);
        save(window);
      });
    },
    settled: () => lastSave,
  };
}

function readPlace(window: BrowserWindow): Settings['window'] {
  const { x, y, width, height } = window.getNormalBounds();
  return { x, y, width, height, isMaximized: window.isMaximized() };
}
