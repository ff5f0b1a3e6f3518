import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConnectAttempt } from '#core/ports/host-connector.ts';
import { HostError } from '#core/ports/host-error.ts';
import { aHost, aLaptop, attempt, connect, noAnswers, toRun } from './connecting.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'nutshell-cruel-'));
const hostKey = path.join(directory, 'host');
const userKey = path.join(directory, 'user');
const servers: net.Server[] = [];
const sockets = new Set<net.Socket>();

/** A TCP server that does as told with each connection. */
function listen(onSocket: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onSocket(socket);
  });
  servers.push(server);
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port)));
}

/** A real SSH server in this process. Its socket may be treated badly by `mangle`. */
function listenSsh(onClient: (client: Connection) => void, mangle: (socket: net.Socket) => net.Socket = (socket) => socket) {
  const server = new ssh2.Server({ hostKeys: [execFileSync('cat', [hostKey])], ident: 'Cruel_1.0' }, (client) => {
    client.on('error', () => {});
    onClient(client);
  });
  return listen((socket) => server.injectSocket(mangle(socket)));
}

/** Logs everybody in and answers the question about privileges; any other command goes to `onCommand`. */
function welcome(onCommand: (channel: ServerChannel, command: string, client: Connection) => void) {
  return (client: Connection): void => {
    client.on('authentication', (context) => context.accept());
    client.on('ready', () =>
      client.on('session', (accept) =>
        accept().on('exec', (acceptExec, _reject, { command }) => {
          const channel = acceptExec();
          channel.on('error', () => {}).resume();
          if (command.includes('sh -s')) {
            channel.write('Welcome to the machine!\nnutshell-privilege=sudo\n');
            channel.exit(0);
            channel.end();
          } else {
            onCommand(channel, command, client);
          }
        }),
      ),
    );
  };
}

const byKey = { kind: 'key', path: userKey } as const;
const problemOf = (outcome: ConnectAttempt) =>
  outcome.kind === 'failed' ? outcome.problem : Promise.reject(new Error(`Not failed: ${outcome.kind}`));
const failure = (promise: Promise<unknown>): Promise<HostError> =>
  promise.then(
    () => Promise.reject(new Error('It did not fail')),
    (error: unknown) => (error instanceof HostError ? error : Promise.reject(error as Error)),
  );

beforeAll(() => {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', hostKey]);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', userKey]);
});
afterEach(() => {
  vi.useRealTimers();
  sockets.forEach((socket) => socket.destroy());
});
afterAll(() => servers.forEach((server) => server.close()));

describe('what is not an SSH server', () => {
  it.each([
    ['says HTTP', 'HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n', 'is not an SSH server'],
    ['closes without a word', '', 'closed it without a word'],
    ['has too many logins', 'Exceeded MaxStartups\r\n', 'turned the connection away'],
    ['identifies itself and closes', 'SSH-2.0-OpenSSH_9.2p1\r\n', 'in the middle of the handshake'],
    ['sends binary rubbish', `\u0000\u0001\u0002${'x'.repeat(9_000)}`, 'is not an SSH server'],
  ])('%s', async (_what, greeting, expected) => {
    const port = await listen((socket) => socket.end(greeting, 'latin1'));
    const problem = await problemOf(await attempt(aLaptop(), aHost({ port, auth: byKey })));
    expect(problem.code).toBe('unreachable');
    expect(problem.message).toContain(expected);
    expect(problem.hint).not.toBeNull();
  });

  it.each([
    ['closed', (socket: net.Socket) => socket.end()],
    ['reset', (socket: net.Socket) => setTimeout(() => socket.resetAndDestroy(), 20)],
  ])('has %s the connection before the known hosts were read', async (_how, end) => {
    const port = await listen(end);
    const problem = await problemOf(await attempt(aLaptop({ knownHostsDelayMs: 100 }), aHost({ port, auth: byKey })));
    expect(problem.message).toContain('closed it without a word');
  });

  it('never answers: the attempt ends after 15 s and says so', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const port = await listen(() => {});
    const pending = attempt(aLaptop(), aHost({ port, auth: byKey }));
    const state = { isOver: false };
    void pending.then(() => (state.isOver = true));
    while (sockets.size === 0) await new Promise((resolve) => setImmediate(resolve));
    while (!state.isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      // The TCP connection stands, so its own limit is no longer counting.
      if (vi.getTimerCount() > 0) await vi.advanceTimersByTimeAsync(50);
    }
    expect((await problemOf(await pending)).message).toContain('not done within 15 s');
  });

  it('is not there', async () => {
    const port = await listen(() => {});
    servers.at(-1)?.close();
    expect((await problemOf(await attempt(aLaptop(), aHost({ port, auth: byKey })))).message).toContain('refused the connection');
    const unknown = aHost({ port: 22, address: 'no.such.host.invalid', auth: byKey });
    expect((await problemOf(await attempt(aLaptop(), unknown))).message).toMatch(
      /no address for the name|could not be looked up/,
    );
    const both = aHost({ port, address: 'localhost', auth: byKey });
    expect((await problemOf(await attempt(aLaptop(), both))).raw).toContain('ECONNREFUSED');
  });

  it('is given up at once when the person stops', async () => {
    const port = await listen(() => {});
    const stop = new AbortController();
    const laptop = aLaptop();
    const pending = laptop.connector.connect(
      aHost({ port, auth: byKey }),
      noAnswers,
      stop.signal,
      laptop.commandLog.recorderFor('h1'),
    );
    setTimeout(() => stop.abort(), 50);
    expect((await problemOf(await pending)).code).toBe('cancelled');
  });
});

describe('a server that is crueller than life', () => {
  it('sends one byte at a time', async () => {
    const mangle = (socket: net.Socket): net.Socket => {
      const writeByte = (byte: number): boolean => net.Socket.prototype.write.call(socket, Uint8Array.of(byte));
      const write = (data: Buffer): boolean => data.every((byte) => writeByte(byte) || true);
      return Object.assign(socket.setNoDelay(true), { write });
    };
    const port = await listenSsh(
      welcome((channel) => {
        channel.write('ü€🙂');
        channel.exit(0);
        channel.end();
      }),
      mangle,
    );
    const link = await connect(aLaptop(), aHost({ port, auth: byKey }));
    expect(link.serverVersion).toBe('Cruel_1.0');
    expect(link.privilege).toBe('sudo');
    expect((await link.shell.run(toRun('anything'))).stdout).toBe('ü€🙂');
    link.close();
  });

  it('closes a channel without an exit status: that is no success', async () => {
    const port = await listenSsh(
      welcome((channel) => {
        channel.write('half of it');
        channel.close();
      }),
    );
    const link = await connect(aLaptop(), aHost({ port, auth: byKey }));
    expect((await failure(link.shell.run(toRun('anything')))).code).toBe('link-lost');
    link.close();
  });

  it('never ends a command and heeds no signal: after 5 s nobody waits any longer', async () => {
    const port = await listenSsh(welcome(() => {}));
    const link = await connect(aLaptop(), aHost({ port, auth: byKey }));
    const startedAt = performance.now();
    expect((await failure(link.shell.run({ ...toRun('anything'), silenceMs: 100 }))).message).toContain('said nothing for 0.1 s');
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    link.close();
  });

  it('cuts the connection in the middle of an answer', async () => {
    const port = await listenSsh(
      welcome((channel, _command, client) => {
        channel.write('half');
        client.end();
      }),
    );
    const link = await connect(aLaptop(), aHost({ port, auth: byKey }));
    let lost = 0;
    link.onLost(() => (lost += 1));
    expect((await failure(link.shell.run(toRun('anything')))).code).toBe('link-lost');
    expect(lost).toBe(1);
  });

  it('goes silent: the loss is noticed by the keepalive', async () => {
    const port = await listenSsh(welcome(() => {}));
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const link = await connect(aLaptop(), aHost({ port, auth: byKey }));
    const lost = new Promise<string>((resolve) => link.onLost(({ message }) => resolve(message)));
    const pending = failure(link.shell.run(toRun('anything')));
    await new Promise((resolve) => setTimeout(resolve, 200));
    sockets.forEach((socket) => socket.pause());
    vi.advanceTimersByTime(20_000);
    expect(await lost).toContain('no answer for 20 s');
    expect((await pending).code).toBe('link-lost');
  });
});

describe('keyboard-interactive', () => {
  const secrets = (port: number) => [{ target: `root@127.0.0.1:${port}`, kind: 'password', value: 'right' } as const];
  const asking = (
    prompts: readonly (readonly { prompt: string; echo: boolean }[])[],
    isRight: (answers: readonly string[]) => boolean,
  ) =>
    listenSsh((client) =>
      client.on('authentication', (context) => {
        if (context.method !== 'keyboard-interactive') {
          context.reject(['keyboard-interactive']);
          return;
        }
        const rounds = [...prompts];
        const next = (answers: readonly string[]): void => {
          const round = rounds.shift();
          if (round) context.prompt([...round], next);
          else if (isRight(answers)) context.accept();
          else context.reject(['keyboard-interactive']);
        };
        next([]);
      }),
    );

  it('gets the password when that is the one hidden prompt', async () => {
    const port = await asking([[{ prompt: 'Password: ', echo: false }]], ([answer]) => answer === 'right');
    const outcome = await connect(aLaptop(), aHost({ port, auth: { kind: 'password' } }), { secrets: secrets(port) }).catch(
      String,
    );
    // It lets us in and then refuses every session.
    expect(outcome).toContain('runs no commands');
  });

  it('does not get the password for a code, and says what was asked', async () => {
    const seen: string[] = [];
    const port = await asking(
      [[{ prompt: 'Password: ', echo: false }], [{ prompt: 'Verification code: ', echo: false }]],
      (answers) => (seen.push(...answers), false),
    );
    const outcome = await connect(aLaptop(), aHost({ port, auth: { kind: 'password' } }), { secrets: secrets(port) }).catch(
      String,
    );
    expect(outcome).toContain('asks for more than a password: Verification code:');
    expect(seen).toEqual(['']);
  });
});
