/** A QEMU process as /proc shows it, whoever started it: by hand with options of 2013, by libvirt, by Proxmox, by Nutshell. */
export interface QemuProcess {
  readonly pid: number;
  readonly startedEpochMs: number | null;
  readonly argv: readonly string[];
  /** Names of the tap interfaces it holds open (/proc/PID/fdinfo: `iff:`). */
  readonly taps: readonly string[];
}
