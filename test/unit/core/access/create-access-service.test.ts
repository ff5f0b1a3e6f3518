import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { connect as dial, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CloudAccess, TunnelEvent } from '#contract/access.ts';
import { createAccessService } from '#core/access/create-access-service.ts';
import type { Entering } from '#core/path/create-machine-insides.ts';
import type { HostLink } from '#core/ports/host-connector.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { ByteStream, SocketTarget } from '#core/ports/host-shell.ts';
import type { ServiceView } from '#domain/access/cloud-service.ts';
import { known } from '#domain/fact.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { createServiceProber } from '#host/access/create-service-prober.ts';
import { createCertificateStore } from '#local/create-certificate-store.ts';
import { createLocalPorts } from '#local/ports/create-local-ports.ts';
import { toLocalStream } from '#local/ports/to-local-stream.ts';
import { aCloud } from '#fakes/clouds.ts';
import { aHost as someFacts } from '#fakes/host-facts.ts';
import { aMachine } from '#fakes/machines.ts';
import { aBuiltInRecipe } from '#fakes/recipes.ts';

const now = Date.UTC(2026, 0, 2);
const folder = mkdtempSync(path.join(tmpdir(), 'nutshell-access-'));
const servers: Server[] = [];
const listen = async (server: Server): Promise<number> => {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/** A web server behind a certificate of its own making. */
async function aTlsServer(name: string, answer: string): Promise<number> {
  const [key, cert] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.pem`)];
  const subject = ['-subj', `/CN=${name}`, '-days', '2', '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject], { stdio: 'ignore' });
  const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end(answer));
  });
  return listen(server);
}

/** One that says this, whatever it is asked. */
const aSpeaker = (text: string): Promise<number> =>
  listen(
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(text);
    }),
  );

/** Which port of this computer stands for which of the cloud; a HostError is what sshd would have said. */
let far: Map<number, number | HostError>;
let machines: readonly Machine[];
let consoleSays: readonly string[];
/** How the machine answers to somebody who logs in to it. */
let inside: Entering;

/** A stream to whatever stands for a port of the cloud, as sshd would give it. */
const openAmong =
  (ports: ReadonlyMap<number, number | HostError>) =>
  async (target: SocketTarget): Promise<ByteStream> => {
    const place = target.kind === 'tcp' ? ports.get(target.port) : undefined;
    if (typeof place !== 'number') {
      throw place ?? new HostError('unreachable', 'connection refused');
    }
    const socket = dial(place, '127.0.0.1');
    await once(socket, 'connect');
    return toLocalStream(socket);
  };

/** Somebody is logged in, and sees these ports there. */
function anInside(ports: ReadonlyMap<number, number | HostError>, leave: () => void = () => undefined): Entering {
  const target = { address: '10.101.7.2', port: 22, user: 'root', auth: { kind: 'agent' } } as const;
  const link = { shell: { openSocket: openAmong(ports) } } as unknown as HostLink;
  return { kind: 'in', link, target, cloud: aCloud(), leave };
}

function aService() {
  const cloud = aCloud({ recipe: 'practice-cloud' });
  const facts = someFacts({ clouds: known([{ kind: 'read', name: 'blue', cloud }], 'cat') });
  return createAccessService({
    hosts: {
      find: async () => ({
        id: 'lab-1',
        name: 'lab',
        address: '10.101.1.10',
        port: 22,
        user: 'root',
        auth: { kind: 'agent' },
        jumps: [],
        origin: 'own',
      }),
    },
    readings: { readRecent: async () => ({ hostId: 'lab-1', facts, machines, readiness: [] }) },
    recipes: { findRecipe: async (id: string) => aBuiltInRecipe(id) },
    connections: { shellOf: () => ({ openSocket: openAmong(far) }) },
    insides: { enter: async () => inside },
    prober: createServiceProber(),
    certificates: createCertificateStore(folder),
    environment: { now: () => now },
    localPorts: createLocalPorts(),
    async *watchInstalls() {
      const lines = consoleSays.map((text, at) => ({ text, endByte: at + 1, seenEpochMs: now }));
      yield { hostEpochMs: now, records: new Map([['blue', { notes: [], events: [], lines }]]) };
    },
  } as unknown as Parameters<typeof createAccessService>[0]);
}

const blue = { hostId: 'lab-1', cloud: 'blue' };

async function checkAll(): Promise<Readonly<Record<number, ServiceView['state']>>> {
  let last: CloudAccess | null = null;
  for await (const news of aService().check(blue, { signal: new AbortController().signal })) {
    last = news;
  }
  return Object.fromEntries((last?.services ?? []).map(({ port, state }) => [port, state]));
}

describe('the services of a cloud', () => {
  let admin: number;
  let console: number;
  beforeAll(async () => {
    admin = await aTlsServer('admin', 'HTTP/1.1 302 Found\r\n\r\n');
    console = await aTlsServer('console', 'HTTP/1.0 503 Service Unavailable\r\n\r\n');
    // Two RSA keys: on a machine that is busy with something else they take long.
  }, 120_000);
  afterAll(() => servers.forEach((server) => server.close()));
  beforeEach(async () => {
    machines = [aMachine({ name: 'blue' })];
    consoleSays = [];
    far = new Map([
      [22, await aSpeaker('SSH-2.0-OpenSSH_5.3\r\n')],
      [8443, admin],
      [8888, console],
      [8773, await aSpeaker('HTTP/1.1 403 Forbidden\r\n\r\n')],
    ]);
  });

  it('are each told as they are, with the reason and what to do', async () => {
    const states = await checkAll();
    expect(states[22]).toMatchObject({ kind: 'up', detail: 'SSH-2.0-OpenSSH_5.3' });
    expect(states[8443]).toMatchObject({ kind: 'up', detail: 'HTTP 302', certificate: { subject: 'admin' } });
    expect(states[8888]).toMatchObject({
      kind: 'down',
      reason: 'It answers with an error of its own: 503 Service Unavailable.',
      certificate: { verdict: { kind: 'first-seen' } },
    });
    expect(states[8773]).toMatchObject({ kind: 'up', detail: 'HTTP 403' });
  });

  it('show the certificate of yesterday, or are told with both fingerprints until a person trusts the new one', async () => {
    const before = (await checkAll())[8443];
    const old = before?.kind === 'up' ? before.certificate : null;
    expect(old?.verdict).toEqual({ kind: 'same', sinceEpochMs: now });
    far.set(8443, await aTlsServer('stranger', 'HTTP/1.1 200 OK\r\n\r\n'));
    const changed = (await checkAll())[8443];
    expect(changed).toMatchObject({ certificate: { verdict: { kind: 'changed', before: old?.fingerprint } } });
    const fingerprint = changed?.kind === 'up' ? (changed.certificate?.fingerprint ?? '') : '';
    await aService().trust({ ...blue, service: '8443', fingerprint }, { signal: new AbortController().signal });
    expect((await checkAll())[8443]).toMatchObject({ certificate: { verdict: { kind: 'same' } } });
  });

  it('are compared with what the machine itself shows, and a difference is told with both fingerprints', async () => {
    const { signal } = new AbortController();
    const login = { answers: { acceptedFingerprints: [], secrets: [], remember: false } };
    const compare = (service: string) => aService().compare({ ...blue, service, login }, { signal });
    let left = 0;
    inside = anInside(far, () => void (left += 1));
    expect(await compare('8443')).toMatchObject({ kind: 'compared', comparison: { through: 'root@10.101.7.2', isSame: true } });
    inside = anInside(new Map([[8443, await aTlsServer('between', 'HTTP/1.1 200 OK\r\n\r\n')]]), () => void (left += 1));
    const outcome = await compare('8443');
    const comparison = outcome.kind === 'compared' ? outcome.comparison : null;
    expect(comparison?.isSame).toBe(false);
    expect(comparison?.shown).not.toBe(comparison?.inside);
    inside = anInside(new Map(), () => void (left += 1));
    await expect(compare('8443')).rejects.toThrow('connection refused');
    expect(left).toBe(3);
    inside = { kind: 'question', question: { kind: 'password', target: 'root@10.101.7.2', wrongBefore: false } };
    expect(await compare('8443')).toEqual(inside);
    expect(await compare('8773')).toMatchObject({ kind: 'none' });
  });

  it('are not what something else on their ports says', async () => {
    far.set(22, await aSpeaker('220 ftp\r\n'));
    far.set(8443, await aSpeaker('no TLS here\r\n'));
    far.set(8773, await aSpeaker(''));
    const states = await checkAll();
    expect(states[22]).toMatchObject({ kind: 'down', reason: 'What answers there is no SSH server: "220 ftp".' });
    expect(states[8443]).toMatchObject({ kind: 'down', certificate: null });
    expect(states[8773]).toMatchObject({ kind: 'down' });
  });

  it('are no fault while the machine is still being installed, and one again when it is ready', async () => {
    far.clear();
    consoleSays = ['practice-installer: starting 1.0', 'practice-installer: step 2 of 5: packages'];
    expect((await checkAll())[8773]).toEqual({
      kind: 'installing',
      reason: 'blue is still being installed (Packages are unpacked). Its services come at the end of that.',
    });
    consoleSays = [...consoleSays, 'practice-system: ready'];
    expect((await checkAll())[8773]).toMatchObject({ kind: 'down' });
  });

  it('of a machine that does not run are not asked', async () => {
    far.clear();
    machines = [aMachine({ name: 'blue', state: { kind: 'stopped', end: null } as unknown as Machine['state'] })];
    expect((await checkAll())[8443]).toMatchObject({ reason: 'blue does not run.', remedy: 'Start it: nutshell start blue' });
  });

  it('are led to a port of this laptop as long as somebody listens', async () => {
    const stop = new AbortController();
    const events = aService()
      .tunnel({ ...blue, service: '8773', port: null }, { signal: stop.signal })
      [Symbol.asyncIterator]();
    const opened = (await events.next()).value as Extract<TunnelEvent, { kind: 'open' }>;
    expect(opened.url).toBe(`http://127.0.0.1:${opened.port}/services/Eucalyptus`);
    const client = dial(opened.port, '127.0.0.1');
    expect(String(await once(client, 'data'))).toContain('403 Forbidden');
    expect((await events.next()).value).toMatchObject({ kind: 'changed', allConnections: 1 });
    stop.abort();
    while ((await events.next()).done !== true);
    const late = dial(opened.port, '127.0.0.1');
    expect(await once(late, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
  });

  it('that are silent are no reason for a tunnel', async () => {
    far.delete(8888);
    const events = aService().tunnel({ ...blue, service: '8888', port: null }, { signal: new AbortController().signal });
    await expect(events[Symbol.asyncIterator]().next()).rejects.toThrow('connection refused');
  });

  it('are seen through a SOCKS proxy by whoever asks byte by byte', async () => {
    const stop = new AbortController();
    const events = aService().socks({ hostId: 'lab-1', port: null }, { signal: stop.signal })[Symbol.asyncIterator]();
    const { port } = (await events.next()).value as Extract<TunnelEvent, { kind: 'open' }>;
    const client = dial({ port, host: '127.0.0.1', noDelay: true });
    for (const byte of [5, 1, 0, 5, 1, 0, 1, 10, 101, 7, 2, 0, 22]) {
      client.write(Uint8Array.of(byte));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const heard: Buffer[] = [];
    client.on('data', (bytes: Buffer) => heard.push(bytes));
    await once(client, 'close');
    const answer = Buffer.concat(heard);
    expect([...answer.subarray(0, 4)]).toEqual([5, 0, 5, 0]);
    expect(answer.subarray(12).toString()).toBe('SSH-2.0-OpenSSH_5.3\r\n');
    stop.abort();
  });
});
