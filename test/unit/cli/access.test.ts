import { describe, expect, it } from 'vitest';
import { ApiError } from '#contract/api-error.ts';
import type { CloudAccess, TunnelEvent } from '#contract/access.ts';
import type { ServiceState, ServiceView } from '#domain/access/cloud-service.ts';
import { aHost, clientWith } from './builders.ts';
import { runCli, streamOf, type PartialClient } from './run-cli.ts';

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
const certificate = { fingerprint, subject: 'blue', validUntilEpochMs: 1, tlsVersion: 'TLSv1.2', notes: [] };

function aView(port: number, state: ServiceState): ServiceView {
  return {
    ...{ id: `blue:${port}`, title: `Service ${port}`, machine: 'blue', address: '10.101.7.2', port, protocol: 'tcp' },
    isPage: true,
    url: { scheme: 'https', host: '10.101.7.2', port, path: '/' },
    state,
    sshCommand: `ssh -N -L 127.0.0.1:${port}:10.101.7.2:${port} root@10.101.1.10`,
  };
}

const up = aView(8443, { kind: 'up', detail: 'HTTP 200', certificate: { ...certificate, verdict: { kind: 'first-seen' } } });
const down = aView(8888, { kind: 'down', reason: 'Nothing listens there.', remedy: 'Wait a minute.', certificate: null });

function clientOf(...services: readonly ServiceView[]): PartialClient {
  const asked: CloudAccess = {
    cloud: 'blue',
    services: services.map((one) => ({ ...one, state: { kind: 'checking' } })),
    notes: [],
  };
  return { ...clientWith([aHost()]), access: { check: () => streamOf(asked, { ...asked, services }) } };
}

describe('nutshell access', () => {
  it('tells each service and what to do, and ends with 3 while one is down', async () => {
    const { code, out } = await runCli(['access', 'blue'], { client: clientOf(up, down) });
    expect(code).toBe(3);
    expect(out).toMatch(/blue:8443\s+Service 8443\s+https:\/\/10\.101\.7\.2:8443\/\s+up, HTTP 200/);
    expect(out).toContain(`SHA-256 ${fingerprint}`);
    expect(out).toContain('Nothing listens there.\n  Wait a minute.');
    expect((await runCli(['access', 'blue', '8443'], { client: clientOf(up, down) })).code).toBe(0);
  });

  it('says of a cloud that is still being installed just that', async () => {
    const reason = 'blue is still being installed (Packages are unpacked). Its services come at the end of that.';
    const { code, out } = await runCli(['access', 'blue'], { client: clientOf(aView(8443, { kind: 'installing', reason })) });
    expect(code).toBe(3);
    expect(out).toMatch(new RegExp(`installing[^]*${reason.replace(/[().]/g, '\\$&')}`));
    expect(out).not.toContain('down');
  });

  it('ends with 3 where a certificate is another one, and names both', async () => {
    const verdict = { kind: 'changed', before: 'CD:EF', sinceEpochMs: 1 } as const;
    const changed = aView(8443, { kind: 'up', detail: 'HTTP 200', certificate: { ...certificate, verdict } });
    const { code, out } = await runCli(['access', 'blue'], { client: clientOf(changed) });
    expect([code, out.includes(`SHA-256 ${fingerprint}\n  before  CD:EF`)]).toEqual([3, true]);
  });

  it('gives addresses as text with --json', async () => {
    const { out } = await runCli(['access', 'blue', '--json'], { client: clientOf(up) });
    expect(JSON.parse(out)).toMatchObject({ services: [{ url: 'https://10.101.7.2:8443/', state: { kind: 'up' } }] });
  });

  it('prints one command, to be run as it is', async () => {
    const { out } = await runCli(['access', 'blue', '8888', '--copy-as', 'ssh'], { client: clientOf(up, down) });
    expect(out).toBe(`${down.sshCommand}\n`);
  });

  it('prints the address of a tunnel, says which port it got, and why a connection was refused', async () => {
    const problem = { code: 'unreachable', message: 'connection refused', hint: 'Nothing listens there.', raw: null } as const;
    const events: readonly TunnelEvent[] = [
      {
        kind: 'open',
        port: 41000,
        url: 'https://127.0.0.1:41000/',
        note: 'Port 8443 of this laptop is taken by another program.',
      },
      { kind: 'changed', openConnections: 0, allConnections: 1, problem },
      { kind: 'changed', openConnections: 0, allConnections: 2, problem },
    ];
    const asked: unknown[] = [];
    const tunnel = (input: unknown) => (asked.push(input), streamOf(...events));
    const client = { ...clientWith([aHost()]), access: { tunnel } };
    const { code, out, err } = await runCli(['access', 'blue', '8443', '--port', '8443'], { client });
    expect([code, out]).toEqual([0, 'https://127.0.0.1:41000/\n']);
    expect(asked).toEqual([{ hostId: 'lab-1', cloud: 'blue', service: '8443', port: 8443 }]);
    expect(err).toContain('Port 8443 of this laptop is taken by another program. 41000 is used instead.');
    expect(err.match(/connection refused/g)).toHaveLength(1);
  });

  it('ends with 0 on Ctrl-C once it was open, and not before', async () => {
    const stop = new AbortController();
    async function* cut(...events: readonly TunnelEvent[]): AsyncGenerator<TunnelEvent> {
      yield* events;
      stop.abort();
      throw new ApiError({ code: 'cancelled', message: 'Cancelled.', hint: null, raw: null });
    }
    const open: TunnelEvent = { kind: 'open', port: 1080, url: 'socks5h://127.0.0.1:1080', note: null };
    const client = { ...clientWith([aHost()]), access: { socks: () => cut(open) } };
    expect(await runCli(['access', 'blue', '--socks'], { client, signal: stop.signal })).toMatchObject({
      code: 0,
      out: 'socks5h://127.0.0.1:1080\n',
    });
  });

  it.each([
    [['access', 'blue', '--open'], 'which service'],
    [['access', 'blue', '8443', '--open', '--socks'], 'five different things'],
    [['access', 'blue', '8443', '--port', '70000'], 'no port'],
    [['access', 'blue', '8443', '--port', 'x'], 'no number'],
  ])('refuses %j with a sentence', async (argv, words) => {
    const { code, err } = await runCli(argv, { client: clientWith([aHost()]) });
    expect([code, err.includes(words)]).toEqual([2, true]);
  });

  it('compares a certificate through SSH, asks what the machine asks, and ends with 3 where it is another one', async () => {
    const shown = fingerprint;
    const compareTo = (inside: string) => {
      const comparison = { through: 'root@10.101.7.2', shown, inside, isSame: shown === inside };
      return { ...clientOf(up), access: { compare: async () => ({ kind: 'compared', comparison }) as const } };
    };
    const argv = ['access', 'blue', '8443', '--compare'];
    const same = await runCli(argv, { client: compareTo(shown) });
    expect([same.code, same.out]).toEqual([0, expect.stringContaining('the same certificate')]);
    const other = 'CD:'.repeat(31) + 'CD';
    const different = await runCli(argv, { client: compareTo(other) });
    expect(different.code).toBe(3);
    expect(different.out).toContain(`through the host  ${shown}\nin the machine    ${other}`);
    expect((await runCli(['access', 'blue', '--compare'], { client: compareTo(other) })).code).toBe(2);
    expect((await runCli([...argv, '--open'], { client: compareTo(other) })).err).toContain('five different things');
  });
});
