/** A QEMU process as /proc shows it, whoever started it: by hand with options of 2013, by libvirt, by Proxmox, by Nutshell. */
export interface QemuProcess {
  readonly pid: number;
  readonly startedEpochMs: number | null;
  readonly argv: readonly string[];
  /** Names of the tap interfaces it holds open (/proc/PID/fdinfo: `iff:`). */
  readonly taps: readonly string[];
  /** The same taps by descriptor, which joins them to `-netdev tap,fd=33`; ordered by descriptor. */
  readonly tapDescriptors: readonly TapDescriptor[];
  /** Where a relative path of its command line begins; null where it may not be read. */
  readonly workingDirectory: string | null;
}

export interface TapDescriptor {
  readonly fd: number;
  readonly tap: string;
}
