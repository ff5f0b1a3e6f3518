import { join, resolve } from 'node:path';
import { app, BrowserWindow, dialog, Menu, Notification, safeStorage, session } from 'electron';
import { createBackend, type Backend } from '#backend';
import type { AppClient } from '#contract/api.ts';
import { createClient } from '#contract/create-client.ts';
import { createTransportPair } from '#contract/transports/create-transport-pair.ts';
import { buildPlaceUrl, registerAppScheme, serveAppScheme } from './app-scheme.ts';
import { buildAppMenu } from './build-app-menu.ts';
import { closeInOrder } from './close-in-order.ts';
import { createBugReporter, type BugReporter } from './create-bug-reporter.ts';
import { createMainWindow } from './create-main-window.ts';
import { createSafeStorageSecrets } from './create-safe-storage-secrets.ts';
import { findAskedPlace } from './find-asked-place.ts';
import { guardContents, guardSession } from './guard-contents.ts';
import { notifyAlerts } from './notify-alerts.ts';
import { createWindowMemory } from './remember-window.ts';
import { serveWindows } from './serve-windows.ts';

// Built to out/main/index.js, beside out/preload and out/renderer.
const builtDirectory = resolve(import.meta.dirname, '..');

if (app.requestSingleInstanceLock()) {
  registerAppScheme();
  const bugs = createBugReporter();
  run(bugs).catch((error: unknown) => endWithMessage(error, bugs));
} else {
  // The first instance comes to the front instead.
  app.quit();
}

async function run(bugs: BugReporter): Promise<void> {
  process.on('uncaughtException', (error) => endWithMessage(error, bugs));
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') {
      app.quit();
    }
  });
  await app.whenReady();
  guardSession(session.defaultSession);
  Menu.setApplicationMenu(Menu.buildFromTemplate(buildAppMenu(process.platform)));
  serveAppScheme(join(builtDirectory, 'renderer'));

  const backend = await startBackend();
  bugs.attach(backend);
  serveWindows(backend, bugs.report);
  const client = createOwnClient(backend);
  const { settings } = client;
  const memory = createWindowMemory(settings, bugs.report);
  closeInOrder(() => memory.settled().then(() => backend.close()), bugs.report);
  const showWindow = (place: string | null) => {
    bringToFront(settings, memory.watch, place).catch((error: unknown) => endWithMessage(error, bugs));
  };
  app.on('second-instance', (_event, argv) => showWindow(findAskedPlace(argv)));
  app.on('activate', () => showWindow(null));
  showWindow(findAskedPlace(process.argv));
  void notifyAlerts({ client, Notification, showPlace: showWindow }).catch(bugs.report);
}

async function startBackend(): Promise<Backend> {
  const secrets = await createSafeStorageSecrets({
    safeStorage,
    platform: process.platform,
    file: join(app.getPath('userData'), 'secrets.json'),
  });
  return createBackend({
    shell: 'electron',
    version: app.getVersion(),
    platform: process.platform,
    resourcesDirectory: join(app.isPackaged ? process.resourcesPath : resolve(builtDirectory, '..'), 'resources'),
    ...(secrets && { secrets }),
  });
}

/** The shell asks for its own settings through the same door as everybody. */
function createOwnClient(backend: Backend): AppClient {
  const { near, far } = createTransportPair();
  backend.serve(far);
  return createClient(near);
}

/** One window: a second start, or a click on the dock, brings it back, and to the place that was asked for. */
async function bringToFront(
  settings: AppClient['settings'],
  watch: (window: BrowserWindow) => void,
  place: string | null,
): Promise<void> {
  const remembered = await settings.get({});
  const [window] = BrowserWindow.getAllWindows();
  if (!window) {
    watch(createMainWindow({ preloadFile: join(builtDirectory, 'preload/index.cjs'), settings: remembered, place }));
    return;
  }
  if (window.isMinimized()) {
    window.restore();
  }
  window.show();
  window.focus();
  if (place !== null) {
    await window.loadURL(buildPlaceUrl(place));
  }
}

/** What cannot go on is told in a dialog: a window that just vanishes leaves a person with nothing. */
function endWithMessage(error: unknown, bugs: BugReporter): void {
  bugs.report(error);
  dialog.showErrorBox(
    'Nutshell has to close',
    `${error instanceof Error ? error.message : String(error)}\n\nWhat runs on a host goes on there. Start Nutshell again; if this comes back, report it with the log file.`,
  );
  app.exit(1);
}
