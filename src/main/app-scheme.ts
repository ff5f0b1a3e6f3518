import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol } from 'electron';
import { findPageFile } from '#contract/page/page-file.ts';
import { buildContentSecurityPolicy, commonHeaders, insertNonce } from '#contract/page/page-policy.ts';

const scheme = 'app';

/** The one page of the application, and its origin. */
export const appOrigin = `${scheme}://nutshell`;
export const appUrl = `${appOrigin}/index.html`;

/** Before the application is ready: makes app:// an origin like https://, which file:// is not. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the built page and nothing else of this laptop. */
export function serveAppScheme(pageDirectory: string): void {
  protocol.handle(scheme, (request) => answer(pageDirectory, new URL(request.url)));
}

/** The page on one of its places, such as /hosts/practice. */
export function buildPlaceUrl(place: string | null): string {
  return place === null ? appUrl : `${appUrl}#${place}`;
}

export function isAppUrl(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`);
}

async function answer(pageDirectory: string, { host, pathname }: URL): Promise<Response> {
  const file = findPageFile(pathname);
  if (!file || `${scheme}://${host}` !== appOrigin) {
    return new Response('There is nothing here.', { status: 404 });
  }
  const content = await readFile(join(pageDirectory, file.path)).catch(() => null);
  if (!content) {
    return new Response('This file is missing from the installation. Install Nutshell again.', { status: 404 });
  }
  const headers = { ...commonHeaders, 'content-type': file.contentType };
  if (!file.isPage) {
    return new Response(new Uint8Array(content), { headers });
  }
  const nonce = randomBytes(16).toString('base64');
  return new Response(insertNonce(content.toString('utf8'), nonce), {
    headers: { ...headers, 'cache-control': 'no-store', 'content-security-policy': buildContentSecurityPolicy(nonce) },
  });
}
