import { describe, expect, it } from 'vitest';
import type { CredentialsFetch, CredentialsSummary } from '#contract/credentials.ts';
import { aHost, clientWith } from './builders.ts';
import { runCli, type PartialClient } from './run-cli.ts';

const summary: CredentialsSummary = {
  kind: 'aws',
  holder: 'admin of the account 123456789012',
  accessKeyId: 'AKIAPRACTICE',
  endpoints: { ec2: 'http://10.101.7.2:8773/services/Eucalyptus' },
  fetchedAtEpochMs: 0,
  origin: 'root@10.101.7.2, /root/credentials/admin/eucarc',
  warnings: [],
};
const fetched: CredentialsFetch = { kind: 'fetched', summary };
const question: CredentialsFetch = {
  kind: 'question',
  question: { kind: 'password', target: 'root@10.101.7.2', wrongBefore: false },
};

function world(...outcomes: readonly CredentialsFetch[]) {
  const given: string[] = [];
  let kept: CredentialsSummary | null = null;
  const client: PartialClient = {
    ...clientWith([aHost()]),
    credentials: {
      fetch: async ({ login }) => {
        given.push(login.answers.secrets.map(({ value }) => value).join());
        const outcome = outcomes[given.length - 1] ?? fetched;
        kept = outcome.kind === 'fetched' ? outcome.summary : kept;
        return outcome;
      },
      state: async () => ({ kept, isPersistent: false, sources: [{ title: 'A file', role: 'ciab', format: 'eucarc' }] }),
      show: async () => ({
        ...{ kind: 'aws', cloud: 'blue', account: null, user: null, accessKeyId: 'AKIAPRACTICE', secretAccessKey: 'S3CRET' },
        endpoints: { ec2: 'http://10.101.7.2:8773/' },
        certificatePaths: [],
      }),
      forget: async () => null,
    },
  };
  return { client, given };
}

describe('nutshell credentials', () => {
  it('says how to get them where none are kept', async () => {
    const result = await runCli(['credentials', 'blue'], world());
    expect(result.code).toBe(3);
    expect(result.err).toContain('nutshell credentials blue --fetch');
  });

  it('asks for the password once, and hides the secret', async () => {
    const { client, given } = world(question);
    const result = await runCli(['credentials', 'blue', '--fetch'], { client, answers: ['pass'] });
    expect(result).toMatchObject({ code: 0, asked: ['root@10.101.7.2 asks for a password.'] });
    expect(given).toEqual(['', 'pass']);
    expect(result.out).toMatch(/AKIAPRACTICE[\s\S]*hidden[\s\S]*in memory only/);
    expect(result.out).not.toContain('S3CRET');
  });

  it('takes the password from standard input, and prints the secret where that is asked for', async () => {
    const { client, given } = world(question);
    const argv = ['credentials', 'blue', '--fetch', '--show', '--password-file', '-', '--json'];
    const result = await runCli(argv, { client, input: 'pass\n' });
    expect(given).toEqual(['', 'pass']);
    expect(JSON.parse(result.out)).toMatchObject({ cloud: 'blue', credentials: { secretAccessKey: 'S3CRET' } });
  });

  it('ends with 7 where nobody can be asked, and tells a fingerprint to accept', async () => {
    expect((await runCli(['credentials', 'blue', '--fetch'], world(question))).code).toBe(7);
    const unknown: CredentialsFetch = {
      kind: 'question',
      question: {
        kind: 'unknown-host-key',
        target: 'root@10.101.7.2',
        keyType: 'ssh-ed25519',
        fingerprint: 'SHA256:abc',
        otherTypeKnown: false,
      },
    };
    const result = await runCli(['credentials', 'blue', '--fetch'], world(unknown));
    expect(result.err).toContain('--accept-fingerprint SHA256:abc');
  });

  it('tells why no source gave any', async () => {
    const { client } = world({ kind: 'none', reasons: ['A file (/root/eucarc): it is half written.'] });
    const result = await runCli(['credentials', 'blue', '--fetch'], { client });
    expect(result).toMatchObject({ code: 3 });
    expect(result.err).toContain('half written');
  });

  it('refuses what contradicts itself', async () => {
    expect((await runCli(['credentials', 'blue', '--forget', '--show'], world())).code).toBe(2);
    expect((await runCli(['credentials', 'blue', '--fetch', '--agent', '--key', 'x'], world())).code).toBe(2);
  });
});
