// A stand-in for the module "electron" in the main process: strict about what it is asked, and it remembers all of it.
import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { MessageChannelMain } from './ports.mjs';
import { record, strict } from './strict.mjs';
import { Notification, notifications } from './notifications.mjs';
import { createBrowserWindowClass, windows } from './windows.mjs';

const appModel = Object.assign(new EventEmitter(), {
  isPackaged: false,
  whenReady: async () => {},
  requestSingleInstanceLock: () => process.env.STAND_IN_LOCK !== 'taken',
  getPath: () => process.env.STAND_IN_USER_DATA ?? tmpdir(),
  getVersion: () => '0.0.1-stand-in',
  exit: () => {},
  quit() {
    for (const window of windows.filter(({ isDestroyed }) => !isDestroyed)) {
      window.close();
    }
    let isPrevented = false;
    appModel.emit('will-quit', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) {
      record.push({ call: 'app has quit', args: [] });
    }
  },
});

const sessionModel = { setPermissionRequestHandler() {}, setPermissionCheckHandler() {}, setDevicePermissionHandler() {} };
const handlers = {};
for (const name of Object.keys(sessionModel)) {
  sessionModel[name] = (handler) => (handlers[name] = handler);
}

export const app = strict('app', appModel);
export const BrowserWindow = createBrowserWindowClass(appModel);
export const ipcMain = strict('ipcMain', new EventEmitter());
export const shell = strict('shell', { openExternal: async () => {} });
export const session = { defaultSession: strict('session', sessionModel) };
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged() {},
  handle: (scheme, handler) => (handlers[scheme] = handler),
});
export const screen = strict('screen', { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] });
export const nativeTheme = strict('nativeTheme', { themeSource: 'system', shouldUseDarkColors: true });
export const dialog = strict('dialog', { showErrorBox() {} });
export const Menu = strict('Menu', { buildFromTemplate: (template) => template, setApplicationMenu() {} });
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => process.env.STAND_IN_KEYCHAIN ?? 'gnome_libsecret',
  encryptStringAsync: async (text) => Buffer.from(text).reverse(),
  decryptStringAsync: async (sealed) => ({ result: Buffer.from(sealed).reverse().toString(), shouldReEncrypt: false }),
});
export { MessageChannelMain, Notification };

/** For the probe, not for the bundle. */
globalThis.electronStandIn = { app: appModel, windows, notifications, handlers, record };
