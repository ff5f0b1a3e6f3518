import type { Accelerator } from './practice-hosts.ts';

/** The seed's world: 10.101.0.0/16, worn by QEMU's user networking. */
export const practiceNetwork = {
  cidr: '10.101.0.0/16',
  gateway: '10.101.0.2',
  nameserver: '10.101.0.3',
  hostAddress: '10.101.1.10',
  /** QEMU's own DHCP server stays out of the way of everybody's static addresses. */
  dhcpStart: '10.101.255.10',
} as const;

/** A MAC of a server maker, not 52:54:00: em1 plays the physical NIC. Also in overlay/etc/systemd/network/10-em1.link. */
const em1Mac = 'd4:ae:52:0a:65:01';

/** Lazily taken from the laptop: only what the practice host touches. */
const memoryMiB = 6144;

export interface QemuSpec {
  readonly instance: string;
  readonly accelerator: Accelerator;
  readonly cpuCount: number;
  readonly kernelPath: string;
  readonly initrdPath: string;
  readonly sshPort: number;
  /** Absolute: it also tells whose process this is (see isQemuOf). */
  readonly pidFilePath: string;
  readonly start: 'boot' | 'saved-state';
}

/** Names inside the folder that QEMU runs in. Relative, so that no path of a person's home needs quoting. */
export const instanceFiles = {
  rootDisk: 'root.qcow2',
  dataDisk: 'vg01.qcow2',
  savedState: 'saved-state',
  qmpSocket: 'qmp.sock',
  serialLog: 'serial.log',
  qemuLog: 'qemu.log',
  pidFile: 'qemu.pid',
} as const;

/** QEMU's arguments. Everything but names, ports and paths belongs to the saved state's key: see buildMachineArgv. */
export function buildQemuArgv(spec: QemuSpec): readonly string[] {
  const forward = `hostfwd=tcp:127.0.0.1:${spec.sshPort}-${practiceNetwork.hostAddress}:22`;
  return [
    ...['-name', `nutshell-practice-${spec.instance}`],
    ...buildMachineArgv(spec.accelerator, spec.cpuCount),
    ...['-kernel', spec.kernelPath, '-initrd', spec.initrdPath],
    ...['-netdev', `${buildNetdev()},${forward}`],
    ...['-serial', `file:${instanceFiles.serialLog}`],
    ...['-qmp', `unix:${instanceFiles.qmpSocket},server=on,wait=off`],
    ...['-pidfile', spec.pidFilePath],
    ...(spec.start === 'saved-state' ? ['-incoming', `exec:cat ${instanceFiles.savedState}`] : []),
  ];
}

/** The emulated machine itself. A saved state only fits the machine that it was taken from. */
export function buildMachineArgv(accelerator: Accelerator, cpuCount: number): readonly string[] {
  return [
    ...['-nodefaults', '-no-user-config', '-machine', 'pc', '-m', String(memoryMiB)],
    ...(accelerator === 'kvm'
      ? ['-accel', 'kvm', '-cpu', 'host', '-smp', String(cpuCount)]
      : // One virtual CPU: nested KVM on emulated SVM hangs once in ten with more (docs/practice-host.md).
        // Without AVX there is less to save when a process gives way to another, and emulated AVX is no faster than SSE.
        // With SMAP, QEMU keeps a second TLB for the moments in which the kernel touches a process's memory
        // (target/i386/cpu.h, cpu_mmu_index, 7.2), and "rep stosb" of a page (ERMS) is emulated byte by byte.
        ['-accel', 'tcg,thread=multi', '-cpu', 'max,-avx,-avx2,-xsave,-smap,-erms', '-smp', '1']),
    ...['-display', 'none', '-vga', 'none'],
    // Nobody mourns a practice disk after a power cut: flushes are not waited for.
    ...['-drive', `file=${instanceFiles.rootDisk},if=virtio,format=qcow2,discard=unmap,cache=unsafe`],
    ...['-drive', `file=${instanceFiles.dataDisk},if=virtio,format=qcow2,discard=unmap,cache=unsafe`],
    ...['-device', `virtio-net-pci,netdev=network,mac=${em1Mac},romfile=`],
    ...['-append', kernelWords],
  ];
}

const kernelWords = [
  'root=/dev/vda rw rootflags=noinit_itable',
  'console=ttyS0 quiet',
  // Emulation has no side channels to close, and the watchdogs only fire because the laptop is busy.
  'mitigations=off nowatchdog',
  // QEMU finds code that it has translated by its address (accel/tcg/cpu-exec.c, tb_lookup, 7.2). Where every process has its
  // libraries somewhere else, it translates them anew for each: starting a program took 46 ms instead of 13 ms.
  'norandmaps',
  // X86_FEATURE_REP_GOOD (cpufeatures.h, 3*32+16): pages are cleared and copied by plain loops, which are translated well.
  'clearcpuid=112',
].join(' ');

/** `restrict`: the practice host reaches neither the laptop's loopback nor the internet; forwards to it still work. */
function buildNetdev(): string {
  const { cidr, gateway, nameserver, dhcpStart } = practiceNetwork;
  return `user,id=network,net=${cidr},host=${gateway},dns=${nameserver},dhcpstart=${dhcpStart},restrict=on`;
}
