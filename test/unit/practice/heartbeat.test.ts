import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { findFreePort } from '#practice/free-port.ts';
import { hasHeartbeat } from '#practice/heartbeat.ts';
import { parseRecord, toInstanceFolder } from '#practice/instance-folder.ts';
import { buildSshArgv } from '#practice/login.ts';
import { parseAnswer } from '#practice/qmp.ts';

describe('a heartbeat', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  async function listen(onSocket: (socket: Socket) => void): Promise<number> {
    const port = await findFreePort(null);
    const server = createServer(onSocket);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return port;
  }

  it('is the banner of an sshd', async () => {
    expect(await hasHeartbeat(await listen((socket) => socket.end('SSH-2.0-OpenSSH_9.2p1\r\n')), 2_000)).toBe(true);
  });

  it.each([
    ['a connection that is accepted and silent', (socket: Socket) => void socket.on('error', () => undefined)],
    ['one that is closed at once', (socket: Socket) => void socket.destroy()],
    ['one that speaks something else', (socket: Socket) => void socket.end('HTTP/1.1 400\r\n')],
  ])('is not %s', async (_what, onSocket) => {
    expect(await hasHeartbeat(await listen(onSocket), 200)).toBe(false);
  });

  it('is not a port where nobody listens', async () => {
    expect(await hasHeartbeat(await findFreePort(null), 200)).toBe(false);
  });

  it('keeps the preferred port when it is free and takes another when it is not', async () => {
    const taken = await listen(() => undefined);
    expect(await findFreePort(taken)).not.toBe(taken);
    const free = await findFreePort(null);
    expect(await findFreePort(free)).toBe(free);
  });
});

describe('small readers and writers of the practice host', () => {
  it.each([['two words'], ['../up'], ['-dash'], [''], ['$(id)'], ['a'.repeat(32)]])('refuses %j as a name', (name) => {
    expect(() => toInstanceFolder('/state', name)).toThrow(/cannot be called/);
  });

  it('reads what QMP says, and only answers count', () => {
    expect(parseAnswer('{"QMP":{"version":{}}}')).toEqual({ kind: 'other' });
    expect(parseAnswer('{"event":"STOP"}')).toEqual({ kind: 'other' });
    expect(parseAnswer('{"return":{"status":"paused"}}')).toEqual({ kind: 'return', value: { status: 'paused' } });
    expect(parseAnswer('{"error":{"class":"GenericError","desc":"No"}}')).toEqual({ kind: 'error', message: 'No' });
  });

  it('says which file to remove when a record cannot be read', () => {
    expect(() => parseRecord('{"sshPort":', '/state/x/instance.json')).toThrow(/record .* cannot be read/);
  });

  it("keeps the person's own ssh configuration out, and spaces in its own paths in", () => {
    const argv = buildSshArgv({ sshPort: 2222, user: 'root', keyPath: '/a b/key', knownHostsPath: '/a b/known_hosts' });
    expect(argv.slice(0, 3)).toEqual(['ssh', '-F', 'none']);
    expect(argv).toContain('UserKnownHostsFile="/a b/known_hosts"');
    expect(argv.at(-1)).toBe('root@127.0.0.1');
  });
});
