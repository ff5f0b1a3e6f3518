import { describe, expect, it } from 'vitest';
import type { ConnectAnswers, ConnectOutcome } from '#domain/hosts/connection.ts';
import { aHost, clientWith } from './builders.ts';
import { runCli, type CliSetup } from './run-cli.ts';

const fingerprint = `SHA256:${'a'.repeat(43)}`;
const target = 'root@10.101.1.10';

/** An sshd that asks for its key's fingerprint and, where it has a password, for that. */
function aWaryHost(password: string | null): CliSetup & { readonly attempts: ConnectAnswers[] } {
  const attempts: ConnectAnswers[] = [];
  const connect = async ({ answers }: { answers: ConnectAnswers }): Promise<ConnectOutcome> => {
    attempts.push(answers);
    if (!answers.acceptedFingerprints.includes(fingerprint)) {
      const question = { kind: 'unknown-host-key', target, keyType: 'ssh-ed25519', fingerprint, otherTypeKnown: false } as const;
      return { kind: 'question', question };
    }
    const given = answers.secrets.find((secret) => secret.target === target && secret.kind === 'password')?.value;
    if (password !== null && given !== password) {
      return { kind: 'question', question: { kind: 'password', target, wrongBefore: given !== undefined } };
    }
    return { kind: 'connected' };
  };
  return { client: { hosts: { ...clientWith([aHost()]).hosts, connect } }, attempts };
}

describe('an unknown host key', () => {
  it('is never accepted without a terminal; the message names the option', async () => {
    const { code, out, err } = await runCli(['check', 'lab', '--json'], aWaryHost(null));
    expect(code).toBe(7);
    expect(JSON.parse(out)).toMatchObject({ problem: { code: 'needs-answer' } });
    expect(err).toContain(`It offers the ssh-ed25519 key ${fingerprint}.`);
    expect(err).toContain(`--accept-fingerprint ${fingerprint}`);
  });

  it('is accepted by its fingerprint', async () => {
    const host = aWaryHost(null);
    expect((await runCli(['check', 'lab', '--accept-fingerprint', fingerprint], host)).code).toBe(0);
    expect(host.attempts).toHaveLength(1);
  });

  it('is not accepted by another fingerprint', async () => {
    const other = `SHA256:${'b'.repeat(43)}`;
    expect((await runCli(['check', 'lab', '--accept-fingerprint', other], aWaryHost(null))).code).toBe(7);
  });

  it('is accepted by typing yes, and by nothing shorter', async () => {
    expect((await runCli(['check', 'lab'], { ...aWaryHost(null), answers: ['yes'] })).code).toBe(0);
    expect((await runCli(['check', 'lab'], { ...aWaryHost(null), answers: ['y'] })).code).toBe(7);
    expect((await runCli(['check', 'lab'], { ...aWaryHost(null), answers: [''] })).code).toBe(7);
    expect((await runCli(['check', 'lab'], { ...aWaryHost(null), answers: [null] })).code).toBe(130);
  });

  it('is not asked about with --no-input', async () => {
    const { code, asked } = await runCli(['check', 'lab', '--no-input'], { ...aWaryHost(null), answers: ['yes'] });
    expect(code).toBe(7);
    expect(asked).toEqual([]);
  });
});

describe('a password', () => {
  const trusting = ['check', 'lab', '--accept-fingerprint', fingerprint];

  it('is never asked without a terminal; the message names the option', async () => {
    const { code, err } = await runCli(trusting, aWaryHost('secret'));
    expect(code).toBe(7);
    expect(err).toContain('--password-stdin');
  });

  it('is read from standard input, line end or not', async () => {
    for (const input of ['secret', 'secret\n', 'secret\r\n']) {
      expect((await runCli([...trusting, '--password-stdin'], { ...aWaryHost('secret'), input })).code).toBe(0);
    }
  });

  it('that is wrong on standard input ends as a refused login and is not shown', async () => {
    const { code, out, err } = await runCli([...trusting, '--password-stdin'], { ...aWaryHost('secret'), input: 'hunter2\n' });
    expect(code).toBe(5);
    expect(err).toContain('What was given is wrong.');
    expect(out + err).not.toContain('hunter2');
  });

  it('may be tried again at a terminal, and is never kept', async () => {
    const host = aWaryHost('secret');
    const { code, asked } = await runCli(trusting, { ...host, answers: ['wrong', 'secret'] });
    expect(code).toBe(0);
    expect(asked[1]).toContain('That was wrong');
    expect(host.attempts.at(-1)?.secrets).toEqual([{ target, kind: 'password', value: 'secret' }]);
    expect(host.attempts.every((attempt) => !(attempt as { remember?: boolean }).remember)).toBe(true);
  });
});

describe('a changed host key', () => {
  it('ends with 6 and both fingerprints, whatever was accepted', async () => {
    const change = {
      target,
      keyType: 'ssh-ed25519',
      offeredFingerprint: fingerprint,
      knownFingerprints: ['SHA256:old'],
      knownHostsPath: '/home/me/known_hosts',
      knownHostsLines: [3],
    };
    const connect = async (): Promise<ConnectOutcome> => ({ kind: 'changed-host-key', change });
    const client = { hosts: { ...clientWith([aHost()]).hosts, connect } };
    const { code, err } = await runCli(['check', 'lab', '--accept-fingerprint', fingerprint], { client, answers: ['yes'] });
    expect(code).toBe(6);
    expect(err).toContain(fingerprint);
    expect(err).toContain('SHA256:old');
    expect(err).toContain('line 3 of /home/me/known_hosts');
  });
});
