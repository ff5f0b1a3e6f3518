import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ssh2, { type PseudoTtyInfo, type ServerChannel, type WindowChangeInfo } from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostLink } from '#core/ports/host-connector.ts';
import type { RemoteTerminal } from '#core/ports/host-shell.ts';
import type { TerminalScreen } from '#domain/terminals/terminal.ts';
import { aHost, aLaptop, connect, type Laptop } from './connecting.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'nutshell-terminal-'));
const [hostKey, userKey] = [path.join(directory, 'host'), path.join(directory, 'user')];
const screen: TerminalScreen = { type: 'xterm-256color', columns: 80, rows: 24 };

/** What the far side saw of one shell. */
interface Shell {
  readonly channel: ServerChannel;
  readonly pty: PseudoTtyInfo | null;
  readonly changes: readonly WindowChangeInfo[];
}

let server: net.Server;
let port: number;
const sockets = new Set<net.Socket>();
let onShell: (shell: Shell) => void;
/** How many shells are refused, as for MaxSessions. */
let refusals = 0;

/** A real SSH server in this process: lets everybody in, says that they are root, and hands over each shell. */
function startServer(): Promise<void> {
  const sshd = new ssh2.Server({ hostKeys: [execFileSync('cat', [hostKey])] }, (client) => {
    client.on('error', () => undefined).on('authentication', (context) => context.accept());
    client.on('session', (accept, reject) => {
      if (refusals > 0 && refusals-- > 0) {
        reject();
        return;
      }
      const session = accept();
      let pty: PseudoTtyInfo | null = null;
      const changes: WindowChangeInfo[] = [];
      session.on('pty', (acceptPty, _reject, info) => {
        pty = info;
        acceptPty();
      });
      session.on('window-change', (_accept, _reject, info) => void changes.push(info));
      session.on('exec', (acceptExec) => {
        const channel = acceptExec();
        channel.on('error', () => undefined).resume();
        channel.write('nutshell-privilege=root\n');
        channel.exit(0);
        channel.end();
      });
      session.on('shell', (acceptShell) => {
        const channel = acceptShell();
        channel.on('error', () => undefined);
        onShell({ channel, pty, changes });
      });
    });
  });
  server = net.createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    sshd.injectSocket(socket);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

const nextShell = (): Promise<Shell> => new Promise((resolve) => (onShell = resolve));

async function openShell(link: HostLink, wanted: TerminalScreen | null = screen): Promise<[RemoteTerminal, Shell]> {
  const shell = nextShell();
  return Promise.all([link.shell.openTerminal({ purpose: 'Open a terminal', screen: wanted }), shell]);
}

beforeAll(async () => {
  for (const key of [hostKey, userKey]) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  await startServer();
  port = (server.address() as net.AddressInfo).port;
});
afterAll(() => {
  sockets.forEach((socket) => socket.destroy());
  server.close();
});

describe('a terminal over SSH', () => {
  const logIn = async (): Promise<[HostLink, Laptop]> => {
    const laptop = aLaptop();
    return [await connect(laptop, aHost({ port, auth: { kind: 'key', path: userKey } })), laptop];
  };

  it('has the type and size it was given, carries bytes both ways, and ends with the status of the shell', async () => {
    const [link, laptop] = await logIn();
    const [terminal, { channel, pty }] = await openShell(link);
    expect(pty).toMatchObject({ term: 'xterm-256color', cols: 80, rows: 24 });
    const said: string[] = [];
    terminal.onData((bytes) => said.push(Buffer.from(bytes).toString()));
    channel.on('data', (bytes: Buffer) => {
      channel.write(`you typed ${bytes.toString()}`);
      channel.exit(3);
      channel.end();
    });
    terminal.write(Buffer.from('the secret'));
    expect(await terminal.ended).toEqual({ kind: 'exited', code: 3 });
    expect(said.join('')).toBe('you typed the secret');
    const [entry] = laptop.commandLog.list('h1').filter(({ purpose }) => purpose === 'Open a terminal');
    expect(entry).toMatchObject({
      command: 'login shell on a terminal (xterm-256color)',
      state: { kind: 'ended', exitCode: 3, bytesRead: 20 },
    });
    expect(JSON.stringify(laptop.commandLog.list(null))).not.toContain('the secret');
    link.close();
  });

  it('tells the far side its new size', async () => {
    const [link] = await logIn();
    const [terminal, { changes }] = await openShell(link);
    terminal.resize({ columns: 132, rows: 43 });
    await expect.poll(() => changes).toEqual([expect.objectContaining({ cols: 132, rows: 43 })]);
    link.close();
  });

  it('says which signal ended the shell', async () => {
    const [link] = await logIn();
    const [terminal, { channel }] = await openShell(link);
    terminal.onData(() => undefined);
    channel.exit('SIGHUP' as never, false, '');
    channel.end();
    expect(await terminal.ended).toEqual({ kind: 'killed', signal: 'HUP' });
    link.close();
  });

  it('has none where none was wanted, and keeps standard error apart', async () => {
    const [link] = await logIn();
    const [terminal, { channel, pty }] = await openShell(link, null);
    const said = { out: '', error: '' };
    terminal.onData((bytes) => (said.out += Buffer.from(bytes).toString()));
    terminal.onErrorData((bytes) => (said.error += Buffer.from(bytes).toString()));
    channel.on('end', () => {
      channel.stderr.write('a warning');
      channel.write('done');
      channel.exit(0);
      channel.end();
    });
    channel.resume();
    terminal.end();
    expect(await terminal.ended).toEqual({ kind: 'exited', code: 0 });
    expect(pty).toBeNull();
    expect(said).toEqual({ out: 'done', error: 'a warning' });
    link.close();
  });

  it('says that the line was cut, and the log too', async () => {
    const [link, laptop] = await logIn();
    const [terminal] = await openShell(link);
    terminal.onData(() => undefined);
    sockets.forEach((socket) => socket.destroy());
    const ending = await terminal.ended;
    expect(ending).toMatchObject({ kind: 'lost', reason: expect.stringContaining('was cut') as string });
    expect(laptop.commandLog.list('h1').at(-1)?.state.kind).toBe('failed');
    await expect(link.shell.openTerminal({ purpose: 'again', screen })).rejects.toMatchObject({ code: 'link-lost' });
  });

  it('hangs up when it is closed', async () => {
    const [link] = await logIn();
    const [terminal, { channel }] = await openShell(link);
    const closed = once(channel.resume(), 'close');
    terminal.close();
    expect(await terminal.ended).toEqual({ kind: 'closed' });
    await closed;
    link.close();
  });

  it('waits for its turn where sshd has no session to give yet', async () => {
    const [link] = await logIn();
    refusals = 2;
    const [terminal] = await openShell(link);
    expect(refusals).toBe(0);
    terminal.close();
    link.close();
  });

  it('holds a flood back on the far side while nobody takes it, and loses nothing of it', async () => {
    const [link] = await logIn();
    const [terminal, { channel }] = await openShell(link);
    const chunk = Buffer.alloc(64 * 1024, 'y\r\n');
    const floodBytes = 16 * 1024 * 1024;
    let [takenBytes, sentBytes] = [0, 0];
    terminal.onData((bytes) => (takenBytes += bytes.byteLength));
    terminal.pause();
    const pour = (): void => {
      while (sentBytes < floodBytes) {
        sentBytes += chunk.length;
        if (!channel.write(chunk)) {
          channel.once('drain', pour);
          return;
        }
      }
      channel.exit(0);
      channel.end();
    };
    pour();
    await new Promise((resolve) => setTimeout(resolve, 300));
    // 2 MiB of SSH's window and as much of the far side's own buffer are full by now.
    expect(takenBytes).toBeLessThan(256 * 1024);
    expect(sentBytes).toBeLessThan(floodBytes / 2);
    terminal.resume();
    expect(await terminal.ended).toEqual({ kind: 'exited', code: 0 });
    expect(takenBytes).toBe(sentBytes);
    link.close();
  });
});
