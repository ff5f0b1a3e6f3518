import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shells } from '../unit/host/operations/operation-bench.ts';

const scripts = resolve('resources/host');

/** Runs it in a network namespace of its own, in which tap0 is up; IMPAIR and RESTORE are the host's scripts under the shell. */
function inNamespace(shell: readonly string[], script: string) {
  const own = `
    set -u
    mount -t sysfs sys /sys
    ip tuntap add dev tap0 mode tap && ip link set tap0 up
    index=$(cat /sys/class/net/tap0/ifindex)
    IMPAIR() { ${shell.join(' ')} ${scripts}/impair-device.sh tap0 "$@"; }
    RESTORE() { ${shell.join(' ')} ${scripts}/restore-device.sh tap0 "$@"; }
    flags() { ip -o link show tap0 | grep -o 'state [A-Z]*\\|<[^>]*>' | grep -o '[<,]UP[,>]' | tr -d '<,>'; }
    ${script}`;
  const { stdout, stderr } = spawnSync('unshare', ['--net', '--mount', 'sh', '-c', own], { encoding: 'utf8' });
  return { out: stdout.trim(), err: stderr.trim() };
}

describe.each(shells)('a device that is broken on purpose, under %s', (...shell) => {
  it('goes down and comes up', () => {
    expect(inNamespace(shell, 'IMPAIR $index link-down; echo "[$(flags)]"; RESTORE $index link-up; echo "[$(flags)]"')).toEqual({
      out: '[]\n[UP]',
      err: '',
    });
  });

  it('gets its MTU back, unless somebody has changed it since', () => {
    const mtu = 'cat /sys/class/net/tap0/mtu';
    expect(inNamespace(shell, `IMPAIR $index mtu 1400; ${mtu}; RESTORE $index mtu 1400 1500; ${mtu}`).out).toBe('1400\n1500');
    const other = `IMPAIR $index mtu 1400; ip link set tap0 mtu 1300; RESTORE $index mtu 1400 1500; ${mtu}`;
    expect(inNamespace(shell, other).out).toBe('1300');
  });

  const tbf = 'qdisc tbf rate 512kbit burst 32kb limit 256kb';
  const root = 'tc qdisc show dev tap0 root';

  it('is slowed down, and has its own queue back', () => {
    const script = `before=$(${root}); IMPAIR $index ${tbf}; ${root} | cut -d" " -f2; RESTORE $index qdisc tbf
      [ "$(${root})" = "$before" ] && echo back; RESTORE $index qdisc tbf && echo again`;
    expect(inNamespace(shell, script)).toEqual({ out: 'tbf\nback\nagain', err: '' });
  });

  it('is left alone where it has a queue of somebody else’s, before and after', () => {
    const own = 'tc qdisc add dev tap0 root handle 1: tbf rate 1mbit burst 32kb limit 256kb';
    const { out, err } = inNamespace(shell, `${own}; IMPAIR $index ${tbf} || echo refused`);
    expect(out).toBe('refused');
    expect(err).toContain('tap0 has a queue already that somebody set up');
    expect(inNamespace(shell, `${own}; RESTORE $index qdisc netem; ${root} | cut -d" " -f2`).out).toBe('tbf');
  });

  it('is told from another of the same name, and from one that is gone', () => {
    const { out, err } = inNamespace(
      shell,
      'IMPAIR 999 link-down || echo refused; RESTORE 999 link-up && echo fine; echo "[$(flags)]"',
    );
    expect(out).toBe('refused\nfine\n[UP]');
    expect(err).toContain('its machine was started anew');
    const gone = inNamespace(
      shell,
      'ip link del tap0; IMPAIR $index link-down || echo refused; RESTORE $index link-up && echo fine',
    );
    expect(gone.out).toBe('refused\nfine');
    expect(gone.err).toContain('tap0 is not there any more');
  });

  it('says it where the kernel has no such queue', () => {
    const { out, err } = inNamespace(shell, 'IMPAIR $index qdisc nonsense delay 10ms || echo refused');
    expect(out).toBe('refused');
    expect(err).toContain('The kernel of this host has no queue of the kind nonsense');
  });
});
