import type { MachineManager } from './find-manager.ts';

/** For a column: whose the machine is, in a word. */
export const managerNames: Readonly<Record<MachineManager, string>> = {
  libvirt: 'libvirt',
  proxmox: 'Proxmox',
  hand: 'foreign',
};

/** Who looks after it, and with what. A sentence. */
export const managerSentences: Readonly<Record<MachineManager, string>> = {
  libvirt: 'libvirt runs this machine: virsh on the host, or virt-manager, command it.',
  proxmox: 'Proxmox runs this machine: its web page, or qm on the host, command it.',
  hand: 'Somebody started this machine by hand, or with a program that Nutshell does not know.',
};
