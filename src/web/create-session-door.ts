import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may come in. The address printed in the terminal carries a token behind the # sign, where it reaches neither a log, nor a
 * Referer header, nor a program that fetches links to preview them. The page trades it once for a session cookie, so the window
 * can be reloaded, but whoever finds the address later (in the terminal's scrollback, in the list of processes) finds it spent.
 *
 * Browsers send cookies to every port of an address. The cookie is therefore bound to a path that only this server has, so that
 * another user's server on 127.0.0.1 never gets to see it.
 */
export interface SessionDoor {
  readonly token: string;
  /** Where the window lives, with a slash at both ends. */
  readonly windowPath: string;
  /** The Set-Cookie header for the first who brings the token; null for everybody else. */
  redeem(token: string): string | null;
  /** Whether the token was traded already: a second person deserves another sentence than a stranger. */
  isSpent(): boolean;
  admits(cookieHeader: string | undefined): boolean;
}

const cookieName = 'nutshell-session';

export function createSessionDoor(): SessionDoor {
  const token = randomSecret();
  const session = randomSecret();
  const windowPath = `/w/${randomBytes(12).toString('base64url')}/`;
  let isSpent = false;
  return {
    token,
    windowPath,
    redeem(given) {
      if (isSpent || !isSame(given, token)) {
        return null;
      }
      isSpent = true;
      return `${cookieName}=${session}; Path=${windowPath}; HttpOnly; SameSite=Strict`;
    },
    isSpent: () => isSpent,
    admits: (cookieHeader = '') =>
      cookieHeader
        .split(';')
        .map((cookie) => cookie.trim())
        .some((cookie) => cookie.startsWith(`${cookieName}=`) && isSame(cookie.slice(cookieName.length + 1), session)),
  };
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares hashes, which are of one length, in a time that tells nothing about the secret. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
