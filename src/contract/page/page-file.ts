/** One file of the built page, as a shell has to serve it. */
export interface PageFile {
  /** Below the folder of the page, with forward slashes: assets/index-BxQ1a2.js */
  readonly path: string;
  readonly contentType: string;
  readonly isPage: boolean;
  /** The build puts a hash of the content into the names of these, so they never change. */
  readonly isImmutable: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  woff: 'font/woff',
  json: 'application/json',
};

const plainPath = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/**
 * The file a URL's path asks for, null where it can be none of ours. Only plain names pass: no dot at the beginning of a name,
 * nothing encoded, no backslash, so that no path leaves the folder on any system.
 */
export function findPageFile(urlPath: string): PageFile | null {
  const path = urlPath === '/' ? 'index.html' : urlPath.replace(/^\//, '');
  const contentType = contentTypes[path.slice(path.lastIndexOf('.') + 1)];
  if (!plainPath.test(path) || contentType === undefined) {
    return null;
  }
  return {
    path,
    contentType,
    isPage: path.endsWith('.html'),
    isImmutable: /^assets\/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/.test(path),
  };
}
