import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Settings } from '#domain/settings/settings.ts';
import { buildPlaceUrl } from './app-scheme.ts';
import { placeWindow, smallestWindow } from './place-window.ts';

export interface MainWindowOptions {
  readonly preloadFile: string;
  readonly settings: Settings;
  /** Shown first; null for the page's own choice. */
  readonly place: string | null;
}

/** A window that is shown when its page is there, in the page's own colour from the first moment. */
export function createMainWindow({ preloadFile, settings, place }: MainWindowOptions): BrowserWindow {
  nativeTheme.themeSource = settings.colorScheme;
  const window = new BrowserWindow({
    ...placeWindow(
      settings.window,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Nutshell',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181d' : '#f7f8f9',
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (settings.window.isMaximized) {
    window.maximize();
  }
  window.once('ready-to-show', () => window.show());
  reloadAfterCrash(window);
  void window.loadURL(buildPlaceUrl(place));
  return window;
}

/** A page that crashed twice within this time is not loaded a third time: it would crash again. */
const crashPauseMs = 60_000;

/** The back end lives on in the main process, so a new page finds everything as it was. */
function reloadAfterCrash(window: BrowserWindow): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const now = Date.now();
    if (reason !== 'clean-exit' && now - lastCrash > crashPauseMs) {
      lastCrash = now;
      window.webContents.reload();
    }
  });
}
