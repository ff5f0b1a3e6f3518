import type { PackageManager } from '../host-facts.ts';

const verbs: Readonly<Record<PackageManager, string>> = {
  'apt-get': 'apt-get install',
  dnf: 'dnf install',
  yum: 'yum install',
  zypper: 'zypper install',
  pacman: 'pacman -S',
  apk: 'apk add',
};

export interface Software {
  readonly name: string;
  /** What distributions call it, where it is not `usual`. */
  readonly packages: Partial<Readonly<Record<PackageManager, string>>>;
  readonly usual: string;
}

export const software = {
  qemu: {
    name: 'QEMU',
    usual: 'qemu-kvm',
    packages: { 'apt-get': 'qemu-system-x86', pacman: 'qemu-base', apk: 'qemu-system-x86_64' },
  },
  bridgeHelper: {
    name: "QEMU's bridge helper",
    usual: 'qemu-kvm',
    packages: {
      'apt-get': 'qemu-system-common',
      dnf: 'qemu-common',
      zypper: 'qemu-tools',
      pacman: 'qemu-base',
      apk: 'qemu-bridge-helper',
    },
  },
  lvm: { name: 'LVM', usual: 'lvm2', packages: {} },
  tcpdump: { name: 'tcpdump', usual: 'tcpdump', packages: {} },
} as const satisfies Readonly<Record<string, Software>>;

/** "apt-get install tcpdump", or words where nobody knows how this host installs software. */
export function toInstallCommand(manager: PackageManager | null, wanted: Software): string {
  return manager === null
    ? `Install ${wanted.name} with the tools of this host's distribution`
    : `${verbs[manager]} ${wanted.packages[manager] ?? wanted.usual}`;
}
