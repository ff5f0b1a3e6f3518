import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RemoteCommand } from '#domain/activity/remote-command.ts';
import { password, startDisposableSshd, whyNoSshd, type DisposableSshd } from '#support/disposable-sshd.ts';
import { aHost, aLaptop, connect, toRun, toScript, type Laptop } from './connecting.ts';

const reason = whyNoSshd();
const title = reason === null ? 'the activity log' : `the activity log (skipped: ${reason})`;

/** What sshd itself wrote down: sessions that began, and forwards that were asked for. */
async function seenBy(sshd: DisposableSshd): Promise<{ readonly sessions: number; readonly forwards: number }> {
  const log = await sshd.log();
  const count = (pattern: RegExp): number => log.match(pattern)?.length ?? 0;
  return { sessions: count(/Starting session: /g), forwards: count(/server_request_direct_(tcpip|streamlocal): orig/g) };
}

const isForward = ({ command }: RemoteCommand): boolean => command.startsWith('forward to ');

function shownBy({ commandLog }: Laptop): { readonly sessions: number; readonly forwards: number } {
  const commands = commandLog.list(null);
  const forwards = commands.filter(isForward).length;
  return { sessions: commands.length - forwards, forwards };
}

describe.skipIf(reason !== null)(title, () => {
  let sshd: DisposableSshd;
  beforeAll(async () => {
    // Forwards show in sshd's log from this level on.
    sshd = await startDisposableSshd(['LogLevel DEBUG1']);
  }, 60_000);
  afterAll(() => sshd.stop());

  const find = (laptop: Laptop, purpose: string | RegExp) =>
    laptop.commandLog
      .list('h1')
      .filter((command) => (typeof purpose === 'string' ? command.purpose === purpose : purpose.test(command.purpose)));

  it('shows every session and forward that sshd saw, and no other', async () => {
    const laptop = aLaptop();
    const auth = { kind: 'key', path: sshd.keys.plain } as const;
    const jump = { address: '127.0.0.1', port: sshd.port, user: 'guest', auth };
    const before = await seenBy(sshd);
    const root = await connect(laptop, aHost({ port: sshd.port, auth }));
    const host = aHost({ port: sshd.port, user: 'ops', auth: { kind: 'password' }, address: 'localhost', jumps: [jump] });
    const ops = await connect(laptop, host, {
      secrets: [{ target: `ops@localhost:${sshd.port}`, kind: 'password', value: password }],
    });

    await root.shell.run({ ...toRun('sh', '-c', 'cat; exit 3'), stdin: 'the secret', expectedCodes: [3] });
    await expect(root.shell.run(toScript('echo "no room" >&2; exit 5', 'two words'))).rejects.toThrow('no room');
    await expect(root.shell.run({ ...toRun('sleep', '4811'), silenceMs: 200 })).rejects.toThrow('was stopped');
    for await (const line of root.shell.lines({ ...toScript('echo begun; sleep 4812'), purpose: 'Listen' })) {
      expect(line).toBe('begun');
      break;
    }
    await expect(ops.shell.openSocket({ kind: 'tcp', address: '127.0.0.1', port: 1 }, 'Try a port')).rejects.toThrow();
    await expect(ops.shell.openSocket({ kind: 'unix', path: '/no/such.sock' }, 'Try a socket')).rejects.toThrow();
    await relayThrough(ops.shell, path.join(sshd.directory, 'root-only.sock'));
    root.close();
    ops.close();

    const after = await seenBy(sshd);
    expect(after.sessions - before.sessions).toBeGreaterThan(10);
    expect(shownBy(laptop)).toEqual({ sessions: after.sessions - before.sessions, forwards: after.forwards - before.forwards });
    expect(JSON.stringify(laptop.commandLog.list(null))).not.toMatch(/the secret|s3cret/);
    await expect.poll(() => laptop.commandLog.list(null).filter(({ state }) => state.kind === 'running')).toEqual([]);

    expect(find(laptop, 'Learn what this login may do')[0]?.state).toMatchObject({ kind: 'ended', exitCode: 0 });
    expect(find(laptop, 'test').map(({ command, state }) => [command, state.kind])).toEqual([
      [`sh -c 'cat; exit 3'`, 'ended'],
      [`sh test-script 'two words'`, 'failed'],
      ['sleep 4811', 'failed'],
      ['(as root) sh test-script', 'ended'],
    ]);
    expect(find(laptop, 'Listen')[0]?.state).toMatchObject({ kind: 'ended', exitCode: 143 });
    expect(find(laptop, 'End a command that was stopped')).toHaveLength(2);
    expect(find(laptop, /^Reach ops@localhost:\d+ through guest@/).at(-1)).toMatchObject({
      command: `forward to localhost:${sshd.port}`,
      state: { kind: 'ended' },
    });
    expect(find(laptop, 'Try a port')[0]?.state.kind).toBe('failed');
    expect(find(laptop, 'Console, as root')).toMatchObject([{ state: { kind: 'ended' } }]);
  }, 60_000);
});

/** Only root may open this socket, so python3 relays it under sudo. */
async function relayThrough(shell: Awaited<ReturnType<typeof connect>>['shell'], socketPath: string): Promise<void> {
  const serverPath = `${socketPath}.py`;
  writeFileSync(
    serverPath,
    'import socket, sys\ns = socket.socket(socket.AF_UNIX)\ns.bind(sys.argv[1])\ns.listen(5)\nwhile 1:\n  s.accept()[0].sendall(b"hello")\n',
  );
  await shell.run({
    ...toScript(
      `python3 ${serverPath} ${socketPath} </dev/null >/dev/null 2>&1 & until [ -S ${socketPath} ]; do sleep 0.1; done; chmod 600 ${socketPath}`,
    ),
    asRoot: true,
  });
  const stream = await shell.openSocket({ kind: 'unix', path: socketPath }, 'Console');
  await new Promise<void>((resolve) => stream.onData(() => resolve()));
  stream.close();
  await shell.run({ ...toRun('pkill', '-f', `[r]oot-only.sock.py`), purpose: 'Clean up', asRoot: true });
}
