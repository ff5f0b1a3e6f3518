import { describe, expect, it } from 'vitest';
import { buildMachineArgv, buildQemuArgv, type QemuSpec } from '#practice/qemu-argv.ts';
import { isCommandLineOf } from '#practice/qemu-process.ts';

function aSpec(changes: Partial<QemuSpec> = {}): QemuSpec {
  return {
    instance: 'practice',
    accelerator: 'tcg',
    cpuCount: 1,
    kernelPath: '/cache/vmlinuz',
    initrdPath: '/cache/initrd',
    sshPort: 2222,
    pidFilePath: '/state/instances/practice/qemu.pid',
    start: 'saved-state',
    ...changes,
  };
}

function valueOf(argv: readonly string[], option: string): string | undefined {
  return argv[argv.indexOf(option) + 1];
}

describe('the command line of the practice host', () => {
  it('has one virtual CPU under emulation, whatever the laptop has', () => {
    expect(valueOf(buildMachineArgv('tcg', 8), '-smp')).toBe('1');
    expect(valueOf(buildMachineArgv('tcg', 8), '-cpu')).toBe('max,-avx,-avx2,-xsave,-smap,-erms');
  });

  it('uses all CPUs and the real CPU model under KVM', () => {
    expect(valueOf(buildMachineArgv('kvm', 8), '-smp')).toBe('8');
    expect(valueOf(buildMachineArgv('kvm', 8), '-cpu')).toBe('host');
  });

  it('lets only loopback in, and only to ssh, and nothing out', () => {
    const netdev = valueOf(buildQemuArgv(aSpec()), '-netdev');
    expect(netdev).toContain('net=10.101.0.0/16');
    expect(netdev).toContain('restrict=on');
    expect(netdev?.match(/hostfwd=[^,]*/g)).toEqual(['hostfwd=tcp:127.0.0.1:2222-10.101.1.10:22']);
  });

  it('waits for a saved state only when it starts from one', () => {
    expect(valueOf(buildQemuArgv(aSpec()), '-incoming')).toBe('exec:cat saved-state');
    expect(buildQemuArgv(aSpec({ start: 'boot' }))).not.toContain('-incoming');
  });

  it('hands no path to a shell: a folder with spaces and quotes changes one argument only', () => {
    const pidFilePath = `/home/o'neil/my state/$(id)/qemu.pid`;
    const argv = buildQemuArgv(aSpec({ pidFilePath }));
    expect(argv.filter((word) => word.includes('$(id)'))).toEqual([pidFilePath]);
  });

  it('recognises its own process by the pid file it was given', () => {
    const spec = aSpec();
    const commandLine = `${['qemu-system-x86_64', ...buildQemuArgv(spec)].join('\0')}\0`;
    expect(isCommandLineOf(commandLine, spec.pidFilePath)).toBe(true);
    expect(isCommandLineOf(commandLine, '/state/instances/other/qemu.pid')).toBe(false);
    expect(isCommandLineOf('', spec.pidFilePath)).toBe(false);
    expect(isCommandLineOf(`vi\0${spec.pidFilePath}\0`, spec.pidFilePath)).toBe(false);
  });
});
