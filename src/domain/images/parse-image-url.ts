import { findNameProblem } from './image-name.ts';

/** An address from which the host can fetch. */
export interface ImageUrl {
  /** Printable ASCII: everything else is percent-encoded. */
  readonly href: string;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** What the file is called there, decoded; null where the address ends in no usable name. */
  readonly fileName: string | null;
}

export type UrlReading = { readonly ok: true; readonly url: ImageUrl } | { readonly ok: false; readonly problem: string };

const form = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?$/i;
const authority = /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?\.?)(:\d{1,5})?$/i;

/**
 * Reads an address a person typed. http and https alone: ftp sends nothing that says whether a broken download may be continued. A
 * name and password in it are refused, because the address is seen in the journal and by every user of the host who lists processes.
 */
export function parseImageUrl(text: string): UrlReading {
  const typed = text.trim();
  if (/[\p{Cc}\p{Cs}]/u.test(typed)) {
    return refuse('The address holds characters that cannot be printed.');
  }
  const [, scheme, place = '', path = '', query = ''] = form.exec(typed) ?? [];
  const kind = scheme?.toLowerCase();
  if (kind === undefined) {
    return refuse('Give a whole address, for example https://example.org/faststart.iso.');
  }
  if (kind !== 'http' && kind !== 'https') {
    return refuse(`The host fetches from http and https addresses, not from ${kind}.`);
  }
  if (place.includes('@')) {
    return refuse(
      'The address holds a user name or password. Everybody who may read the journal or list processes on the host would see it: fetch the file by hand and upload it instead.',
    );
  }
  if (!isServer(place)) {
    return refuse(`“${place}” is no name or address of a server. Names in other scripts are written as xn--….`);
  }
  const encoded = (path + query).replaceAll(/[^\x21-\x7E]/gu, encodeURIComponent);
  const rest = path === '' ? `/${encoded}` : encoded;
  return { ok: true, url: { href: `${kind}://${place}${rest}`, scheme: kind, host: place, fileName: findFileName(path) } };
}

function isServer(place: string): boolean {
  return authority.test(place) && Number(/:(\d+)$/.exec(place)?.[1] ?? 80) <= 65_535;
}

function refuse(problem: string): UrlReading {
  return { ok: false, problem };
}

function findFileName(path: string): string | null {
  const name = decode(path.slice(path.lastIndexOf('/') + 1));
  return name !== null && findNameProblem(name) === null ? name : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) {
      return null;
    }
    throw error;
  }
}
