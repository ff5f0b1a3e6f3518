import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostLink } from '#core/ports/host-connector.ts';
import { HostError } from '#core/ports/host-error.ts';
import { password, startDisposableSshd, whyNoSshd, type DisposableSshd } from '#support/disposable-sshd.ts';
import { aHost, aLaptop, connect, toRun, toScript } from './connecting.ts';

const reason = whyNoSshd();
const title = reason === null ? 'a shell on a real sshd' : `a shell on a real sshd (skipped: ${reason})`;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(reason !== null)(title, () => {
  let sshd: DisposableSshd;
  const links: HostLink[] = [];

  const open = async (user = 'root'): Promise<HostLink> => {
    const link = await connect(aLaptop(), aHost({ port: sshd.port, user, auth: { kind: 'key', path: sshd.keys.plain } }));
    links.push(link);
    return link;
  };
  const failure = (promise: Promise<unknown>): Promise<HostError> =>
    promise.then(
      () => Promise.reject(new Error('It did not fail')),
      (error: unknown) => (error instanceof HostError ? error : Promise.reject(error as Error)),
    );

  beforeAll(async () => {
    sshd = await startDisposableSshd();
  }, 60_000);
  afterAll(async () => {
    links.forEach((link) => link.close());
    await sshd.stop();
  });

  it('learns what the login may do', async () => {
    expect((await open('root')).privilege).toBe('root');
    expect((await open('ops')).privilege).toBe('sudo');
    expect((await open('guest')).privilege).toBe('none');
    expect((await open('ops')).serverVersion).toMatch(/^OpenSSH_\d/);
  });

  it('runs a hundred commands at once and mixes none of them up', async () => {
    const { shell } = await open();
    const codes = [0, 1, 2];
    const outputs = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        shell.run({ ...toScript(`echo "$1"; exit $2`, String(index), String(index % 3)), expectedCodes: codes }),
      ),
    );
    expect(outputs.map(({ stdout, code }) => `${stdout.trim()}:${code}`)).toEqual(
      outputs.map((_, index) => `${index}:${index % 3}`),
    );
  });

  it('gives a hostile argument back unchanged', async () => {
    const { shell } = await open();
    for (const word of ['two words', "it's", '$(id)', '`id`', 'a\nb', '-n', '"', '\\', '*', 'ü', '', ';reboot', '!!']) {
      expect((await shell.run(toRun('printf', '%s|', word))).stdout).toBe(`${word}|`);
      expect((await shell.run(toScript('printf "%s|" "$@"', word))).stdout).toBe(`${word}|`);
    }
  });

  it('keeps standard input, output and a multi-byte character across chunks whole', async () => {
    const { shell } = await open();
    const text = 'ü€🙂'.repeat(300_000);
    const { stdout } = await shell.run({ ...toRun('cat'), stdin: text });
    expect(stdout === text).toBe(true);
  });

  it('speaks English to every command', async () => {
    const { shell } = await open('ops');
    expect((await shell.run({ ...toRun('printenv', 'LC_ALL'), asRoot: true })).stdout).toBe('C\n');
  });

  it('becomes root through sudo, and refuses with a remedy where it cannot', async () => {
    expect((await (await open('ops')).shell.run({ ...toRun('id', '-u'), asRoot: true })).stdout).toBe('0\n');
    const refused = await failure((await open('guest')).shell.run({ ...toRun('id', '-u'), asRoot: true }));
    expect(refused.code).toBe('denied');
    expect(refused.hint).toContain('NOPASSWD');
  });

  it('says which command failed, with its exit code and the first line of stderr', async () => {
    const { shell } = await open();
    const failed = await failure(shell.run(toScript('echo "no such volume" >&2; echo more >&2; exit 5')));
    expect(failed.code).toBe('command-failed');
    expect(failed.message).toBe(`test-script on root@127.0.0.1:${sshd.port} ended with exit code 5: no such volume`);
    expect(failed.raw).toBe('no such volume\nmore');
    expect((await failure(shell.run(toRun('no-such-program')))).code).toBe('missing-on-host');
    expect((await failure(shell.run(toScript('kill -9 $$')))).message).toContain('SIGKILL');
  });

  it('runs nothing of a script that arrives only in part', async () => {
    const { shell } = await open();
    const marker = path.join(sshd.directory, 'partly');
    await failure(shell.run(toScript(`touch ${marker}\nif`)));
    expect((await shell.run({ ...toRun('test', '-e', marker), expectedCodes: [1] })).code).toBe(1);
  });

  it('stops what prints too much or takes too long', async () => {
    const { shell } = await open();
    expect((await failure(shell.run({ ...toRun('yes'), maxBytes: 100_000 }))).code).toBe('unexpected-output');
    expect((await failure(shell.run({ ...toRun('sleep', '4711'), silenceMs: 200 }))).message).toContain('said nothing for 0.2 s');
    expect(running('sleep 4711')).toBe('');
  });

  it('lets what goes on telling take its time', async () => {
    const { shell } = await open();
    const slow = toScript('for n in 1 2 3 4 5; do sleep 0.3; echo $n; done');
    expect((await shell.run({ ...slow, silenceMs: 1_000 })).stdout).toBe('1\n2\n3\n4\n5\n');
  });

  it.each(['root', 'ops', 'guest'])('ends the remote command of %s when it is aborted', async (user) => {
    const { shell } = await open(user);
    const stop = new AbortController();
    const seconds = `48${user.length}${user.charCodeAt(0)}`;
    const run = failure(shell.run({ ...toRun('sleep', seconds), signal: stop.signal, asRoot: user === 'ops' }));
    await expect.poll(() => running(`^sleep ${seconds}`)).not.toBe('');
    stop.abort();
    expect((await run).code).toBe('cancelled');
    expect(running(`^sleep ${seconds}`)).toBe('');
  });

  it('streams lines, waits for a slow reader, and ends the command when nobody reads on', async () => {
    const { shell } = await open();
    const seen: string[] = [];
    for await (const line of shell.lines(toScript('i=0; while :; do i=$((i+1)); echo "line $i 4721 ü"; done'))) {
      seen.push(line);
      if (seen.length === 3) {
        await pause(700);
      }
      if (seen.length === 20_000) {
        break;
      }
    }
    expect(seen[0]).toBe('line 1 4721 ü');
    expect(seen.at(-1)).toBe('line 20000 4721 ü');
    expect(running('sh -s -- 4721')).toBe('');
  });

  it('holds back a command whose lines are not read', async () => {
    const { shell } = await open();
    const counter = path.join(sshd.directory, 'counter');
    const script = `i=0; line=$(printf '%01000d' 0); while :; do i=$((i+1)); echo $line; [ $((i % 100)) = 0 ] && echo $i > "$1"; done`;
    const lines = shell.lines(toScript(script, counter))[Symbol.asyncIterator]();
    await lines.next();
    const count = async (): Promise<number> => Number((await shell.run(toRun('cat', counter))).stdout);
    await pause(1500);
    const before = await count();
    await pause(500);
    expect(await count()).toBe(before);
    expect(before).toBeLessThan(12_000);
    await lines.return?.(undefined);
  });

  it('fails at the end of the lines when the command failed', async () => {
    const { shell } = await open();
    const seen: string[] = [];
    const read = async (): Promise<void> => {
      for await (const line of shell.lines(toScript('echo one; printf two; echo why >&2; exit 3'))) {
        seen.push(line);
      }
    };
    expect((await failure(read())).message).toContain('exit code 3: why');
    expect(seen).toEqual(['one', 'two']);
  });

  it('reports a lost link once and rejects what was running', async () => {
    const link = await open();
    const problems: string[] = [];
    link.onLost((problem) => problems.push(problem.code));
    const sessionPid = Number((await link.shell.run(toScript('echo $PPID'))).stdout);
    const pending = failure(link.shell.run(toRun('sleep', '4731')));
    const waiting = Array.from({ length: 8 }, () => failure(link.shell.run(toRun('sleep', '4731'))));
    await expect.poll(() => running('^sleep 4731')).not.toBe('');
    process.kill(sessionPid, 'SIGKILL');
    expect((await pending).code).toBe('link-lost');
    expect((await Promise.all(waiting)).map(({ code }) => code)).toEqual(waiting.map(() => 'link-lost'));
    expect((await failure(link.shell.run(toRun('true')))).code).toBe('link-lost');
    await pause(1200);
    expect(problems).toEqual(['link-lost']);
    execFileSync('pkill', ['-x', '-f', 'sleep 4731']);
  });

  it('says nothing of a loss when it closes itself', async () => {
    const link = await open();
    let lost = 0;
    link.onLost(() => (lost += 1));
    link.close();
    await pause(300);
    expect(lost).toBe(0);
    expect((await failure(link.shell.run(toRun('true')))).code).toBe('not-connected');
  });

  it('refuses a login that runs no commands with a sentence', async () => {
    const host = aHost({ port: sshd.port, user: 'jailed', auth: { kind: 'key', path: sshd.keys.plain } });
    await expect(connect(aLaptop(), host)).rejects.toThrow(/runs no commands for this login/);
  });

  it('passes a jump host, and loses the host with it', async () => {
    const auth = { kind: 'key', path: sshd.keys.plain } as const;
    const jump = { address: '127.0.0.1', port: sshd.port, user: 'guest', auth };
    const host = aHost({ port: sshd.port, user: 'ops', auth: { kind: 'password' }, address: 'localhost', jumps: [jump] });
    const secrets = [{ target: `ops@localhost:${sshd.port}`, kind: 'password', value: password } as const];
    const link = await connect(aLaptop(), host, { secrets });
    links.push(link);
    expect((await link.shell.run(toRun('whoami'))).stdout).toBe('ops\n');
    const lost = new Promise<string>((resolve) => link.onLost(({ message }) => resolve(message)));
    // The session process of the jump runs as its user.
    execFileSync('pkill', ['-KILL', '-u', '61002', 'sshd']);
    expect(await lost).toContain('jump host guest@');
  });

  it('opens sockets on the host, and says why one does not open', async () => {
    const { shell } = await open('ops');
    const socketPath = path.join(sshd.directory, 'echo.sock');
    const server = path.join(sshd.directory, 'echo.py');
    writeFileSync(server, echoServer);
    const script = `python3 ${server} "$1" </dev/null >/dev/null 2>&1 & until [ -S "$1" ]; do sleep 0.1; done; chmod 600 "$1"`;
    await shell.run({ ...toScript(script, socketPath), asRoot: true });
    // Only root may open it: sshd refuses, the relay does not.
    const stream = await shell.openSocket({ kind: 'unix', path: socketPath }, 'test');
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256));
    expect(await exchange(stream, bytes)).toEqual(bytes);

    expect((await failure(shell.openSocket({ kind: 'unix', path: '/no/such.sock' }, 'test'))).code).toBe('not-found');
    expect((await failure(shell.openSocket({ kind: 'unix', path: '/etc/hostname' }, 'test'))).message).toContain(
      'is not a socket',
    );
    const closed = await failure(shell.openSocket({ kind: 'tcp', address: '127.0.0.1', port: 1 }, 'test'));
    expect(closed.message).toContain('connection refused');
    const guest = await open('guest');
    expect((await failure(guest.shell.openSocket({ kind: 'unix', path: socketPath }, 'test'))).code).toBe('denied');

    const asRoot = await open('root');
    const direct = await asRoot.shell.openSocket({ kind: 'unix', path: socketPath }, 'test');
    expect(await exchange(direct, bytes)).toEqual(bytes);
    await shell.run({ ...toRun('pkill', '-f', `[e]cho.py ${socketPath}`), asRoot: true });
    expect((await failure(asRoot.shell.openSocket({ kind: 'unix', path: socketPath }, 'test'))).message).toContain(
      'Nothing answers',
    );
  });
});

describe.skipIf(reason !== null)('a host whose sshd allows one session per connection', () => {
  it('runs its commands one after the other', async () => {
    const sshd = await startDisposableSshd(['MaxSessions 1']);
    const laptop = aLaptop();
    const link = await connect(laptop, aHost({ port: sshd.port, auth: { kind: 'key', path: sshd.keys.plain } }));
    const outputs = await Promise.all(Array.from({ length: 30 }, (_, index) => link.shell.run(toRun('echo', String(index)))));
    expect(outputs.map(({ stdout }) => stdout.trim())).toEqual(outputs.map((_, index) => String(index)));
    // One more learned what the login may do. What sshd refused at first is no second command.
    expect(laptop.commandLog.list('h1')).toHaveLength(31);
    link.close();
    await sshd.stop();
  }, 60_000);
});

const echoServer = `
import socket, sys, threading
s = socket.socket(socket.AF_UNIX)
s.bind(sys.argv[1])
s.listen(5)
def echo(c):
    while 1:
        b = c.recv(65536)
        if not b:
            break
        c.sendall(b)
    c.close()
while 1:
    threading.Thread(target=echo, args=(s.accept()[0],)).start()
`;

/** What `pgrep -f` finds on this machine, which is the host as well. */
function running(pattern: string): string {
  try {
    return execFileSync('pgrep', ['-f', '--', pattern], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function exchange(stream: Awaited<ReturnType<HostLink['shell']['openSocket']>>, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const got: Uint8Array[] = [];
    let length = 0;
    stream.onClose((why) => reject(new Error(`Closed early: ${why}`)));
    stream.onData((chunk) => {
      got.push(chunk);
      length += chunk.length;
      if (length >= bytes.length) {
        resolve(Buffer.concat(got));
        stream.close();
      }
    });
    stream.write(bytes);
  });
}
