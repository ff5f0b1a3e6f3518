import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, rootDirectory } from '#support/electron-stand-in/ensure-built.ts';
import { probeMainBundle, type ProbeReport } from '#support/electron-stand-in/probe-main-bundle.ts';

const bundle = join(rootDirectory, 'out/main/index.js');

describe('the built main bundle, under a strict stand-in for Electron', () => {
  let report: ProbeReport;
  const callsOf = (name: string) => report.record.filter(({ call }) => call === name);

  beforeAll(async () => {
    await ensureBuilt();
    report = await probeMainBundle(bundle);
  }, 120_000);

  it('isolates the page: sandbox, context isolation, no Node', () => {
    expect(report['options']).toMatchObject({
      show: false,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        preload: join(rootDirectory, 'out/preload/index.cjs'),
      },
    });
    expect(report['url']).toBe('app://nutshell/index.html');
  });

  it('makes app:// a secure standard origin before it is ready', () => {
    const calls = report.record.map(({ call }) => call);
    expect(callsOf('protocol.registerSchemesAsPrivileged')[0]?.args).toEqual([
      [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
    ]);
    expect(calls.indexOf('protocol.registerSchemesAsPrivileged')).toBeLessThan(calls.indexOf('app.whenReady'));
  });

  it('serves the page with a Content-Security-Policy whose nonce stands in the page, once', async () => {
    const { status, headers, text } = report['page'] as { status: number; headers: Record<string, string>; text: string };
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(status).toBe(200);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(text).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('serves nothing outside the page’s folder', () => {
    expect(report['refusedPages']).toEqual([404, 404, 404, 404, 404]);
  });

  it('navigates nowhere, in the window and in anything that opens later, but may load its page anew', () => {
    expect(report['navigation']).toEqual([true, true, true]);
    expect(report['navigationOfLaterContents']).toBe(true);
    expect(report['webview']).toBe(true);
    expect(report['reload']).toBe(false);
  });

  it('opens no window, and hands only plain https links to the browser', () => {
    expect(report['opened']).toEqual(['deny', 'deny', 'deny', 'deny', 'deny', 'deny']);
    expect(callsOf('shell.openExternal').map(({ args }) => args)).toEqual([['https://example.org/']]);
  });

  it('denies permissions, but lets its own page write to the clipboard', () => {
    expect(report['permissions']).toEqual([false, false, false, false, false]);
    expect(report['checks']).toEqual([false, false, false]);
    expect(report['clipboardWrite']).toBe(true);
    expect(report['clipboardWriteElsewhere']).toBe(false);
  });

  it('gives a port to the main frame of its own page and to nobody else', () => {
    const handshake = report['handshake'] as Record<string, unknown>;
    expect(handshake).toMatchObject({ foreignFrame: null, childFrame: null, missingFrame: null, otherHost: null });
    expect(handshake['malformed']).toEqual([null, null, null, null]);
    expect(handshake['answeredId']).toBe(7);
  });

  it('answers a call of the contract over that port', () => {
    const { about } = report['handshake'] as { about: unknown };
    expect(about).toMatchObject({
      t: 'done',
      id: 1,
      value: { shell: 'electron', version: '0.0.1-stand-in', canRememberSecrets: true },
    });
  });

  it('ends a console whose ticket nobody knows with a sentence', () => {
    const { unknownTicket } = report['handshake'] as { unknownTicket: { goodbye: string } };
    expect(unknownTicket.goodbye).toMatch(/^[A-Z].+\.$/);
  });

  it('shows an alert as a notification of the desktop; a click on it brings the window to the front', () => {
    expect(report['notification']).toEqual({
      title: 'Nutshell can reach you here',
      body: expect.stringContaining('when an install needs you') as string,
    });
  });

  it('comes to the front at a second start instead of opening a second window', () => {
    expect(callsOf('window.restore')).toHaveLength(1);
    expect(callsOf('window.focus')).toHaveLength(1);
    expect(report['windowsAfterSecondInstance']).toBe(1);
  });

  it('reloads a page that crashed, but not over and over', () => {
    expect(callsOf('webContents.reload')).toHaveLength(1);
  });

  it('lets the back end close before it quits', () => {
    const calls = report.record.map(({ call }) => call);
    expect(calls.filter((call) => call === 'app.quit').length).toBeGreaterThanOrEqual(2);
    expect(calls.at(-1)).toBe('app has quit');
    expect(callsOf('dialog.showErrorBox')).toEqual([]);
  });

  it('leaves at once where another instance runs', async () => {
    const second = await probeMainBundle(bundle, { STAND_IN_LOCK: 'taken' });
    expect(second).toMatchObject({ windows: 0 });
    expect(second.record.map(({ call }) => call)).toEqual(['app.requestSingleInstanceLock', 'app.quit', 'app has quit']);
  });

  it('does not call a keychain persistent that is none', async () => {
    const bare = await probeMainBundle(bundle, { STAND_IN_KEYCHAIN: 'basic_text' });
    expect(bare).toMatchObject({ handshake: { about: { value: { canRememberSecrets: process.platform !== 'linux' } } } });
  });
});
