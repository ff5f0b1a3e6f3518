import { once } from 'node:events';
import { connect as dial, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTunnelOpener, type Tunnel } from '#core/access/create-tunnel-opener.ts';
import type { HostLink } from '#core/ports/host-connector.ts';
import { createLocalPorts } from '#local/ports/create-local-ports.ts';
import { startDisposableSshd, whyNoSshd, type DisposableSshd } from '#support/disposable-sshd.ts';
import { aHost, aLaptop, connect } from './connecting.ts';

const reason = whyNoSshd();
const openTunnel = createTunnelOpener({ ports: createLocalPorts() });

describe.skipIf(reason !== null)(`a tunnel through a real sshd${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  let sshd: DisposableSshd;
  let link: HostLink;
  let service: Server;
  const tunnels: Tunnel[] = [];
  const logIn = (server: DisposableSshd) =>
    connect(aLaptop(), aHost({ port: server.port, auth: { kind: 'key', path: server.keys.plain } }));
  const lead = async (port: number, wished: number | null = null, through = link): Promise<Tunnel> => {
    const openStream = () => through.shell.openSocket({ kind: 'tcp', address: '127.0.0.1', port }, 'test');
    const tunnel = await openTunnel({ port: wished, openStream });
    tunnels.push(tunnel);
    return tunnel;
  };

  beforeAll(async () => {
    sshd = await startDisposableSshd();
    link = await logIn(sshd);
    // Says all it was told, but only when the other side has ended: as old HTTP clients want it.
    service = await serve((socket) => {
      const heard: Buffer[] = [];
      socket.on('data', (bytes: Buffer) => heard.push(bytes));
      socket.on('end', () => socket.end(Buffer.concat(heard)));
    });
  }, 60_000);
  afterAll(async () => {
    tunnels.forEach((tunnel) => tunnel.close());
    service.close();
    link.close();
    await sshd.stop();
  });

  it('carries ten connections at once, each to its half-closed end, and counts them', async () => {
    const tunnel = await lead(portOf(service));
    const texts = Array.from({ length: 10 }, (_, at) => Buffer.alloc(400_000 + at, `${at}`));
    const answers = await Promise.all(texts.map((text) => ask(tunnel.port, text)));
    answers.forEach((answer, at) => expect(answer.equals(texts[at] ?? Buffer.alloc(0))).toBe(true));
    expect(tunnel.state()).toMatchObject({ allConnections: 10, problem: null });
    await expect.poll(() => tunnel.state().openConnections).toBe(0);
  });

  it('says why the far side refused, and takes the next connection all the same', async () => {
    const tunnel = await lead(1);
    expect(await ask(tunnel.port, Buffer.from('hello'))).toHaveLength(0);
    await expect.poll(() => tunnel.state().problem?.message).toContain('connection refused');
    expect(await ask(tunnel.port, Buffer.from('again'))).toHaveLength(0);
    await expect.poll(() => tunnel.state().allConnections).toBe(2);
  });

  it('takes another port where the wished one is taken, and says so', async () => {
    const first = await lead(portOf(service));
    const second = await lead(portOf(service), first.port);
    expect(first.note).toBeNull();
    expect(second.port).not.toBe(first.port);
    expect(second.note).toBe(`Port ${first.port} of this laptop is taken by another program.`);
  });

  it('ends every connection and gives its port back when it is closed', async () => {
    const tunnel = await lead(portOf(service));
    const client = dial(tunnel.port, '127.0.0.1');
    client.on('error', () => undefined);
    await expect.poll(() => tunnel.state().openConnections).toBe(1);
    tunnel.close();
    await once(client, 'close');
    const next = await lead(portOf(service), tunnel.port);
    expect(next).toMatchObject({ port: tunnel.port, note: null });
  });

  it('does not lose what a server says before it closes, to a client that reads late', async () => {
    const text = Buffer.alloc(3_000_000, 'x');
    const speaker = await serve((socket) => socket.end(text));
    const tunnel = await lead(portOf(speaker));
    const client = dial(tunnel.port, '127.0.0.1');
    client.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await readAll(client)).length).toBe(text.length);
    speaker.close();
  });

  it('names the setting of an sshd that forbids forwarding', async () => {
    const strict = await startDisposableSshd(['AllowTcpForwarding no']);
    const strictLink = await logIn(strict);
    const tunnel = await lead(portOf(service), null, strictLink);
    await ask(tunnel.port, Buffer.from('hello'));
    await expect.poll(() => tunnel.state().problem?.hint).toContain('AllowTcpForwarding');
    strictLink.close();
    await strict.stop();
  }, 60_000);
});

async function serve(onSocket: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Sends it, ends its own side, and reads until the other side has ended too. */
async function ask(port: number, text: Buffer): Promise<Buffer> {
  const client = dial({ port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => undefined);
  client.end(text);
  return readAll(client);
}

function readAll(client: Socket): Promise<Buffer> {
  return new Promise((resolve) => {
    const got: Buffer[] = [];
    client.on('data', (bytes: Buffer) => got.push(bytes));
    client.on('close', () => resolve(Buffer.concat(got)));
    client.on('end', () => client.end());
    client.resume();
  });
}
