import { randomBytes } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { buildContentSecurityPolicy, commonHeaders } from '#contract/page/page-policy.ts';

export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

export interface Sentences {
  readonly title: string;
  readonly body: string;
}

export const refusals = {
  foreignHost: (port: number): Sentences => ({
    title: 'Nutshell does not answer under this name',
    body: `Open it as http://127.0.0.1:${port}. Through an SSH tunnel, use the same port on both sides: ssh -L ${port}:127.0.0.1:${port} …`,
  }),
  noSession: {
    title: 'This window has no session',
    body: 'Nutshell was started again, or this is another browser. Open the address that the terminal shows after “ready”; it works once.',
  },
  spentToken: {
    title: 'This address was used already',
    body: 'It works once. Go to the window it opened, or bring the closed tab back (Ctrl+Shift+T). If it was not you who opened it, stop Nutshell in the terminal and start it again.',
  },
  wrongToken: {
    title: 'This address needs its token',
    body: 'Copy the whole address that the terminal shows after “ready”, with everything behind the # sign.',
  },
  notFound: { title: 'There is nothing here', body: 'Open the address that the terminal shows after “ready”.' },
  notBuilt: { title: 'The window is not built yet', body: 'Run npm run build in the checkout, then reload this page.' },
} as const;

export function buildRefusal(status: number, { title, body }: Sentences): Answer {
  const nonce = createNonce();
  return answerPage(status, nonce, frame(nonce, title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(body)}</p>`));
}

/** The page behind the printed address: trades the token for a session and goes to the window. */
export function buildDoor(): Answer {
  const nonce = createNonce();
  const { title, body } = refusals.wrongToken;
  const noScript = '<noscript><h1>Nutshell needs JavaScript</h1><p>Allow it for 127.0.0.1 and reload this page.</p></noscript>';
  const markup = `${noScript}<main id="told" hidden><h1>${escapeHtml(title)}</h1><p>${escapeHtml(body)}</p></main>`;
  // Not a refusal yet: only the page itself knows what stands behind the # sign.
  return answerPage(200, nonce, frame(nonce, 'Nutshell', `${markup}<script nonce="${nonce}">${doorScript}</script>`));
}

const doorScript = `
const told = document.getElementById('told');
const tell = (title, body) => {
  told.querySelector('h1').textContent = title;
  told.querySelector('p').textContent = body;
  told.hidden = false;
};
const asked = new URLSearchParams(location.hash.slice(1));
const token = asked.get('token');
const place = asked.has('place') ? '#' + asked.get('place') : '';
history.replaceState(null, '', location.pathname);
if (token === null) {
  told.hidden = false;
} else {
  fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) })
    .then((response) => response.json())
    .then((answer) => (answer.path ? location.replace(answer.path + place) : tell(answer.title, answer.body)))
    .catch(() => tell('Nutshell does not answer', 'Look into the terminal where it was started, and start it again.'));
}
`;

export function createNonce(): string {
  return randomBytes(16).toString('base64');
}

function answerPage(status: number, nonce: string, body: string): Answer {
  const headers = {
    ...commonHeaders,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': buildContentSecurityPolicy(nonce),
  };
  return { status, headers, body };
}

function frame(nonce: string, title: string, markup: string): string {
  const style =
    'body{font:15px/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto 0;padding:0 1.5rem}h1{font-size:1.25rem}:root{color-scheme:light dark}';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style nonce="${nonce}">${style}</style></head><body>${markup}</body></html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
