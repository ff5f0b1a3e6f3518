import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { buildServiceCommand } from '#domain/access/build-ssh-commands.ts';
import { explainSilence } from '#domain/access/explain-silence.ts';
import { findService } from '#domain/access/find-service.ts';
import { describeVerdict, judgeCertificate } from '#domain/access/judge-certificate.ts';
import { listServices } from '#domain/access/list-services.ts';
import { formatServiceUrl, parseServiceUrl, toLocalUrl } from '#domain/access/parse-service-url.ts';
import type { Host } from '#domain/hosts/host.ts';
import { aNetwork } from '#fakes/addressing.ts';
import { aCloud, aLargeCloud } from '#fakes/clouds.ts';
import { aBuiltInRecipe } from '#fakes/recipes.ts';

const services = listServices(aCloud({ recipe: 'practice-cloud' }), aBuiltInRecipe('practice-cloud'), aNetwork);
const host: Host = {
  ...{ id: 'lab-1', name: 'lab', address: '10.101.1.10', port: 2222, user: 'ops', origin: 'own' },
  auth: { kind: 'agent' },
  jumps: [{ address: 'gate', port: 22, user: 'ada', auth: { kind: 'agent' } }],
};

describe('the services of a cloud', () => {
  it('stand at its machines’ addresses, the API with the path that the recipe knows', () => {
    expect(services.map(({ id, address, url, isPage }) => [id, address, url && formatServiceUrl(url), isPage])).toEqual([
      ['blue:22', '10.101.7.2', null, false],
      ['blue:8443', '10.101.7.2', 'https://10.101.7.2:8443/', true],
      ['blue:8888', '10.101.7.2', 'https://10.101.7.2:8888/', true],
      ['blue:8773', '10.101.7.2', 'http://10.101.7.2:8773/services/Eucalyptus', false],
    ]);
  });

  it('are offered by the roles that have them, and told where the host’s network is not known', () => {
    const some = listServices(aLargeCloud(), aBuiltInRecipe('eucalyptus-faststart-3'), null);
    expect(some.filter(({ machine }) => machine === 'blue-nc-1').map(({ port }) => port)).toEqual([22, 8775]);
    expect(some.find(({ id }) => id === 'blue-frontend:8443')?.url).toMatchObject({ host: '10.101.7.2', port: 8443 });
    expect(some.find(({ id }) => id === 'blue-frontend:53/udp')).toMatchObject({ protocol: 'udp', url: null });
  });

  it.each([
    ['blue:8443', 'blue:8443'],
    ['8443', 'blue:8443'],
    ['user console', 'blue:8888'],
    ['Admin', 'blue:8443'],
  ])('are found as a person types them: %s', (typed, id) => {
    expect(findService(services, typed)).toMatchObject({ kind: 'found', service: { id } });
  });

  it('are asked back for where several are meant, or none', () => {
    const many = listServices(aLargeCloud(), aBuiltInRecipe('eucalyptus-faststart-3'), aNetwork);
    expect(findService(many, '22')).toMatchObject({ kind: 'none', reason: '22 is more than one service.' });
    expect(findService(many, '')).toMatchObject({ kind: 'none' });
    expect(findService(services, 'blue:8434')).toMatchObject({ hint: 'Did you mean blue:8443?' });
  });

  it.each(['ftp://a/', 'https://a:0/', 'https://a:65536/', 'https://user@a/', 'https://a/ b', '', 'https://'])(
    'have no address such as %j',
    (text) => expect(parseServiceUrl(text)).toBeNull(),
  );

  it('keep scheme and path on the way through this laptop', () => {
    const url = parseServiceUrl('https://10.101.7.2/dashboard?x=1');
    expect(url && toLocalUrl(url, 41000)).toBe('https://127.0.0.1:41000/dashboard?x=1');
  });
});

describe('the way by hand', () => {
  const [ssh, admin] = services;
  if (!ssh || !admin) throw new Error('The practice cloud has services');
  const split = (command: string): readonly string[] =>
    execFileSync('sh', ['-c', `ssh() { printf '%s\\n' "$@"; }; ${command}`], { encoding: 'utf8' })
      .trimEnd()
      .split('\n');

  it('passes every jump host', () => {
    expect(buildServiceCommand(host, ssh, 'root')).toBe('ssh -J ada@gate,ops@10.101.1.10:2222 root@10.101.7.2');
    expect(buildServiceCommand(host, admin, 'root')).toBe(
      'ssh -p 2222 -J ada@gate -N -L 127.0.0.1:8443:10.101.7.2:8443 ops@10.101.1.10',
    );
  });

  it('takes a key file along to the host, for which -J has no word', () => {
    const keyed: Host = { ...host, jumps: [], auth: { kind: 'key', path: "/home/ada/it's mine" } };
    const [, option, end] = split(buildServiceCommand(keyed, ssh, 'root'));
    expect(end).toBe('root@10.101.7.2');
    expect(split((option ?? '').replace('ProxyCommand=', ''))).toEqual([
      ...['-p', '2222', '-i', "/home/ada/it's mine", '-W', '[%h]:%p'],
      'ops@10.101.1.10',
    ]);
  });
});

describe('a certificate', () => {
  const [now, then] = [Date.UTC(2026, 0, 2), Date.UTC(2025, 0, 1)];
  const seen = { fingerprint: 'AA:BB', subject: 'blue', validUntilEpochMs: now + 1, tlsVersion: 'TLSv1.3' };

  it('that changed is told, with what it was before', () => {
    const view = judgeCertificate(seen, { fingerprint: 'CC:DD', sinceEpochMs: then }, now);
    expect(view.verdict).toEqual({ kind: 'changed', before: 'CC:DD', sinceEpochMs: then });
    expect(describeVerdict(view.verdict)).toContain('another one than before');
    expect(view.notes).toEqual([]);
  });

  it('that is too old for browsers, over a version that they refuse, is told as such', () => {
    const view = judgeCertificate({ ...seen, validUntilEpochMs: then, tlsVersion: 'TLSv1' }, null, now);
    expect(view.verdict.kind).toBe('first-seen');
    expect(view.notes).toHaveLength(2);
    expect(view.notes.join(' ')).toMatch(/2025-01-01.*TLSv1 at most/);
  });
});

describe('silence', () => {
  const [service] = services;
  if (!service) throw new Error('The practice cloud has services');
  it.each([
    ['connect failed: Connection refused', 'nothing listens there', 'minutes'],
    ['connect failed: No route to host', 'no way to 10.101.7.2', 'nutshell diagnose blue --to 10.101.7.2'],
    ['connect failed: Connection timed out', 'does not answer on port 22', 'nutshell trace blue'],
    ['something else', 'something else', 'screen of blue'],
  ])('is explained: %s', (message, reason, remedy) => {
    const down = explainSilence(service, { code: 'unreachable', message, hint: null, raw: null });
    expect(down.reason).toContain(reason);
    expect(down.remedy).toContain(remedy);
  });

  it('of an sshd that forbids forwarding keeps its own words', () => {
    const problem = { code: 'denied', message: 'It is not allowed', hint: 'AllowTcpForwarding', raw: null } as const;
    expect(explainSilence(service, problem)).toMatchObject({ reason: 'It is not allowed', remedy: 'AllowTcpForwarding' });
  });
});
