// Runs the built main bundle against the stand-in, tries what a page could try, and prints what happened as JSON.
//   node --import ./register.mjs ./probe-main.mjs <out/main/index.js>
import { pathToFileURL } from 'node:url';
import { ipcMain } from 'electron';
import { createWebContents } from './windows.mjs';

const standIn = globalThis.electronStandIn;
const turn = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(find, what) {
  for (let tries = 0; tries < 400; tries++) {
    const found = find();
    if (found) {
      return found;
    }
    await turn(25);
  }
  throw new Error(`In ten seconds there was no ${what}. Asked so far: ${JSON.stringify(standIn.record)}`);
}

const isCalled = (name) => standIn.record.some(({ call }) => call === name);

function navigate(contents, event, url) {
  let isPrevented = false;
  contents.emit(event, { url, preventDefault: () => (isPrevented = true) });
  return isPrevented;
}

function ask(sender, senderFrame, request) {
  const before = senderFrame?.received?.length ?? 0;
  ipcMain.emit('nutshell:port', { sender, senderFrame }, request);
  return senderFrame?.received?.[before] ?? null;
}

/** One call over the port of a handshake: the answer's message. */
async function callOverPort({ ports: [port] }, message) {
  const answer = new Promise((resolve) => port.on('message', ({ data }) => resolve(data)));
  port.start();
  port.postMessage(message);
  return Promise.race([answer, turn(8_000).then(() => 'no answer')]);
}

async function probeHandshake(contents) {
  const frame = contents.mainFrame;
  const foreign = { url: 'https://evil.example/', received: [], postMessage: (...args) => foreign.received.push(args) };
  const child = { url: frame.url, received: [], postMessage: (...args) => child.received.push(args) };
  const navigated = createWebContents();
  navigated.mainFrame.url = 'app://other/index.html';
  const own = ask(contents, frame, { id: 7, kind: 'contract' });
  const consolePort = ask(contents, frame, { id: 8, kind: 'console', ticket: 'no-such-ticket' });
  return {
    foreignFrame: ask(contents, foreign, { id: 1, kind: 'contract' }),
    childFrame: ask(contents, child, { id: 2, kind: 'contract' }),
    missingFrame: ask(contents, null, { id: 3, kind: 'contract' }),
    otherHost: ask(navigated, navigated.mainFrame, { id: 4, kind: 'contract' }),
    malformed: [null, 'contract', { kind: 'contract' }, { id: 5, kind: 'console', ticket: '../rpc' }].map((request) =>
      ask(contents, frame, request),
    ),
    answeredId: own?.message,
    about: await callOverPort(own, { t: 'call', id: 1, feature: 'settings', method: 'about', input: {} }),
    unknownTicket: await callOverPort(consolePort, { note: 'credit', bytes: 1 }),
  };
}

/** An alert that the page asks for, as the desktop has it; and whether a click on it brings the window to the front. */
async function probeNotification(contents) {
  const port = ask(contents, contents.mainFrame, { id: 9, kind: 'contract' });
  await callOverPort(port, { t: 'call', id: 1, feature: 'alerts', method: 'try', input: {} });
  const notification = await until(() => standIn.notifications[0], 'notification');
  const count = () => standIn.record.filter(({ call }) => call === 'window.focus').length;
  const before = count();
  notification.emit('click');
  await until(() => count() > before, 'focus after a click on a notification');
  return notification.options;
}

async function fetchPage(url) {
  const response = await standIn.handlers.app({ url });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: (await response.text()).slice(0, 2_000),
  };
}

async function probe() {
  const window = await until(() => standIn.windows[0], 'window');
  const { contents } = window;
  await until(() => isCalled('window.show'), 'shown window');
  const later = createWebContents();
  standIn.app.emit('web-contents-created', {}, later);
  const {
    setPermissionRequestHandler: decide,
    setPermissionCheckHandler: check,
    setDevicePermissionHandler: device,
  } = standIn.handlers;
  const permission = (name, page = contents) => new Promise((resolve) => decide(page, name, resolve));
  const opened = [
    'https://example.org/',
    'http://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:word@example.org/',
    'x',
  ].map((url) => contents.openHandler({ url }).action);
  const report = {
    options: window.options,
    url: contents.mainFrame.url,
    opened,
    navigation: ['will-navigate', 'will-frame-navigate', 'will-redirect'].map((event) =>
      navigate(contents, event, 'https://evil.example/'),
    ),
    navigationOfLaterContents: navigate(later, 'will-navigate', 'https://evil.example/'),
    reload: navigate(contents, 'will-navigate', 'app://nutshell/index.html#hosts'),
    webview: navigate(contents, 'will-attach-webview', ''),
    permissions: await Promise.all(
      ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal'].map((name) => permission(name)),
    ),
    clipboardWrite: await permission('clipboard-sanitized-write'),
    clipboardWriteElsewhere: await permission('clipboard-sanitized-write', createWebContents()),
    checks: [
      check(null, 'media', 'app://nutshell/'),
      check(null, 'clipboard-sanitized-write', 'https://evil.example/'),
      device({}),
    ],
    page: await fetchPage('app://nutshell/index.html'),
    refusedPages: await Promise.all(
      [
        'app://evil/index.html',
        'app://nutshell/%2e%2e/main/index.js',
        'app://nutshell/..%5cmain%5cindex.js',
        'app://nutshell/.hidden.js',
        'app://nutshell/main',
      ].map(async (url) => (await fetchPage(url)).status),
    ),
    handshake: await probeHandshake(contents),
    notification: await probeNotification(contents),
  };
  standIn.app.emit('second-instance', {}, [], '/');
  await until(() => isCalled('window.focus'), 'focus after a second start');
  report.windowsAfterSecondInstance = standIn.windows.length;
  const crash = () => contents.emit('render-process-gone', {}, { reason: 'crashed' });
  crash();
  crash();
  window.close();
  standIn.app.emit('window-all-closed');
  await until(() => isCalled('app has quit'), 'end');
  return report;
}

await import(pathToFileURL(process.argv[2]).href);
const report = process.env.STAND_IN_LOCK === 'taken' ? { windows: (await turn(300), standIn.windows.length) } : await probe();
process.stdout.write(JSON.stringify({ ...report, record: standIn.record }));
process.exit(0);
