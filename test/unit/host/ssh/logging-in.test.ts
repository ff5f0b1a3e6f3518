import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectAttempt } from '#core/ports/host-connector.ts';
import { makeKey, passphrase, password, startDisposableSshd, whyNoSshd, type DisposableSshd } from '#support/disposable-sshd.ts';
import { aHost, aLaptop, attempt, connect, readText, type Laptop } from './connecting.ts';

const reason = whyNoSshd();
const title = reason === null ? 'logging in to a real sshd' : `logging in to a real sshd (skipped: ${reason})`;

describe.skipIf(reason !== null)(title, () => {
  let sshd: DisposableSshd;
  let fingerprint: string;

  /** A laptop that already knows the host. */
  const knowing = (options: { readonly agentSocket?: string } = {}): Laptop => {
    const laptop = aLaptop(options);
    writeFileSync(laptop.knownHostsPath, `[127.0.0.1]:${sshd.port} ${sshd.hostKeys.ed25519}`);
    return laptop;
  };
  const withKey = (keyPath: string, user = 'ops') => aHost({ port: sshd.port, user, auth: { kind: 'key', path: keyPath } });
  const target = (user = 'ops') => `${user}@127.0.0.1:${sshd.port}`;
  const fail = (outcome: ConnectAttempt) => {
    if (outcome.kind === 'connected') outcome.link.close();
    return outcome.kind === 'failed' ? outcome.problem : Promise.reject(new Error(`Not failed: ${outcome.kind}`));
  };

  beforeAll(async () => {
    sshd = await startDisposableSshd();
    const keyFile = path.join(sshd.directory, 'host_ed25519.pub');
    fingerprint = execFileSync('ssh-keygen', ['-lf', keyFile], { encoding: 'utf8' }).split(' ')[1] ?? '';
  }, 60_000);
  afterAll(() => sshd.stop());

  it('asks about an unknown key, remembers it when accepted, and is silent from then on', async () => {
    const laptop = aLaptop();
    const host = withKey(sshd.keys.plain);
    const question = { kind: 'unknown-host-key', target: target(), keyType: 'ssh-ed25519', fingerprint, otherTypeKnown: false };
    expect(await attempt(laptop, host)).toEqual({ kind: 'question', question });
    // Another key's fingerprint is no yes to this one.
    const other = `SHA256:${'A'.repeat(43)}`;
    expect(await attempt(laptop, host, { acceptedFingerprints: [other] })).toEqual({ kind: 'question', question });
    (await connect(laptop, host, { acceptedFingerprints: [fingerprint] })).close();
    expect(readText(laptop.knownHostsPath)).toBe(
      `[127.0.0.1]:${sshd.port} ${sshd.hostKeys.ed25519.split(' ').slice(0, 2).join(' ')}\n`,
    );
    (await connect(laptop, host)).close();
    expect(
      execFileSync('ssh-keygen', ['-F', `[127.0.0.1]:${sshd.port}`, '-f', laptop.knownHostsPath], { encoding: 'utf8' }),
    ).toContain('found: line 1');
  });

  it('refuses a changed key with both fingerprints and the lines', async () => {
    const laptop = aLaptop();
    const stranger = readText(`${sshd.keys.stranger}.pub`);
    writeFileSync(laptop.knownHostsPath, `# mine\n[127.0.0.1]:${sshd.port} ${stranger}`);
    const outcome = await attempt(laptop, withKey(sshd.keys.plain), { acceptedFingerprints: [fingerprint] });
    expect(outcome).toMatchObject({
      kind: 'changed-host-key',
      change: {
        offeredFingerprint: fingerprint,
        knownFingerprints: [execFileSync('ssh-keygen', ['-lf', `${sshd.keys.stranger}.pub`], { encoding: 'utf8' }).split(' ')[1]],
        knownHostsPath: laptop.knownHostsPath,
        knownHostsLines: [2],
      },
    });
  });

  it('refuses a revoked key', async () => {
    const laptop = aLaptop();
    writeFileSync(laptop.knownHostsPath, `@revoked * ${sshd.hostKeys.ed25519}`);
    const problem = await fail(await attempt(laptop, withKey(sshd.keys.plain), { acceptedFingerprints: [fingerprint] }));
    expect(problem.code).toBe('host-key-revoked');
  });

  it('knows a host by its RSA key alone, though sshd would offer Ed25519', async () => {
    const laptop = aLaptop();
    writeFileSync(laptop.knownHostsPath, `[127.0.0.1]:${sshd.port} ${sshd.hostKeys.rsa}`);
    (await connect(laptop, withKey(sshd.keys.plain))).close();
  });

  it('asks for the passphrase, says when it was wrong, and takes the right one', async () => {
    const host = withKey(sshd.keys.encrypted);
    const give = (value: string) => ({ secrets: [{ target: target(), kind: 'passphrase', value } as const] });
    const ask = (wrongBefore: boolean) => ({
      kind: 'question',
      question: { kind: 'passphrase', target: target(), keyPath: sshd.keys.encrypted, wrongBefore },
    });
    const laptop = knowing();
    expect(await attempt(laptop, host)).toEqual(ask(false));
    expect(await attempt(laptop, host, give('nope'))).toEqual(ask(true));
    (await connect(laptop, host, give(passphrase))).close();
    const store = `passphrase:${target()}:${sshd.keys.encrypted}`;
    await laptop.secrets.put(store, passphrase);
    (await connect(laptop, host)).close();
    await laptop.secrets.put(store, 'old');
    expect(await attempt(laptop, host)).toEqual(ask(true));
    expect(await laptop.secrets.get(store)).toBeNull();
  }, 60_000);

  it('asks for the password, says when it was wrong, and forgets a kept one that fails', async () => {
    const host = aHost({ port: sshd.port, user: 'ops', auth: { kind: 'password' } });
    const give = (value: string) => ({ secrets: [{ target: target(), kind: 'password', value } as const] });
    const ask = (wrongBefore: boolean) => ({ kind: 'question', question: { kind: 'password', target: target(), wrongBefore } });
    const laptop = knowing();
    expect(await attempt(laptop, host)).toEqual(ask(false));
    expect(await attempt(laptop, host, give('wrong'))).toEqual(ask(true));
    (await connect(laptop, host, give(password))).close();
    await laptop.secrets.put(`password:${target()}`, 'old');
    expect(await attempt(laptop, host)).toEqual(ask(true));
    expect(await laptop.secrets.get(`password:${target()}`)).toBeNull();
  });

  it('never sends a password where the host says key', async () => {
    const secrets = [{ target: target(), kind: 'password', value: password } as const];
    const countPasswords = async () => (await sshd.log()).match(/(Failed|Accepted) password/g)?.length ?? 0;
    const before = await countPasswords();
    const problem = await fail(await attempt(knowing(), withKey(sshd.keys.stranger), { secrets }));
    expect(problem.code).toBe('denied');
    expect(problem.message).toContain('did not accept the key');
    expect(problem.message).toContain('publickey, password');
    expect(await countPasswords()).toBe(before);
  });

  it('says what is wrong with a key file', async () => {
    const file = (name: string): string => path.join(sshd.directory, name);
    writeFileSync(file('pkcs8'), execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519'], { stdio: 'pipe' }));
    writeFileSync(file('garbage'), 'hello\n');
    const problem = async (keyPath: string) => fail(await attempt(knowing(), withKey(keyPath)));
    expect((await problem(file('absent'))).message).toContain('does not exist');
    expect((await problem(sshd.directory)).message).toContain('it is a folder');
    expect((await problem(file('pkcs8'))).message).toContain('PKCS#8');
    expect((await problem(file('garbage'))).message).toContain('no private key');
    const mistaken = await problem(`${sshd.keys.plain}.pub`);
    expect(mistaken.message).toContain('is a public key');
    expect(mistaken.hint).toContain(sshd.keys.plain);
  });

  it('takes the remedy it names for a PKCS#8 key', async () => {
    const file = path.join(sshd.directory, 'pkcs8-rsa');
    execFileSync('openssl', ['genrsa', '-out', file, '2048'], { stdio: 'ignore' });
    execFileSync('chmod', ['600', file]);
    expect((await fail(await attempt(knowing(), withKey(file)))).hint).toContain('ssh-keygen -p -f');
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', '', '-f', file]);
    appendFileSync(path.join(sshd.directory, 'authorized_keys'), execFileSync('ssh-keygen', ['-y', '-f', file]));
    (await connect(knowing(), withKey(file))).close();
  });

  it('logs in with an agent, and has a sentence for none, an empty one, and one with the wrong keys', async () => {
    const socket = path.join(sshd.directory, 'agent.sock');
    const agent: ChildProcess = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    const add = (...args: readonly string[]): void =>
      void execFileSync('ssh-add', ['-q', ...args], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' });
    const host = aHost({ port: sshd.port, user: 'ops', auth: { kind: 'agent' } });
    expect((await fail(await attempt(knowing(), host))).message).toContain('SSH_AUTH_SOCK is not set');
    expect((await fail(await attempt(knowing({ agentSocket: '/no/agent.sock' }), host))).message).toContain(
      'No SSH agent answers',
    );
    const laptop = knowing({ agentSocket: socket });
    await expect.poll(async () => (await fail(await attempt(laptop, host))).message).toContain('holds no key');
    add(sshd.keys.stranger);
    expect((await fail(await attempt(laptop, host))).message).toContain('accepted none of the 1 key');
    add(sshd.keys.plain);
    (await connect(laptop, host)).close();
    add('-D');
    for (let index = 0; index < 8; index += 1) {
      makeKey(path.join(sshd.directory, `junk${index}`), 'ed25519');
      add(path.join(sshd.directory, `junk${index}`));
    }
    expect((await fail(await attempt(laptop, host))).message).toContain('too many authentication failures');
    agent.kill();
  });

  it('says which methods the host offers when ours is not among them', async () => {
    const strict = await startDisposableSshd(['PasswordAuthentication no', 'AllowTcpForwarding no']);
    const host = aHost({ port: strict.port, user: 'ops', auth: { kind: 'password' } });
    const outcome = await connect(aLaptop(), host).catch((error: unknown) => String(error));
    expect(outcome).toContain('does not accept passwords; it offers: publickey');
    const jump = {
      address: '127.0.0.1',
      port: strict.port,
      user: 'ops',
      auth: { kind: 'key', path: strict.keys.plain },
    } as const;
    const behind = await connect(aLaptop(), { ...withKey(sshd.keys.plain), jumps: [jump] }).catch((error: unknown) =>
      String(error),
    );
    expect(behind).toContain('does not allow forwarding');
    await strict.stop();
  }, 60_000);

  it('says when two proofs are wanted, and when the algorithms have nothing in common', async () => {
    const strict = await startDisposableSshd(['AuthenticationMethods publickey,password']);
    const host = aHost({ port: strict.port, user: 'ops', auth: { kind: 'key', path: strict.keys.plain } });
    expect(await connect(aLaptop(), host).catch((error: unknown) => String(error))).toContain('wants another on top: password');
    await strict.stop();
    const odd = await startDisposableSshd(['KexAlgorithms sntrup761x25519-sha512@openssh.com']);
    const outcome = await attempt(aLaptop(), aHost({ port: odd.port, auth: { kind: 'key', path: odd.keys.plain } }));
    expect((await fail(outcome)).message).toContain('no key exchange algorithm in common');
    await odd.stop();
  }, 60_000);

  it('says why a jump host cannot reach the host', async () => {
    const jump = { address: '127.0.0.1', port: sshd.port, user: 'ops', auth: { kind: 'key', path: sshd.keys.plain } } as const;
    const host = aHost({ port: 1, auth: { kind: 'key', path: sshd.keys.plain }, jumps: [jump] });
    const problem = await fail(await attempt(knowing(), host));
    expect(problem.message).toContain('could not reach 127.0.0.1 port 1: connection refused');
  });
});
