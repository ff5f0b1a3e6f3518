import { EventEmitter } from 'node:events';
import { strict } from './strict.mjs';

const windowOptions = 'width height x y minWidth minHeight show title backgroundColor webPreferences'.split(' ');
const pageOptions =
  'preload sandbox contextIsolation nodeIntegration nodeIntegrationInWorker nodeIntegrationInSubFrames webSecurity webviewTag spellcheck'.split(
    ' ',
  );

export const windows = [];

function refuseUnknown(options, known, what) {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new Error(`The stand-in for electron does not model the ${what} option ${key}`);
    }
  }
}

export function createWebContents() {
  const contents = Object.assign(new EventEmitter(), {
    openHandler: null,
    mainFrame: {
      url: '',
      received: [],
      postMessage: (channel, message, ports) => contents.mainFrame.received.push({ channel, message, ports }),
    },
    getURL: () => contents.mainFrame.url,
    setWindowOpenHandler(handler) {
      contents.openHandler = handler;
    },
    reload() {},
  });
  return contents;
}

/** The one class the bundle constructs. `app` tells of every page, as Electron does. */
export function createBrowserWindowClass(app) {
  return class BrowserWindow extends EventEmitter {
    static getAllWindows() {
      return windows.filter((window) => !window.isDestroyed).map((window) => window.asked);
    }

    constructor(options) {
      super();
      refuseUnknown(options, windowOptions, 'window');
      refuseUnknown(options.webPreferences, pageOptions, 'page');
      this.options = options;
      this.isDestroyed = false;
      this.contents = createWebContents();
      this.webContents = strict('webContents', this.contents);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
      this.asked = strict('window', this);
      return this.asked;
    }

    async loadURL(url) {
      this.contents.mainFrame.url = url;
      setImmediate(() => this.emit('ready-to-show'));
    }

    getNormalBounds() {
      return { x: 11, y: 22, width: 1300, height: 900 };
    }

    isMaximized = () => false;
    isMinimized = () => true;
    maximize() {}
    restore() {}
    show() {}
    focus() {}

    close() {
      this.emit('close', {});
      this.isDestroyed = true;
      this.emit('closed', {});
    }
  };
}
