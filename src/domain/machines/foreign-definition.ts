/** A machine as libvirt or Proxmox wrote it down: what it takes when somebody starts it, whether it runs now or not. */
export interface ForeignDefinition {
  readonly manager: 'libvirt' | 'proxmox';
  readonly name: string;
  /** The file that says so. */
  readonly path: string;
  /** Lower case. */
  readonly macs: readonly string[];
  /** Disks and CDs, absolute. */
  readonly diskPaths: readonly string[];
  /** VNC displays that are given by number; most are chosen when the machine starts. */
  readonly displays: readonly number[];
}
