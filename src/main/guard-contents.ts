import { shell, type Session, type WebContents } from 'electron';
import { appUrl, isAppUrl } from './app-scheme.ts';

/** A window shows our page and nothing else: it navigates nowhere, opens nothing, embeds nothing. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (isWebLink(url)) {
      void shell.openExternal(url);
    }
    return { action: 'deny' };
  });
  contents.on('will-navigate', stayOnPage);
  contents.on('will-frame-navigate', stayOnPage);
  contents.on('will-redirect', stayOnPage);
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Loading the page anew is no way out of it. */
function stayOnPage(event: { readonly url: string; readonly preventDefault: () => void }): void {
  if (event.url.split('#')[0] !== appUrl) {
    event.preventDefault();
  }
}

/** The page may write to the clipboard ("Copy command"). It gets no camera, no location, no notification, nothing else. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) =>
    decide(permission === 'clipboard-sanitized-write' && isAppUrl(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === 'clipboard-sanitized-write' && isAppUrl(origin.replace(/\/$/, '')),
  );
  session.setDevicePermissionHandler(() => false);
}

/**
 * Only plain https addresses go to the browser, and http on this very laptop, where tunnels into clouds listen: no file, no other
 * program's scheme, no name and password within.
 */
function isWebLink(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const { protocol, hostname, username, password } = new URL(text);
  const isTunnel = protocol === 'http:' && hostname === '127.0.0.1';
  return (protocol === 'https:' || isTunnel) && username === '' && password === '';
}
