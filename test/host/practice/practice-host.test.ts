import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostError } from '#core/ports/host-error.ts';
import type { PracticeProgress } from '#domain/practice/practice.ts';
import { openTestHosts, runToEnd, type TestHosts } from './use-practice-hosts.ts';

describe('the practice host', () => {
  let test: TestHosts;
  const progress: PracticeProgress[] = [];

  beforeAll(async () => {
    test = await openTestHosts();
    await test.hosts.up({ onProgress: (step) => progress.push(step) });
  });
  afterAll(() => test.close());

  it('reports named steps that never go backwards and end with ready at 100 percent', () => {
    const percents = progress.map(({ percent }) => percent);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(progress.at(-1)).toMatchObject({ step: 'ready', percent: 100 });
    expect(progress.some(({ step }) => step === 'restore')).toBe(true);
  });

  it('has /dev/kvm, nested virtualisation, ip_forward and em1 in br0, as the seed set them up', async () => {
    const facts = await test.run(`
      test -c /dev/kvm && echo kvm
      cat /sys/module/kvm_*/parameters/nested /proc/sys/net/ipv4/ip_forward
      ip -o link show master br0
      ip -o -4 address show br0
      cat /etc/qemu/bridge.conf
      stat -c %a /usr/lib/qemu/qemu-bridge-helper
      ls /srv/iso
    `);
    expect(facts).toMatch(/^kvm\n[1Y]\n1\n/);
    expect(facts).toContain(' em1: ');
    expect(facts).toContain('10.101.1.10/16');
    expect(facts).toContain('allow br0\n4755\npractice-installer.iso');
  });

  it("makes the seed's 100 GiB volume on device-mapper and removes it", async () => {
    const facts = await test.run(
      'lvcreate -qq -n ciab -L 100G vg01 && lvs --noheadings --units g -o lv_name,lv_size && lvremove -qq -f vg01/ciab && lvs',
    );
    expect(facts.trim()).toBe('ciab 100.00g');
  });

  it('puts a tap of QEMU onto br0 for a user who is not root', async () => {
    const command = [
      'qemu-system-x86_64 -nodefaults -display none -S -m 64 -daemonize -pidfile /tmp/q.pid',
      '-netdev bridge,id=n,br=br0 -device virtio-net-pci,netdev=n,romfile=',
    ].join(' ');
    await test.run(command, 'practice', 'tester');
    const ports = await test.run('ip -o link show master br0; kill $(cat /tmp/q.pid)');
    expect(ports).toMatch(/ tap0: /);
  });

  it('lets each user in as described: keys, a password, sudo or none', async () => {
    expect(await test.run('sudo -n id -un', 'practice', 'admin')).toBe('root');
    await expect(test.run('sudo -n id -un', 'practice', 'tester')).rejects.toThrow(/password is required/);
    const running = await test.hosts.get();
    const login = running?.users.find(({ name }) => name === 'pwuser')?.login;
    expect(await loginWithPassword(test, login?.kind === 'password' ? login.password : '')).toBe('root');
    await expect(loginWithPassword(test, 'wrong')).rejects.toThrow(/Permission denied/);
  });

  it('has the right time although it slept in a file', async () => {
    expect(Math.abs(Number(await test.run('date +%s')) - Date.now() / 1000)).toBeLessThan(5);
  });

  it('adds a forward to an address behind br0, and says when the port is taken', async () => {
    const port = await test.hosts.addForward({ hostPort: 0, guestAddress: '10.101.1.10', guestPort: 22 });
    expect(await readBanner(port)).toMatch(/^SSH-2\.0/);
    const again = test.hosts.addForward({ hostPort: port, guestAddress: '10.101.1.10', guestPort: 22 });
    await expect(again).rejects.toThrow(`Port ${port} of this laptop could not be forwarded`);
  });

  it('returns a host that already runs, and by reset the pristine one, on the same port', async () => {
    const before = await test.hosts.get();
    await test.run('lvcreate -qq -n mine -L 1G vg01; rm /srv/iso/*');
    expect((await test.hosts.up()).pid).toBe(before?.pid);
    const after = await test.hosts.reset();
    expect(after.sshPort).toBe(before?.sshPort);
    expect(after.pid).not.toBe(before?.pid);
    expect(await test.run('lvs; ls /srv/iso; vgs --noheadings -o vg_name')).toMatch(/^practice-installer.iso\s+vg01$/);
  });

  it('runs two at once that know nothing of each other', async () => {
    const second = await test.hosts.up({ instance: 'second' });
    expect(second.sshPort).not.toBe((await test.hosts.get())?.sshPort);
    await test.run('lvcreate -qq -n only-here -L 1G vg01', 'second');
    expect(await test.run('lvs --noheadings -o lv_name')).toBe('');
    await test.hosts.down('second');
    expect(await test.hosts.get('second')).toBeNull();
    expect((await test.hosts.status('second')).kind).toBe('stopped');
  });

  it('is noticed when it freezes, restored, and counted', async () => {
    const frozen = await test.hosts.get();
    const hangs: HostError[] = [];
    test.hosts.watch({ intervalMs: 100, timeLimitMs: 2_000, onHang: (fault) => hangs.push(fault) });
    process.kill(frozen?.pid ?? 0, 'SIGSTOP');
    await expect
      .poll(() => hangs.map(({ message }) => message), { timeout: 10_000 })
      .toEqual(['The practice host "practice" stopped answering.']);
    const restored = await test.hosts.recover('frozen by a test');
    expect(restored.pid).not.toBe(frozen?.pid);
    expect(await test.run('id -un')).toBe('root');
    expect(await test.hosts.listIncidents()).toMatchObject([{ instance: 'practice', reason: 'frozen by a test' }]);
    expect(await test.hosts.status()).toMatchObject({ kind: 'running', incidents: 1 });
  });

  it('recognises that a pid file is stale: the pid belongs to somebody else', async () => {
    const running = await test.hosts.get();
    const folder = dirname(running?.qmpSocketPath ?? '');
    const pidFile = join(folder, 'qemu.pid');
    await writeFile(pidFile, `${process.pid}\n`);
    expect(await test.hosts.get()).toBeNull();
    await writeFile(pidFile, `${String(running?.pid)}\n`);
    expect((await test.hosts.get())?.pid).toBe(running?.pid);
  });

  it('leaves nothing running when it is stopped half way', async () => {
    const stop = new AbortController();
    const up = test.hosts.up({ instance: 'stopped', signal: stop.signal, onProgress: () => stop.abort() });
    await expect(up).rejects.toMatchObject({ code: 'cancelled' });
    await sleep(200);
    expect(await test.hosts.get('stopped')).toBeNull();
  });
});

async function readBanner(port: number): Promise<string> {
  const socket = createConnection({ host: '127.0.0.1', port });
  try {
    return await new Promise((resolve, reject) => {
      socket.once('data', (chunk) => resolve(chunk.toString()));
      socket.once('error', reject);
    });
  } finally {
    socket.destroy();
  }
}

/** OpenSSH asks a program for the password where it has no terminal. */
async function loginWithPassword(test: TestHosts, password: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nutshell-askpass-'));
  try {
    const askpass = join(folder, 'askpass');
    await writeFile(askpass, '#!/bin/sh\nprintf %s "$PRACTICE_PASSWORD"\n', { mode: 0o700 });
    const [program = 'ssh', ...args] = await test.hosts.sshCommand('practice', 'pwuser');
    const environment = { SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force', PRACTICE_PASSWORD: password };
    const onlyOnce = ['-o', 'NumberOfPasswordPrompts=1', '-o', 'PubkeyAuthentication=no'];
    return await runToEnd(program, [...onlyOnce, ...args, 'sudo -n id -un'], environment);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
