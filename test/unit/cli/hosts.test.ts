import { describe, expect, it } from 'vitest';
import { ApiError } from '#contract/api-error.ts';
import type { HostDraft } from '#domain/hosts/host.ts';
import type { HostSuggestion } from '#domain/hosts/host-suggestion.ts';
import { aHost, aLine, aReading, clientWith } from './builders.ts';
import { runCli, type PartialClient } from './run-cli.ts';

function recordAdded(drafts: unknown[], more: PartialClient['hosts'] = {}): PartialClient {
  return {
    hosts: {
      add: async ({ draft }) => {
        drafts.push(draft);
        return { id: 'lab-1', ...draft };
      },
      ...more,
    },
  };
}

describe('hosts add', () => {
  it('logs in as root with the agent unless told otherwise', async () => {
    const drafts: unknown[] = [];
    const { code, out, err } = await runCli(['hosts', 'add', 'lab', '10.101.1.10'], { client: recordAdded(drafts) });
    expect(code).toBe(0);
    expect(drafts).toEqual([
      { name: 'lab', user: 'root', address: '10.101.1.10', port: 22, auth: { kind: 'agent' }, jumps: [], origin: 'own' },
    ]);
    expect(out).toBe('Added lab: root@10.101.1.10 with keys of your ssh agent.\n');
    expect(err).toBe('Next: nutshell check lab\n');
  });

  it('takes a key and jumps, in order', async () => {
    const drafts: HostDraft[] = [];
    const argv = ['hosts', 'add', 'lab', 'me@kvm1:2222', '--key', '/k', '--jump', 'a@gate', '--jump', 'b@gate2:23'];
    await runCli(argv, { client: recordAdded(drafts) });
    const auth = { kind: 'key', path: '/k' };
    expect(drafts[0]).toMatchObject({ user: 'me', port: 2222, auth });
    expect(drafts[0]?.jumps).toEqual([
      { user: 'a', address: 'gate', port: 22, auth },
      { user: 'b', address: 'gate2', port: 23, auth },
    ]);
  });

  it('takes over a host of the ssh config under its own name and tells what was not taken over', async () => {
    const drafts: HostDraft[] = [];
    const suggestion: HostSuggestion = {
      alias: 'kvm1',
      draft: { ...aHost({ name: 'kvm1' }) },
      notes: ['ProxyCommand is not taken over.'],
    };
    const client = recordAdded(drafts, { suggest: async () => [suggestion] });
    const { code, err } = await runCli(['hosts', 'add', 'lab', '--from-ssh-config', 'kvm1', '--password'], { client });
    expect(code).toBe(0);
    expect(drafts[0]).toMatchObject({ name: 'lab', address: '10.101.1.10', auth: { kind: 'password' } });
    expect(err).toContain('warning ProxyCommand is not taken over.');
  });

  it('with --dry-run adds nothing', async () => {
    const { code, out } = await runCli(['hosts', 'add', 'lab', 'kvm1', '--dry-run', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ draft: { name: 'lab', address: 'kvm1' } });
  });

  it.each([
    [['hosts', 'add', 'lab'], 'Where is lab?'],
    [['hosts', 'add', 'lab', 'kvm1', '--agent', '--password'], 'exclude each other'],
    [['hosts', 'add', 'lab', 'kvm1', '--from-ssh-config', 'x'], 'not both'],
  ])('refuses %j as usage', async (argv, sentence) => {
    const { code, err } = await runCli(argv);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});

describe('hosts list', () => {
  it('draws a table', async () => {
    const hosts = [aHost(), aHost({ id: 'p', name: 'practice', address: '127.0.0.1', port: 2201, origin: 'practice' })];
    const { code, out } = await runCli(['hosts', 'list'], { client: clientWith(hosts) });
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'NAME      TARGET               LOGIN  JUMPS  ORIGIN    ID',
        'lab       root@10.101.1.10     agent  -      own       lab-1',
        'practice  root@127.0.0.1:2201  agent  -      practice  p',
        '',
      ].join('\n'),
    );
  });

  it('in JSON is one document', async () => {
    const { out } = await runCli(['hosts', 'list', '--json'], { client: clientWith([aHost()]) });
    expect(JSON.parse(out)).toEqual({ hosts: [aHost()] });
  });
});

describe('choosing a host', () => {
  it.each([['lab'], ['LAB'], ['lab-1'], ['10.101.1.10']])('finds it by %s', async (name) => {
    const { code } = await runCli(['check', name], {
      client: clientWith([aHost(), aHost({ id: 'x', name: 'x', address: 'x' })]),
    });
    expect(code).toBe(0);
  });

  it('suggests the one that was meant, and ends with 3', async () => {
    const { code, err } = await runCli(['check', 'lba'], { client: clientWith([aHost()]) });
    expect(code).toBe(3);
    expect(err).toBe('nutshell: There is no host called lba.\nDid you mean lab?\n');
  });

  it('without a name refuses to guess among several', async () => {
    const { code, err } = await runCli(['check'], { client: clientWith([aHost(), aHost({ id: 'x', name: 'x' })]) });
    expect(code).toBe(2);
    expect(err).toContain('They are: lab, x.');
  });
});

describe('check', () => {
  const readinessOf = (...lines: ReturnType<typeof aLine>[]): PartialClient => ({
    hosts: { ...clientWith([aHost()]).hosts, read: async () => aReading({ readiness: { level: 'ok', lines } }) },
  });
  const missing = aLine({
    id: 'bridge',
    title: 'Bridge',
    level: 'missing',
    found: 'there is no bridge',
    remedy: 'Create br0 and enslave the network card.',
    why: 'Machines reach the network through it.',
    command: 'ip -j link',
  });

  it('tells each line, and what is not ok in full', async () => {
    const { code, out } = await runCli(['check', 'lab'], { client: readinessOf(aLine(), missing) });
    expect(code).toBe(3);
    expect(out).toBe(
      [
        'lab  Debian GNU/Linux 12 (bookworm), kernel 6.1.0-18-amd64, logged in as root',
        '',
        '  ✓ ok       Nested virtualisation  kvm_amd, nested = 1',
        '  ✗ missing  Bridge                 there is no bridge',
        '             Machines reach the network through it.',
        '             Create br0 and enslave the network card.',
        '             $ ip -j link',
        '',
        '1 of 2 ok, 1 missing.',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['ok', 0, 0],
    ['warning', 0, 3],
    ['missing', 3, 3],
    ['unknown', 3, 3],
  ] as const)('with a line that is %s ends with %d, and with %d when strict', async (level, code, strictCode) => {
    const client = readinessOf(aLine({ level }));
    expect((await runCli(['check', 'lab'], { client })).code).toBe(code);
    expect((await runCli(['check', 'lab', '--strict'], { client })).code).toBe(strictCode);
  });

  it('in JSON names the host, what was read, and every line', async () => {
    const { out, err } = await runCli(['check', 'lab', '--json'], { client: readinessOf(aLine()) });
    expect(JSON.parse(out)).toMatchObject({
      host: { id: 'lab-1', name: 'lab' },
      reading: { hostName: 'kvm1', privilege: 'root', roundTripMs: 12 },
      readiness: { level: 'ok', lines: [{ id: 'nested', level: 'ok' }] },
    });
    expect(err).toBe('');
  });

  it('passes a problem on with its code, its hint and its raw text', async () => {
    const problem = {
      code: 'unexpected-output',
      message: 'lvs answered nonsense.',
      hint: 'Try it by hand.',
      raw: 'boo\u001B[2J',
    } as const;
    const client = { hosts: { ...clientWith([aHost()]).hosts, read: () => Promise.reject(new ApiError(problem)) } };
    const { code, out, err, isClosed } = await runCli(['check', 'lab', '--json'], { client });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ problem });
    expect(err).toBe('nutshell: lvs answered nonsense.\nTry it by hand.\n  | boo\uFFFD[2J\n');
    expect(isClosed).toBe(true);
  });
});
