import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as sendRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from '#contract/create-client.ts';
import { createSocketEnd } from '#contract/transports/create-socket-end.ts';
import type { LinkEnd } from '#contract/transports/link-end.ts';
import { createTransport } from '#contract/transports/create-transport.ts';
import { createFakeBackend, type FakeBackend } from '#fakes/fake-backend.ts';
import { createWebServer, type WebServer } from '#web/create-web-server.ts';

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

let server: WebServer;
let backend: FakeBackend;
let bugs: unknown[];
let pageDirectory: string;

beforeEach(async () => {
  pageDirectory = await mkdtemp(join(tmpdir(), 'nutshell-page-'));
  await mkdir(join(pageDirectory, 'assets'));
  await writeFile(join(pageDirectory, 'index.html'), '<html><head></head><body></body></html>');
  await writeFile(join(pageDirectory, 'assets/index-AbCd1234.js'), 'export {};');
  backend = createFakeBackend();
  bugs = [];
  server = await createWebServer({ backend, pageDirectory, port: 0, reportBug: (error) => bugs.push(error) });
});

afterEach(async () => {
  await server.close('The test is over.');
  await rm(pageDirectory, { recursive: true });
});

const origin = () => `http://127.0.0.1:${server.port}`;

function ask(
  path: string,
  { method = 'GET', headers = {}, body = '' }: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  return new Promise<Reply>((resolve, reject) => {
    const request = sendRequest({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on('error', reject).end(body);
  });
}

const token = () => new URL(server.url).hash.replace('#token=', '');
const redeem = (body: string, headers: Record<string, string> = {}) =>
  ask('/session', { method: 'POST', headers: { origin: origin(), ...headers }, body });

async function enter(): Promise<{ path: string; cookie: string }> {
  const reply = await redeem(JSON.stringify({ token: token() }));
  const { path } = JSON.parse(reply.text) as { path: string };
  return { path, cookie: (reply.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '' };
}

/** A status code where the socket was refused. */
function openSocket(path: string, headers: Record<string, string>): Promise<LinkEnd | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('error', () => {});
    socket.on('open', () => resolve(createSocketEnd(socket)));
  });
}

/** Runs the script of the door page as a browser would, and tells where it goes. */
function followDoor(page: string, hash: string): Promise<string> {
  const script = /<script nonce="[^"]+">([^]*)<\/script>/.exec(page)?.[1] ?? 'throw new Error("no script")';
  return new Promise((resolve) => {
    const location = { hash, pathname: '/', replace: resolve };
    const history = { replaceState: () => {} };
    const document = { getElementById: () => ({ hidden: true, querySelector: () => ({}) }) };
    runInNewContext(script, {
      location,
      history,
      document,
      URLSearchParams,
      fetch: async () => ({ json: async () => ({ path: '/w/there/' }) }),
    });
  });
}

describe('the address with the token', () => {
  it('keeps the token behind the # sign, and its page in no cache', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    const { status, headers, text } = await ask('/');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(text).not.toContain(token());
  });

  it('names a place of the window behind the token, and its page goes there', async () => {
    const other = await createWebServer({ backend, pageDirectory, port: 0, place: '/hosts/two%20words', reportBug: () => {} });
    const behind = new URLSearchParams(new URL(other.url).hash.slice(1));
    expect(behind.get('place')).toBe('/hosts/two%20words');
    expect(behind.get('token')).toMatch(/^[\w-]{43}$/);
    expect(await followDoor((await ask('/')).text, new URL(other.url).hash)).toBe('/w/there/#/hosts/two%20words');
    expect(await followDoor((await ask('/')).text, new URL(server.url).hash)).toBe('/w/there/');
    await other.close('over');
  });

  it('opens a session once: a reload works, a second use of the address does not', async () => {
    const { path, cookie } = await enter();
    expect((await ask(path, { headers: { cookie } })).status).toBe(200);
    expect((await ask(path, { headers: { cookie } })).status).toBe(200);
    const second = await redeem(JSON.stringify({ token: token() }));
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.text).toContain('was used already');
  });

  it('binds the cookie to a path of this server, because browsers show cookies to every port', async () => {
    const reply = await redeem(JSON.stringify({ token: token() }));
    const { path } = JSON.parse(reply.text) as { path: string };
    expect(path).toMatch(/^\/w\/[\w-]{16}\/$/);
    expect(reply.headers['set-cookie']?.[0]).toMatch(new RegExp(`; Path=${path}; HttpOnly; SameSite=Strict$`));
  });

  it.each([['{"token":"wrong"}'], ['{}'], [''], ['x'.repeat(5000)], ['{"token":""}']])('opens nothing for %s', async (body) => {
    expect(await redeem(body)).toMatchObject({ status: 403 });
    await enter();
  });

  it.each([['http://evil.example'], ['null'], ['http://127.0.0.1:1'], ['']])(
    'takes the token from no page at %s',
    async (foreign) => {
      const reply = await redeem(JSON.stringify({ token: token() }), { origin: foreign });
      expect(reply.status).toBe(403);
      await enter();
    },
  );
});

describe('the page', () => {
  it('comes with a nonce of its own for each answer', async () => {
    const { path, cookie } = await enter();
    const replies = [await ask(path, { headers: { cookie } }), await ask(path, { headers: { cookie } })];
    const nonces = replies.map(({ headers, text }) => {
      const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? 'none';
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
      expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${server.port}`);
      expect(headers['cache-control']).toBe('no-store');
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('lets browsers keep files whose names carry their hash', async () => {
    const { path, cookie } = await enter();
    const { headers } = await ask(`${path}assets/index-AbCd1234.js`, { headers: { cookie } });
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([['assets/none-AbCd1234.js'], ['../package.json'], ['%2e%2e/package.json'], ['assets']])(
    'has no file %s',
    async (file) => {
      const { path, cookie } = await enter();
      expect((await ask(path + file, { headers: { cookie } })).status).toBe(404);
    },
  );

  it('says what to do where there is no session', async () => {
    const { path } = await enter();
    for (const reply of [
      await ask(path),
      await ask(path, { headers: { cookie: 'nutshell-session=x' } }),
      await ask('/w/other/'),
    ]) {
      expect(reply.status).toBe(403);
      expect(reply.text).toContain('Open the address that the terminal shows');
    }
  });

  it('answers under no foreign name (DNS rebinding), and says under which it does', async () => {
    const { path, cookie } = await enter();
    for (const wanted of ['/', path]) {
      const reply = await ask(wanted, { headers: { host: `evil.example:${server.port}`, cookie } });
      expect(reply.status).toBe(403);
      expect(reply.text).toContain(`http://127.0.0.1:${server.port}`);
    }
  });

  it('says that it is not built where it is not', async () => {
    const { path, cookie } = await enter();
    await rm(join(pageDirectory, 'index.html'));
    const reply = await ask(path, { headers: { cookie } });
    expect(reply).toMatchObject({ status: 404, text: expect.stringContaining('npm run build') as string });
  });
});

describe('the channels', () => {
  it('serve the contract to a window with a session', async () => {
    const { path, cookie } = await enter();
    const end = (await openSocket(`${path}rpc`, { cookie, origin: origin() })) as LinkEnd;
    const client = createClient(createTransport(end));
    await expect(client.settings.about({})).resolves.toMatchObject({ feature: 'settings', method: 'about', input: {} });
    end.close(null);
    await expect.poll(() => backend.lost).toHaveLength(1);
  });

  it('are refused without the session, from a foreign page and at an unknown place', async () => {
    const { path, cookie } = await enter();
    const own = { cookie, origin: origin() };
    expect(await openSocket(`${path}rpc`, { origin: origin() })).toBe(403);
    expect(await openSocket(`${path}rpc`, { cookie })).toBe(403);
    expect(await openSocket(`${path}rpc`, { cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await openSocket(`${path}rpc`, { ...own, host: 'evil.example' })).toBe(403);
    expect(await openSocket('/rpc', own)).toBe(404);
    expect(await openSocket(`${path}console/..%2frpc`, own)).toBe(404);
    expect(backend.lost).toEqual([]);
  });

  it('carry a screen’s bytes and the reason of its end', async () => {
    const { path, cookie } = await enter();
    const end = (await openSocket(`${path}console/good`, { cookie, origin: origin() })) as LinkEnd;
    const received: unknown[] = [];
    const ended = new Promise((resolve) => end.onClose(resolve));
    end.onMessage((message) => received.push(message));
    await expect.poll(() => received).toEqual([{ note: 'open' }]);
    const stream = backend.streams.get('good');
    end.send(Uint8Array.of(9));
    await expect.poll(() => stream?.written).toEqual([Uint8Array.of(9)]);
    stream?.emit(Uint8Array.of(1, 2, 3));
    stream?.breakOff('The machine was stopped.');
    await expect(ended).resolves.toBe('The machine was stopped.');
    expect(received[1]).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('tell a bug to the log and not to the window', async () => {
    const { path, cookie } = await enter();
    const end = (await openSocket(`${path}console/bad`, { cookie, origin: origin() })) as LinkEnd;
    const reason = await new Promise((resolve) => end.onClose(resolve));
    expect(reason).toMatch(/error in Nutshell itself/);
    expect(bugs).toEqual([expect.objectContaining({ message: 'secret detail' })]);
  });

  it('are told why when Nutshell is stopped', async () => {
    const { path, cookie } = await enter();
    const end = (await openSocket(`${path}rpc`, { cookie, origin: origin() })) as LinkEnd;
    const ended = new Promise((resolve) => end.onClose(resolve));
    await server.close('Nutshell was stopped.');
    await expect(ended).resolves.toBe('Nutshell was stopped.');
    server = await createWebServer({ backend, pageDirectory, port: 0, reportBug: () => {} });
  });
});

describe('the port', () => {
  it('is the next free one where the wished one is taken', async () => {
    const second = await createWebServer({ backend, pageDirectory, port: server.port, reportBug: () => {} });
    expect(second.port).toBeGreaterThan(server.port);
    await second.close('over');
  });
});
